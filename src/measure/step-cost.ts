/** What one training step costs in time, split into forward, backward and update. */
import type { Inspection } from '../contract/backend';
import type { StepCost } from '../contract/measurement';
import type { Knobs } from '../contract/model';
import { shortestTiming } from './clock';
import type { Bench } from './inference';
import { FEWEST_SAMPLES, type Instruments, type Plan, type Timing, toMeasurement, WARMUP_SHARE, WARMUP_TIME } from './timing';

const parts = ['forward', 'backward', 'update'] as const;
type Parts = Inspection['ms'];

/** A sample ends after this many milliseconds even where its shortest part is still too short for the clock. */
const LONGEST_SAMPLE = 50;

/**
 * Each part is timed by the network itself around it; a sample is the mean over as many steps as it takes for the
 * shortest part to add up to a timing that the clock can be trusted with. Nothing is changed in the network.
 */
export async function measureParts(
  bench: Bench,
  batch: Uint32Array,
  knobs: Knobs,
  plan: Plan,
  instruments: Instruments,
): Promise<Pick<StepCost, 'forward' | 'backward' | 'update'>> {
  const { clock, breathe, progress } = instruments;
  const inspect = async () => (await bench.network.inspect(batch, knobs)).ms;
  const begun = clock.now();
  await breathe();
  const firstCall = await inspect();
  let warmup = 0;
  do {
    await breathe();
    await inspect();
    warmup++;
  } while ((warmup < plan.warmup || clock.now() - begun < WARMUP_TIME) && clock.now() - begun < plan.budget * WARMUP_SHARE);

  const calibration = await sum(inspect, Infinity, instruments);
  warmup += calibration.steps;

  const taken: Parts[] = [];
  while (taken.length < plan.repeats && (taken.length < FEWEST_SAMPLES || clock.now() - begun < plan.budget)) {
    await breathe();
    taken.push((await sum(inspect, calibration.steps, instruments)).mean);
    progress(taken.length / plan.repeats);
  }
  const measurement = (operation: keyof Parts) => {
    const timing: Timing = {
      firstCall: firstCall[operation],
      warmup,
      callsPerSample: calibration.steps,
      samples: taken.map((sample) => sample[operation]),
    };
    return toMeasurement({ ...bench, operation, batchSize: batch.length }, timing, 'each', instruments);
  };
  return { forward: measurement('forward'), backward: measurement('backward'), update: measurement('update') };
}

/** Steps until every part is long enough for the clock, `limit` of them at most. */
async function sum(
  inspect: () => Promise<Parts>,
  limit: number,
  { clock }: Instruments,
): Promise<{ steps: number; mean: Parts }> {
  const total: Parts = { forward: 0, backward: 0, update: 0 };
  const begun = clock.now();
  const enough = () => {
    if (limit !== Infinity) return false;
    return parts.every((part) => total[part] >= shortestTiming(clock)) || clock.now() - begun >= LONGEST_SAMPLE;
  };
  let steps = 0;
  do {
    const ms = await inspect();
    for (const part of parts) total[part] += ms[part];
    steps++;
  } while (steps < limit && !enough());
  return {
    steps,
    mean: { forward: total.forward / steps, backward: total.backward / steps, update: total.update / steps },
  };
}
