/** The form of measurements, where they come back from storage. */
import * as v from 'valibot';
import type { BackendName, RunSpec } from '../contract/model';

const backendNames = ['plain', 'compiled', 'cpu', 'wasm', 'webgl', 'webgpu'] as const satisfies readonly BackendName[];
export const backendName = v.picklist(backendNames);
const number = v.number();

export const backend = v.looseObject({
  name: backendName,
  variant: v.string(),
  renderer: v.optional(v.string()),
  software: v.boolean(),
  readback: v.boolean(),
});

export const measurement = v.looseObject({
  operation: v.picklist(['inference', 'training step', 'forward', 'backward', 'update']),
  backend,
  batchSize: number,
  model: v.string(),
  firstCall: number,
  warmup: number,
  samples: v.array(number),
  callsPerSample: number,
  sync: v.picklist(['each', 'queue']),
  clockResolution: number,
  median: number,
  p95: number,
  p99: v.nullable(number),
  at: v.string(),
  crossOriginIsolated: v.boolean(),
});

export const sweepPoint = v.looseObject({ backend, batchSize: number, latency: measurement });
export const skippedPoint = v.looseObject({ backend, batchSize: number, expected: number });

/** A run's spec, to be shown and compared with another: it is not run again from here. */
export const keptSpec = v.pipe(
  v.looseObject({
    model: v.looseObject({ inputs: number, layers: v.array(v.looseObject({ units: number, activation: v.string() })) }),
    data: v.looseObject({ dataset: v.string() }),
    knobs: v.looseObject({ learningRate: number, batchSize: number, l1: number, l2: number }),
  }),
  v.transform((spec) => spec as unknown as RunSpec),
);
