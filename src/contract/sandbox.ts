/** What the page and the sandbox of code cells say to each other: code in, plain data out, never HTML. No logic. */

/** Where in a cell's code: both from 1. */
export interface CodePlace {
  line: number;
  column: number;
}

/** What went wrong with a cell's code. */
export interface CodeFault {
  /** Such as 'TypeError'. */
  name: string;
  message: string;
  /** Null where it is not known. */
  place: CodePlace | null;
}

/** What a cell's code reads and what it gives, found by parsing. */
export interface CodeNames {
  /** Top-level declarations: other cells of the lesson may read them. */
  outputs: string[];
  /** Free names but `$…`, such as another cell's outputs, or `Math`. */
  free: string[];
  /** Of each `$id`, without the `$`: the fields read, or null where the whole of it is taken. */
  reads: { id: string; fields: string[] | null; place: CodePlace }[];
}

/** A column of a recorded chart: one channel's values. */
export type ChannelValue = number | string | null;

export interface RecordedMark {
  mark: string;
  /** Channels as columns of one length; a single number or colour stands for all. */
  channels: { name: string; values: ChannelValue[]; label: string | null }[];
  /** Options that are the same for the whole mark, such as strokeWidth. */
  constants: { name: string; value: number | string }[];
}

export interface RecordedScale {
  name: 'x' | 'y' | 'color' | 'r';
  label: string | null;
  type: string | null;
  domain: ChannelValue[] | null;
  grid: boolean;
  reverse: boolean;
  zero: boolean;
}

/** What `Plot.plot(…)` was given, its channels evaluated: the page draws it. */
export interface RecordedPlot {
  title: string | null;
  height: number | null;
  scales: RecordedScale[];
  marks: RecordedMark[];
}

/** One thing that a cell shows. */
export type CodeOutput =
  | { kind: 'text'; text: string; level: 'log' | 'warn' | 'value' }
  /** `of` is how many rows there were before it was cut. */
  | { kind: 'table'; columns: string[]; rows: (string | number)[][]; of: number }
  | { kind: 'plot'; plot: RecordedPlot };

/** Page to kernel. */
export interface KernelAsk {
  run: number;
  /** The cell's id: its tensors and its names go when it runs again. */
  cell: string;
  /** A classic script; the kernel defines the function that it calls, under this name, for this one run. */
  script: string;
  entry: string;
  /** Values of `$…`, plain data. */
  given: Record<string, unknown>;
  /** Names of other cells' outputs that the code takes. */
  takes: string[];
  /** Where in the script the code begins, so that an error's line is the cell's own. */
  firstLine: number;
  /** On this line of the code and from this column on, the script has so many characters more. */
  shift: { line: number; column: number; by: number } | null;
}

/** Kernel to page, as JSON text. */
export type KernelReply =
  | { type: 'ready' }
  /** The reader's code has changed what the kernel itself works with: no run can be trusted any more. */
  | { type: 'broken' }
  | { type: 'output'; run: number; output: CodeOutput }
  /** `value`: the last expression's, where it is a number, text or truth value. */
  | { type: 'done'; run: number; value: number | string | boolean | null }
  | { type: 'failed'; run: number; fault: CodeFault };
