/**
 * Takes samples of an operation: first call apart, then warm-up, then timings long enough for the clock.
 * Between samples, never inside one, the thread is given up so that cancelling and a hidden tab are noticed.
 */
import type { BackendInfo } from '../contract/backend';
import type { MeasuredOperation, Measurement } from '../contract/measurement';
import type { ModelSpec } from '../contract/model';
import { type Clock, shortestTiming } from './clock';
import { median, p99, percentile } from './stats';

/** How much is asked for. Slow operations get fewer samples, so that a measurement ends in reasonable time. */
export interface Plan {
  /** Untimed calls after the first one: as many where they are fast, fewer where they are slow; at least 1. */
  warmup: number;
  /** Samples wanted. */
  repeats: number;
  /** Milliseconds after which no further sample is begun, once there are the fewest that will do. */
  budget: number;
}

/** What measuring needs of the world around it; tests give a clock and a watch of their own. */
export interface Instruments {
  clock: Clock;
  /** Gives up the thread for a moment. Throws where the measurement has to end: cancelled, tab hidden, context lost. */
  breathe(): Promise<void>;
  /** How far this operation has come, 0 to 1. */
  progress(done: number): void;
  /** Date and time now, ISO. */
  date(): string;
  crossOriginIsolated: boolean;
}

/** What is timed, and what it is called. */
export interface Subject {
  operation: MeasuredOperation;
  backend: BackendInfo;
  model: ModelSpec;
  batchSize: number;
}

export interface Timing {
  firstCall: number;
  warmup: number;
  callsPerSample: number;
  samples: number[];
}

/** Makes `calls` calls; resolves when their results are in hand. */
export type Calls = (calls: number) => Promise<void> | void;

/** However slow an operation is, its median rests on this many samples. */
export const FEWEST_SAMPLES = 5;

/** JavaScript is compiled while it runs: fast calls are warmed up for this long, however few were asked for. Milliseconds. */
export const WARMUP_TIME = 30;
/** Calls are not equally fast: timings are planned this much longer than the clock needs, so that hardly one is too short. */
const HEADROOM = 1.5;
/** Share of the budget that warming up may take, so that slow calls are warmed up less. */
export const WARMUP_SHARE = 0.25;

/**
 * @param first makes the very first call, all that must be prepared for it included
 * @param atLeast calls in a sample even where the clock would do with fewer, given the milliseconds that one call takes
 * @returns times of a single call, milliseconds
 */
export async function takeSamples(
  first: () => Promise<void>,
  calls: Calls,
  plan: Plan,
  { clock, breathe, progress }: Instruments,
  atLeast: (oneCall: number) => number = () => 1,
): Promise<Timing> {
  const timed = async (work: () => Promise<void> | void) => {
    await breathe();
    const start = clock.now();
    await work();
    return clock.now() - start;
  };
  const begun = clock.now();
  const spent = () => clock.now() - begun;
  const firstCall = await timed(first);

  const shortest = shortestTiming(clock);
  let warmup = 0;
  let callsPerSample = 1;
  let oneCall = 0;
  for (let warm = false; !warm;) {
    const took = await timed(() => calls(callsPerSample));
    warmup += callsPerSample;
    oneCall = took / callsPerSample;
    const long = took >= HEADROOM * shortest;
    warm = long && ((warmup >= plan.warmup && spent() >= WARMUP_TIME) || spent() >= plan.budget * WARMUP_SHARE);
    // Doubled until a timing is long enough, also when warming up has made the calls faster.
    if (!long) callsPerSample *= 2;
  }
  callsPerSample = Math.max(callsPerSample, Math.floor(atLeast(oneCall)));

  const samples: number[] = [];
  const start = spent();
  let done = 0;
  while (samples.length < plan.repeats && (samples.length < FEWEST_SAMPLES || spent() - start < plan.budget)) {
    const took = await timed(() => calls(callsPerSample));
    if (took < shortest) {
      // Faster than when it was warmed up: what was taken so far was warming up too.
      warmup += callsPerSample * (samples.length + 1);
      callsPerSample *= 2;
      samples.length = 0;
      continue;
    }
    samples.push(took / callsPerSample);
    done = Math.max(done, samples.length / plan.repeats, Math.min(1, (spent() - start) / plan.budget));
    progress(done);
  }
  progress(1);
  return { firstCall, warmup, callsPerSample, samples };
}

/** The timing with everything that a reader may ask about it. */
export function toMeasurement(
  subject: Subject,
  timing: Timing,
  sync: Measurement['sync'],
  { clock, date, crossOriginIsolated }: Instruments,
): Measurement {
  return {
    operation: subject.operation,
    backend: subject.backend,
    batchSize: subject.batchSize,
    model: [subject.model.inputs, ...subject.model.layers.map(({ units }) => units)].join(' → '),
    ...timing,
    sync,
    clockResolution: clock.resolution,
    median: median(timing.samples),
    p95: percentile(timing.samples, 0.95),
    p99: p99(timing.samples),
    at: date(),
    crossOriginIsolated,
  };
}
