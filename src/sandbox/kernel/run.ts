/** Runs cells one after the other, each with the names it takes, and says what they show, in plain data and not too much of it. */
import type { CodeFault, CodeOutput, KernelAsk, KernelReply } from '../../contract/sandbox';
import { inspect } from './inspect';
import { createPlot } from './plot';
import { isTensor, show, textOf } from './show';
import type { Account } from './tensors';

/** Of one run; what is more is left out, and said. */
const most = { outputs: 100, characters: 500_000 };

export interface Surroundings {
  tf: unknown;
  openAccount(): Account;
  /** Loads a classic script, at once. */
  load(script: string): void;
  /** Puts a function where the script finds it; gives how to take it away. */
  define(name: string, value: unknown): () => void;
  reply(reply: KernelReply): void;
}

type Cell = (given: Record<string, unknown>) => Promise<{ value?: unknown; names: Record<string, unknown> }>;

export function createRunner({ tf, openAccount, load, define, reply }: Surroundings): (ask: KernelAsk) => Promise<void> {
  /** By cell: what it has declared, and what disposes of its tensors. */
  const kept = new Map<string, { names: Record<string, unknown>; dispose: () => void }>();

  return async (ask) => {
    const { run, cell } = ask;
    kept.get(cell)?.dispose();
    kept.delete(cell);
    const shown = createOutput((output) => reply({ type: 'output', run, output }));
    const account = openAccount();
    // None of this is the reader's: where it throws, their code has broken the kernel, and the page is told so (entry.ts).
    const { values, absent } = given(ask, kept);
    const surroundings = { ...values, tf, Plot: createPlot(), display: shown.display, console: shown.console };
    const found: Cell[] = [];
    const remove = define(ask.entry, (loaded: Cell) => void (found[0] = loaded));
    let names: Record<string, unknown> = {};
    let answer: KernelReply;
    try {
      if (absent !== null) throw new ReferenceError(`${absent} is not there yet: run the cell that declares it`);
      load(ask.script);
      if (!found[0]) throw new Error('The code could not be loaded.');
      const result = await found[0](surroundings);
      names = result.names;
      if (result.value !== undefined && !shown.isNewest(result.value)) shown.display(result.value);
      answer = { type: 'done', run, value: valueOf(result.value) };
    } catch (error) {
      answer = { type: 'failed', run, fault: faultOf(error, ask) };
    } finally {
      remove();
    }
    shown.close();
    kept.set(cell, { names, dispose: account.close() });
    reply(answer);
  };
}

/** @returns also the first name that no cell has declared so far */
function given({ given: published, takes, cell }: KernelAsk, kept: ReadonlyMap<string, { names: Record<string, unknown> }>) {
  const values = Object.fromEntries(Object.entries(published).map(([id, value]): [string, unknown] => [`$${id}`, value]));
  let absent: string | null = null;
  for (const name of takes) {
    const owner = [...kept].find(([id, { names }]) => id !== cell && Object.hasOwn(names, name));
    if (owner) values[name] = owner[1].names[name];
    else absent ??= name;
  }
  return { values, absent };
}

function createOutput(send: (output: CodeOutput) => void) {
  let count = 0;
  let room = most.characters;
  let left = 0;
  let closed = false;
  /** The newest display, if nothing has been shown since. */
  let newest: { value: unknown } | null = null;
  const put = (make: () => CodeOutput) => {
    // Nothing is made into text that would not be shown: a loop may print millions.
    newest = null;
    if (closed || count >= most.outputs) {
      left += 1;
      return;
    }
    const output = make();
    const size = JSON.stringify(output).length;
    if (size > room) {
      left += 1;
      return;
    }
    count += 1;
    room -= size;
    send(output);
  };
  const print =
    (level: 'log' | 'warn') =>
    (...values: unknown[]) =>
      put(() => ({ kind: 'text', text: textOf(values), level }));
  const [log, warn] = [print('log'), print('warn')];
  const display = (value: unknown): unknown => {
    put(() => show(value));
    newest = { value };
    return value;
  };
  return {
    display,
    /** A cell that ends with display(x) has shown x already. */
    isNewest: (value: unknown) => newest !== null && Object.is(newest.value, value),
    console: Object.freeze({ log, info: log, debug: log, warn, error: warn, table: display }),
    /** Says how much was left out, and takes no more. */
    close() {
      closed = true;
      if (left === 0) return;
      const text = `… ${left.toLocaleString('en')} more left out: a run shows at most ${most.outputs} things, and not too long ones`;
      send({ kind: 'text', text, level: 'warn' });
    },
  };
}

function valueOf(value: unknown): number | string | boolean | null {
  if (isTensor(value) && !value.isDisposed && value.shape.length === 0) return valueOf(value.dataSync()[0]);
  if (typeof value === 'string') return value.slice(0, 1000);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? value : null;
}

/** What was thrown. Never throws, though a getter or a proxy of the reader's may. */
export function faultOf(error: unknown, ask: Pick<KernelAsk, 'cell' | 'firstLine' | 'shift'>): CodeFault {
  try {
    return placed(error, ask);
  } catch {
    return { name: 'Thrown', message: inspect(error), place: null };
  }
}

/** With its place in the cell's own code: the innermost frame of the stack that lies in it. */
function placed(error: unknown, { cell, firstLine, shift }: Pick<KernelAsk, 'cell' | 'firstLine' | 'shift'>): CodeFault {
  if (!(error instanceof Error)) return { name: 'Thrown', message: inspect(error), place: null };
  const frame = new RegExp(`cell-${cell}\\.js:(\\d+):(\\d+)`).exec(String(error.stack));
  const line = Number(frame?.[1]) - firstLine + 1;
  const column = Number(frame?.[2]);
  const shifted = shift && line === shift.line && column >= shift.column + shift.by ? column - shift.by : column;
  return {
    name: String(error.name).slice(0, 100),
    message: String(error.message).slice(0, 2000),
    place: frame && line >= 1 ? { line, column: shifted } : null,
  };
}
