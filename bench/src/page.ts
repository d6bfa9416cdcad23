/** One page, one network: opens everyone's worker, has each prepared and checked, then hands out slices in turn. */
import { Contestant, pause, Together, type Turn } from './contestant';
import { drawsOnly, type Entry } from './line-up';
import { type NetworkId } from './networks';
import type { Opened, Task } from './protocol';
import type { PageResult, Slices } from './results';
import { rotated } from './statistics';

export interface Options {
  network: NetworkId;
  entries: Entry[];
  /** Slices each, and their length in milliseconds. */
  slices: number;
  ms: number;
  batches: number[];
  /** Points along a side; 0 for no grid. */
  side: number;
  train: boolean;
}

/** Whoever is so many times slower than the fastest peer takes part in the first rounds alone: its place is not in doubt. */
const FAR_BEHIND = 10;
const FAR_BEHIND_ROUNDS = 5;

/** Interleaved and rotated: round by round everyone once, each round beginning with another one. Those that fail are dropped. */
async function interleave<T extends Turn>(
  all: T[],
  { slices, ms }: Options,
  behind: (one: T) => boolean,
  drop: (one: T, error: unknown) => void,
): Promise<Map<T, number[]>> {
  const rates = new Map(all.map((one) => [one, [] as number[]]));
  for (let round = 0; round < slices; round++)
    for (const one of rotated(all, round)) {
      const mine = rates.get(one);
      if (!mine || (round >= FAR_BEHIND_ROUNDS && behind(one))) continue;
      await pause();
      try {
        mine.push(await one.take(ms));
      } catch (error) {
        rates.delete(one);
        drop(one, error);
      }
    }
  return rates;
}

/** So long the fastest of ours with one thread trains in turn with the peak's loop, a millisecond or two each. */
const BETWEEN_MS = 4000;

/** The peak of one thread, and of two at once: what a second thread brings on this machine at this time. */
interface Peaks {
  one: Contestant;
  two: Together;
}

const peakEntry = { name: 'peak', module: 'peak', variant: '', ours: false, threads: 1 } as const satisfies Opened &
  Omit<Entry, 'module'>;

export async function run(options: Options, say: (text: string) => void): Promise<PageResult> {
  const { network } = options;
  const result: PageResult = {
    network,
    training: [],
    inference: [],
    grid: null,
    peak: [],
    peakOfTwo: [],
    between: null,
    notes: [],
    details: {},
  };
  const note = (text: string) => {
    result.notes.push(text);
    say(`  ${text}`);
  };

  say(`${network}: ${options.entries.length} contenders start`);
  const open: Contestant[] = [];
  const abilities = new Map<Contestant, readonly Task['kind'][]>();
  for (const entry of options.entries.filter((one) => options.side || !drawsOnly(one))) {
    const one = new Contestant(entry);
    try {
      const { detail, does, trainsOtherwise } = await one.ask('open', { entry, network });
      open.push(one);
      result.details[entry.name] = detail;
      abilities.set(one, does);
      if (trainsOtherwise && options.train) note(`${network} training, ${entry.name}: ${trainsOtherwise}`);
    } catch (error) {
      one.end();
      note(`${network}, without ${entry.name}: ${wordsOf(error)}`);
    }
  }

  const timed = async (
    title: string,
    task: Task,
    also: Peaks | null = null,
    only = new Map<string, string>(),
  ): Promise<Slices[]> => {
    say(`${network} ${title}: checks`);
    const calls = new Map<Contestant, string>();
    const rough = new Map<Contestant, number>();
    let hopeless = 0;
    for (const one of open.filter((other) => abilities.get(other)?.includes(task.kind))) {
      try {
        const { call, rejected, rate } = await one.ask('prepare', {
          task,
          ms: options.ms,
          only: only.get(one.entry.name) ?? null,
          hopeless,
        });
        calls.set(one, call);
        rough.set(one, rate);
        if (!one.entry.ours) hopeless = Math.max(hopeless, rate / FAR_BEHIND);
        for (const reason of rejected) note(`${network} ${title}, ${one.entry.name}: not by ${reason}`);
      } catch (error) {
        note(`${network} ${title}, without ${one.entry.name}: ${wordsOf(error)}`);
      }
    }
    say(`${network} ${title}: ${calls.size} contenders checked, now timed`);
    // Those that are measured along come right before ours, which stand first: what is held against each other lies close together.
    const behind = (one: Turn) => one instanceof Contestant && (rough.get(one) ?? Infinity) < hopeless;
    const turns: Turn[] = [...(also ? [also.one, also.two] : []), ...calls.keys()];
    const rates = await interleave(turns, options, behind, (one, error) => {
      if (one instanceof Contestant) calls.delete(one);
      note(`${network} ${title}, without ${one instanceof Contestant ? one.entry.name : 'two peaks'}: ${wordsOf(error)}`);
    });
    if (also) {
      result.peak.push(...(rates.get(also.one) ?? []));
      result.peakOfTwo.push(...(rates.get(also.two) ?? []));
      const fastest = [...calls.keys()]
        .filter(({ entry }) => entry.ours && entry.threads === 1)
        .toSorted((a, b) => (rough.get(b) ?? 0) - (rough.get(a) ?? 0))
        .at(0);
      try {
        if (fastest) result.between = { contender: fastest.entry.name, turns: await fastest.ask('between', { ms: BETWEEN_MS }) };
      } catch (error) {
        note(`${network}, no turns between slices of the peak: ${wordsOf(error)}`);
      }
    }
    for (const one of calls.keys()) await one.ask('release', null);
    return [...calls].map(([one, call]) => {
      const { name, ours, threads } = one.entry;
      return { contender: name, ours, threads, call, rates: rates.get(one) ?? [], drawn: drawsOnly(one.entry) };
    });
  };

  if (options.train) {
    // Its module differs from a contender's: it is no library.
    const both = [0, 1].map(() => new Contestant(peakEntry as unknown as Entry));
    let also: Peaks | null = null;
    try {
      const [{ detail }] = await Promise.all(both.map((one) => one.ask('open', { entry: peakEntry, network })));
      result.details.peak = detail;
      also = { one: both[0], two: new Together(both) };
    } catch (error) {
      note(`no peak: ${wordsOf(error)}`);
    }
    result.training = await timed('training', { kind: 'train' }, also);
    for (const one of both) one.end();
  }
  for (const n of options.batches)
    result.inference.push({ batch: n, slices: await timed(`inference, batch ${n}`, { kind: 'infer', n }) });
  const { side } = options;
  // A grid is a large batch: by the call that was the fastest for those.
  const known = new Map(result.inference.at(-1)?.slices.map(({ contender, call }) => [contender, call]));
  if (side) result.grid = { points: side ** 2, slices: await timed(`grid ${side}×${side}`, { kind: 'grid', side }, null, known) };
  for (const one of open) one.end();
  return result;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
