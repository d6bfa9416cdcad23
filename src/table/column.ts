/** One column of a table as it is read: its numbers, its different values and what is missing. Pure. */
import type { TableColumn } from '../contract/table';

/** More different values than this are no categories. */
export const mostValues = 20;
/** More are not even counted. */
const mostCounted = 1000;
/** Larger numbers leave no room in float32 for their squares. */
const largest = 1e18;
const longestValue = 60;
const none = 0xffff;

const missing = /^(?:na|n\/a|nan|null|none|\?|-)?$/i;
const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const commaNumber = /^([+-]?\d+),(\d+)$/;
/** As 1,234: a thousand and more to some, a little more than one to others. */
const either = /^[+-]?[1-9]\d{0,2},\d{3}$/;

interface Cell {
  line: number;
  text: string;
}

export class Column {
  missing = 0;
  #n = 0;
  /** NaN where there is none. */
  #numbers = new Float64Array(64);
  #codes = new Uint16Array(64);
  readonly #values = new Map<string, number>();
  #tooMany = false;
  #text: Cell | null = null;
  #huge: Cell | null = null;
  /** The first number whose comma may be either, while no other comma of the column has told which. */
  #either: Cell | null = null;
  #commaTold: boolean;
  #long: Cell | null = null;
  #min = Infinity;
  #max = -Infinity;

  constructor(
    readonly name: string,
    /** What separates the fields: where that is no comma, 1,5 is a number. */
    private readonly separator: string,
  ) {
    // Semicolons stand between fields where the comma is the decimal one; tabs and | everywhere.
    this.#commaTold = separator === ';';
  }

  add(field: string, line: number): void {
    const text = field.trim();
    if (this.#n === this.#numbers.length) this.#grow();
    const i = this.#n++;
    this.#numbers[i] = NaN;
    this.#codes[i] = none;
    if (missing.test(text)) {
      this.missing++;
      return;
    }
    this.#codes[i] = this.#codeOf(text, line);
    const number = this.#numberOf(text);
    if (number === null) this.#text ??= { line, text };
    else if (Math.abs(number) > largest) this.#huge ??= { line, text };
    else {
      this.#lookAtComma(text, line);
      this.#numbers[i] = number;
      this.#min = Math.min(this.#min, number);
      this.#max = Math.max(this.#max, number);
    }
  }

  /** NaN where there is none. */
  number(row: number): number {
    return this.#numbers[row];
  }

  /** Null where there is none, or where there are too many to tell. */
  value(row: number): number | null {
    const code = this.#codes[row];
    return code === none ? null : code;
  }

  /** Which code each of these values has; undefined for one that does not occur. */
  codesOf(values: readonly string[]): (number | undefined)[] {
    return values.map((value) => this.#values.get(value));
  }

  get isNumeric(): boolean {
    return !this.#text && !this.#huge && !this.#either && this.#min <= this.#max;
  }

  /** In order, where they are few and short enough to be categories. */
  get categories(): string[] | null {
    const few = !this.#tooMany && !this.#long && this.#values.size > 0 && this.#values.size <= mostValues;
    if (!few) return null;
    const values = [...this.#values.keys()];
    return this.isNumeric ? values.sort((a, b) => (this.#numberOf(a) ?? 0) - (this.#numberOf(b) ?? 0)) : values.sort();
  }

  describe(): TableColumn {
    const { name, isNumeric, categories: values } = this;
    return {
      name,
      missing: this.missing,
      range: isNumeric ? [this.#min, this.#max] : null,
      values,
      unusable: isNumeric || values ? null : this.#why(),
    };
  }

  #why(): string {
    if (this.#values.size === 0 && !this.#tooMany) return 'it has no values at all';
    const cell = this.#huge && !this.#text ? this.#huge : (this.#text ?? this.#long);
    const held = cell && `in line ${cell.line} it holds “${cell.text.length > 24 ? `${cell.text.slice(0, 24)}…` : cell.text}”`;
    if (this.#either && !this.#text && !this.#huge)
      return `in line ${this.#either.line} it holds “${this.#either.text}”, whose comma may be for thousands or for decimals: write it without one`;
    if (this.#huge && !this.#text) return `${held}, and numbers may be no larger than 10¹⁸`;
    const many = this.#tooMany ? `more than ${mostCounted}` : String(this.#values.size);
    return `${held}, which is no number, and for a category it has too many different values (${many}) or too long ones`;
  }

  #numberOf(text: string): number | null {
    if (plainNumber.test(text)) return Number(text);
    return this.separator !== ',' && commaNumber.test(text) ? Number(text.replace(',', '.')) : null;
  }

  #lookAtComma(text: string, line: number): void {
    if (this.#commaTold || !text.includes(',')) return;
    if (either.test(text)) this.#either ??= { line, text };
    else {
      this.#commaTold = true;
      this.#either = null;
    }
  }

  #codeOf(text: string, line: number): number {
    // What they are is of no use any more, and to look each of them up takes most of the time of a large file.
    if (this.#tooMany) return none;
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    if (text.length > longestValue) this.#long ??= { line, text };
    this.#tooMany = this.#values.size >= mostCounted;
    if (this.#tooMany || text.length > longestValue) return none;
    this.#values.set(text, this.#values.size);
    return this.#values.size - 1;
  }

  #grow(): void {
    const [numbers, codes] = [new Float64Array(2 * this.#n), new Uint16Array(2 * this.#n)];
    numbers.set(this.#numbers);
    codes.set(this.#codes);
    this.#numbers = numbers;
    this.#codes = codes;
  }
}
