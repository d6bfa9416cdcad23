/** What a cell shows, as data: a recorded chart, a table where a value is one, else text. Pure. */
import type { CodeOutput } from '../../contract/sandbox';
import { inspect, isList } from './inspect';
import { recordedIn } from './plot';

const most = { rows: 200, columns: 16, text: 80, numbers: 100 };

/** As much of a tensor as is looked at; TensorFlow.js's own type would bring its module along. */
interface TensorLike {
  shape: number[];
  dtype: string;
  isDisposed: boolean;
  arraySync(): unknown;
  dataSync(): ArrayLike<number>;
}

/** @throws what reading the reader's own getters throws */
export function show(value: unknown): CodeOutput {
  const plot = recordedIn(value);
  if (plot) return { kind: 'plot', plot };
  if (isTensor(value)) return showTensor(value);
  return tableOf(value) ?? { kind: 'text', text: inspect(value), level: 'value' };
}

/** console.log's arguments, side by side. */
export function textOf(values: readonly unknown[]): string {
  return values.map((value) => (isTensor(value) ? showTensorText(value) : inspect(value))).join(' ');
}

export function isTensor(value: unknown): value is TensorLike {
  if (typeof value !== 'object' || value === null) return false;
  return 'arraySync' in value && 'dtype' in value && 'isDisposed' in value && 'shape' in value && Array.isArray(value.shape);
}

function showTensor(tensor: TensorLike): CodeOutput {
  const [rows = 0, columns = 0] = tensor.shape;
  if (tensor.isDisposed || tensor.shape.length !== 2 || rows * columns === 0 || columns > most.columns)
    return { kind: 'text', text: showTensorText(tensor), level: 'value' };
  const table = tableOf((tensor.arraySync() as number[][]).slice(0, most.rows));
  return table?.kind === 'table' ? { ...table, of: rows } : { kind: 'text', text: showTensorText(tensor), level: 'value' };
}

function showTensorText(tensor: TensorLike): string {
  const head = `Tensor ${tensor.dtype} [${tensor.shape.join(', ')}]`;
  if (tensor.isDisposed) return `${head}, disposed`;
  const values = tensor.dataSync();
  return values.length === 1 && tensor.shape.length === 0
    ? `${head} ${inspect(values[0])}`
    : `${head} ${inspect(Array.from({ length: Math.min(values.length, most.numbers) }, (_, i) => values[i]))}`;
}

/** Rows that are all plain objects, or all lists of numbers and text, of some width. */
function tableOf(value: unknown): Extract<CodeOutput, { kind: 'table' }> | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const rows: unknown[] = value.slice(0, most.rows);
  if (rows.every(isList)) {
    const width = Math.max(...rows.map((row) => row.length));
    if (width === 0 || width > most.columns || !rows.every((row) => Array.from(row).every(isCell))) return null;
    const columns = Array.from({ length: width }, (_, i) => String(i));
    return { kind: 'table', columns, rows: rows.map((row) => columns.map((_, i) => cell(row[i]))), of: value.length };
  }
  if (!rows.every(isPlain)) return null;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, most.columns);
  if (columns.length === 0) return null;
  const own = (row: Record<string, unknown>, name: string) => (Object.hasOwn(row, name) ? cell(row[name]) : '');
  const cells = rows.map((row) => columns.map((name) => own(row, name)));
  return { kind: 'table', columns: columns.map(cutText), rows: cells, of: value.length };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isCell(value: unknown): boolean {
  return value === null || ['number', 'string', 'boolean', 'undefined'].includes(typeof value);
}

function cell(value: unknown): string | number {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === undefined) return '';
  return cutText(inspect(value));
}

function cutText(text: string): string {
  return text.length > most.text ? `${text.slice(0, most.text)}…` : text;
}
