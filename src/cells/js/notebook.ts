/**
 * The code cells of one lesson: who reads whom, what is stale, and one kernel that runs them one after the other. Nothing
 * runs by itself; running a cell first runs those that it needs and that have no fresh result.
 */
import type { CellContext, Scope } from '../../contract/cell';
import type { KernelReply } from '../../contract/sandbox';
import type { Kernel } from '../../sandbox/start';
import type { CodeCell } from './code-cell';
import { givenOf, needsOf } from './given';

/** The same for all code cells of a lesson: handed to the scope's `shared`. */
export function createNotebook(): Notebook {
  return new Notebook();
}

export class Notebook {
  #cells: CodeCell[] = [];
  #queue: CodeCell[] = [];
  #running: { cell: CodeCell; run: number; abort: AbortController; done: (reply: KernelReply | Error) => void } | null = null;
  #kernel: Kernel | null = null;
  #run = 0;
  readonly #stops = new Map<CodeCell, () => void>();
  readonly #contexts = new Map<CodeCell, Pick<CellContext, 'scope' | 'engine'> & { watch: () => void }>();

  /** Is there more than one code cell? */
  get several(): boolean {
    return this.#cells.length > 1;
  }

  /** Gives how to take it out; with the last one the kernel goes. */
  add(cell: CodeCell, context: Pick<CellContext, 'scope' | 'engine'>): () => void {
    this.#cells.push(cell);
    const watch = () => {
      this.#stops.get(cell)?.();
      const ids = cell.names.reads.map(({ id }) => id);
      this.#stops.set(cell, ids.length > 0 ? context.scope.subscribe(ids, () => this.#look(cell, context.scope)) : () => {});
    };
    watch();
    this.#contexts.set(cell, { ...context, watch });
    for (const one of this.#cells) if (one !== cell) one.changed();
    return () => {
      this.#stops.get(cell)?.();
      this.#cells = this.#cells.filter((one) => one !== cell);
      this.#queue = this.#queue.filter((one) => one !== cell);
      if (this.#running?.cell === cell || this.#cells.length === 0) this.interrupt();
      this.#stops.delete(cell);
      this.#contexts.delete(cell);
    };
  }

  /** The code is another one now. */
  edit(cell: CodeCell, code: string): void {
    if (code === cell.code) return;
    cell.code = code;
    cell.unread = { name: '', message: '', place: null };
    if (cell.ran) cell.set('stale', 'its code has changed');
    this.#staleAfter(cell, `${cell.title} has changed`);
  }

  /** Reads the names anew, at a pause in typing and before a run. */
  async read(cell: CodeCell): Promise<void> {
    if (!cell.unread) return;
    const { parseCode } = await import('../../sandbox/parse');
    const { parsed, fault } = parseCode(cell.code);
    cell.unread = fault;
    if (!parsed) return;
    cell.names = parsed.names;
    this.#contexts.get(cell)?.watch();
  }

  /** The cells whose names or results this one reads, and those that they read in turn, all by their code of now. */
  async neededBy(cell: CodeCell): Promise<CodeCell[]> {
    await Promise.all(this.#cells.map((one) => this.read(one)));
    const found = new Set([cell]);
    for (const reader of found) for (const one of this.#cells) if (reads(reader, one)) found.add(one);
    found.delete(cell);
    return [...found];
  }

  /** The reader has asked for this very cell. */
  run(cell: CodeCell): void {
    cell.held = false;
    this.#enqueue(cell, new Set());
    void this.#pump();
  }

  runAll(): void {
    for (const cell of this.#cells) this.#enqueue(cell, new Set(), true);
    void this.#pump();
  }

  /** Ends what runs at once, and leaves out what waits. The next run has a new kernel. */
  interrupt(): void {
    for (const cell of this.#queue) cell.set(cell.before);
    this.#queue = [];
    this.#drop('the run was interrupted, and what it had made is gone');
    const running = this.#running;
    if (!running) return;
    running.abort.abort();
    running.done(new Error(`Interrupted after ${seconds(performance.now() - running.cell.startedAt)} s.`));
  }

  #enqueue(cell: CodeCell, above: Set<CodeCell>, always = false): void {
    if (above.has(cell) || cell.busy || cell.held) return;
    above.add(cell);
    for (const needed of this.#cells) {
      if (needed !== cell && reads(cell, needed) && needed.state !== 'ok') this.#enqueue(needed, above);
    }
    if (cell.busy || (!always && above.size > 1 && cell.state === 'ok')) return;
    cell.before = cell.state;
    this.#queue.push(cell);
    cell.set('queued');
  }

  async #pump(): Promise<void> {
    if (this.#running) return;
    for (let cell = this.#queue.shift(); cell; cell = this.#queue.shift()) await this.#execute(cell);
  }

  async #execute(cell: CodeCell): Promise<void> {
    const abort = new AbortController();
    const run = ++this.#run;
    Object.assign(cell, { outputs: [], fault: null, startedAt: performance.now(), ranCode: cell.code });
    const ended = new Promise<KernelReply | Error>((done) => (this.#running = { cell, run, abort, done }));
    cell.set('running');
    void this.#ask(cell, run, abort.signal).catch((error: unknown) => {
      if (this.#running?.run === run) this.#running.done(error instanceof Error ? error : new Error(String(error)));
    });
    const end = await ended;
    this.#running = null;
    this.#finish(cell, end);
  }

  async #ask(cell: CodeCell, run: number, signal: AbortSignal): Promise<void> {
    const [{ parseCode, scriptOf }, { startKernel }] = await Promise.all([
      import('../../sandbox/parse'),
      import('../../sandbox/start'),
    ]);
    const context = this.#contexts.get(cell);
    const { parsed, fault } = parseCode(cell.ranCode);
    if (signal.aborted || !context) return;
    if (fault) return this.#running?.done({ type: 'failed', run, fault });
    if (cell.code === cell.ranCode) cell.unread = null;
    cell.names = parsed.names;
    context.watch();
    const others = this.#cells.filter((one) => one !== cell);
    const twin = others.find((one) => one.names.outputs.some((name) => cell.names.outputs.includes(name)));
    if (twin) {
      const name = twin.names.outputs.find((one) => cell.names.outputs.includes(one));
      const message = `${name} is already declared in "${twin.title}": two cells cannot share a top-level name`;
      return this.#running?.done({ type: 'failed', run, fault: { name: 'SyntaxError', message, place: null } });
    }
    const held = others.find((one) => one.held && reads(cell, one));
    if (held) {
      const message = `This needs “${held.title}”, whose code came with a link. Read it, and press Run there first.`;
      return this.#running?.done({ type: 'failed', run, fault: { name: '', message, place: null } });
    }
    const given: Record<string, Record<string, unknown>> = {};
    cell.seen = new Map(cell.names.reads.map(({ id }) => [id, context.scope.get(id)]));
    for (const { id, fields } of cell.names.reads) given[id] = await givenOf(cell.seen.get(id), fields, context.engine);
    cell.absent = cell.names.reads.flatMap(({ id, fields }) => absentIn(id, fields, given[id]));
    if (signal.aborted) return;
    this.#kernel ??= await startKernel({ onReply: (reply) => this.#heard(reply), onBroken: (why) => this.#broken(why) }, signal);
    const entry = `cell_${run}`;
    const names = new Set(others.flatMap((one) => one.names.outputs));
    this.#kernel.ask({ run, cell: cell.id, given, ...scriptOf(cell.ranCode, parsed, cell.id, entry, names) });
  }

  #heard(reply: KernelReply): void {
    if (reply.type === 'ready' || reply.type === 'broken' || !this.#running || reply.run !== this.#running.run) return;
    const { cell, done } = this.#running;
    if (reply.type !== 'output') return done(reply);
    cell.outputs = [...cell.outputs, reply.output];
    cell.changed();
  }

  #broken(why: string): void {
    this.#drop('the sandbox was started anew');
    this.#running?.done(new Error(`${why}, so it was ended. Nothing else was touched; the next run has a new one.`));
  }

  /** The kernel goes, and with it all that cells have declared. */
  #drop(why: string): void {
    this.#kernel?.close();
    this.#kernel = null;
    for (const cell of this.#cells) if (cell.state === 'ok') cell.set('stale', why);
  }

  #finish(cell: CodeCell, end: KernelReply | Error): void {
    cell.ms = performance.now() - cell.startedAt;
    if (!(end instanceof Error) && end.type === 'done') {
      cell.runs += 1;
      cell.value = end.value;
      cell.set('ok');
    } else {
      cell.fault =
        end instanceof Error ? { name: '', message: end.message, place: null } : end.type === 'failed' ? end.fault : null;
      cell.value = null;
      cell.set('error');
    }
    const context = this.#contexts.get(cell);
    context?.scope.publish(cell.id, { state: cell.state, runs: cell.runs, value: cell.value });
    this.#staleAfter(cell, `${cell.title} has run again`);
    if (cell.code !== cell.ranCode) cell.set('stale', 'its code has changed');
    else if (context) this.#look(cell, context.scope);
  }

  /** Marks those that read a cell, and those that read them. */
  #staleAfter(cell: CodeCell, why: string, seen = new Set([cell])): void {
    for (const one of this.#cells) {
      if (seen.has(one) || !reads(one, cell)) continue;
      seen.add(one);
      if (one.ran) one.set('stale', why);
      this.#staleAfter(one, why, seen);
    }
  }

  /** Is what the cell has read still so? */
  #look(cell: CodeCell, scope: Scope): void {
    if (!cell.ran) return;
    for (const { id, fields } of cell.names.reads) {
      if (this.#cells.some((one) => one.id === id)) continue;
      const [then, now] = [cell.seen.get(id), scope.get(id)];
      const names = fields?.flatMap(needsOf) ?? Object.keys({ ...then, ...now });
      const changed = names.find((name) => then?.[name] !== now?.[name]);
      if (changed) return cell.set('stale', `$${id} has changed`);
    }
  }
}

function absentIn(id: string, fields: readonly string[] | null, given: Record<string, unknown>): string[] {
  return (fields ?? []).filter((field) => given[field] === null).map((field) => `$${id}.${field}`);
}

function reads(cell: CodeCell, other: CodeCell): boolean {
  return cell.names.reads.some(({ id }) => id === other.id) || other.names.outputs.some((name) => cell.names.free.includes(name));
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
