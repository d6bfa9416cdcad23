/** A table of the reader's own: what the worker found in the file, and what of it is learned from. No logic. */

/** What a CSV file holds, column by column. The cells themselves stay in the worker. */
export interface TableInfo {
  /** Of the file's bytes: the same file has the same key. */
  key: string;
  /** The file's name. */
  name: string;
  rows: number;
  columns: TableColumn[];
  /** Whether this device keeps the file for the next visit; a large one it does not, and the browser may refuse it. */
  kept: 'yes' | 'large' | 'refused';
}

export interface TableColumn {
  name: string;
  /** Cells without a value. */
  missing: number;
  /** Smallest and largest, where every value is a number that can be used. */
  range: [min: number, max: number] | null;
  /** All different values in order, where they are few enough to be categories. */
  values: string[] | null;
  /** Where it is neither numbers nor categories: why, with line and value. */
  unusable: string | null;
}

/** Which table, and what of it is learned from which columns: enough to find it again, and to name everything without it. */
export interface OwnTable {
  key: string;
  name: string;
  /** Column that is predicted. */
  target: string;
  /** Its values in label order, where they are classes; null where it is a number. */
  classes: string[] | null;
  /** Columns learned from, in order; `values` are those of a category, each of which becomes an input of its own. */
  columns: { name: string; values: string[] | null }[];
}
