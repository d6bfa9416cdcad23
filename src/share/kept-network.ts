/** What a network cell keeps from visit to visit, and the check that what was kept can still be believed. Pure. */
import * as v from 'valibot';
import type { Opening, OpeningRun } from '../cells/network/opening';
import { strict, whole } from '../cells/fields';
import { measurement, skippedPoint, sweepPoint } from '../cells/measured-fields';
import type { InferenceReport, SkippedPoint, StepCost, SweepPoint } from '../contract/measurement';
import { InputFault } from './fault';
import { complaint } from './issues';
import { readNetwork, writeNetwork } from './network';

/** Raised when an older page could not read it; an older version then gets a step in `readKept`. */
const version = 1;

export interface KeptNetwork {
  version: 1;
  first: OpeningRun;
  second: OpeningRun | null;
  counts: { resets: number; stepped: number; knobChanges: number; measured: number; sweeps: number };
  measurements: { cost: StepCost | null; reports: InferenceReport[]; points: SweepPoint[]; skipped: SkippedPoint[] };
}

const count = () => whole(0, Number.MAX_SAFE_INTEGER);
const floats = v.instance(Float32Array, 'expected float32 numbers');
const column = v.instance(Float64Array, 'expected float64 numbers');
const number = v.number();

const rows = v.pipe(
  strict({
    step: column,
    epoch: column,
    trainLoss: column,
    testLoss: column,
    trainAccuracy: column,
    testAccuracy: column,
    learningRate: column,
    ms: column,
  }),
  v.check((all) => Object.values(all).every(({ length }) => length === all.step.length), 'expected columns of one length'),
);

const run = v.object({
  body: v.unknown(),
  changes: v.unknown(),
  step: count(),
  edited: v.optional(v.boolean()),
  checkpoint: v.nullable(strict({ step: count(), epoch: count(), position: count(), weights: floats, slots: v.array(floats) })),
  rows: v.optional(rows),
});

const measurements = v.object({
  cost: v.nullable(
    v.looseObject({
      forward: measurement,
      backward: measurement,
      update: measurement,
      memory: v.looseObject({
        weights: number,
        activations: number,
        gradients: number,
        optimizer: number,
        inference: number,
        measured: v.object({ bytes: number, how: v.string() }),
      }),
    }),
  ),
  reports: v.array(
    v.looseObject({
      latency: measurement,
      queued: measurement,
      throughput: number,
      trainingStep: v.nullable(measurement),
      ratio: v.nullable(v.object({ value: number, low: number, high: number })),
    }),
  ),
  points: v.array(sweepPoint),
  skipped: v.array(skippedPoint),
});

const schema = v.object({
  version: v.literal(version),
  first: run,
  second: v.nullable(run),
  counts: v.object({ resets: count(), stepped: count(), knobChanges: count(), measured: count(), sweeps: count() }),
  measurements,
});

export interface Restored {
  opening: Opening;
  counts: KeptNetwork['counts'];
  measurements: KeptNetwork['measurements'];
}

/** @throws InputFault 'schema' or 'meaning' */
export function readKept(value: unknown): Restored {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new InputFault('schema', complaint(result.issues));
  const { first, second, counts, measurements } = result.output;
  // Through the same checks as a link; typed arrays are what they are already.
  const whole = { ...first, second } as Opening;
  readNetwork(writeNetwork(whole, true));
  return { opening: whole, counts, measurements };
}
