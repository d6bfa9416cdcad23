/** What was timed and how: never a bare number. No logic. */
import type { BackendInfo } from './backend';

/** Where a number on the page comes from. */
export type Provenance =
  | { kind: 'measured'; measurement: Measurement }
  | { kind: 'simulated'; how: string }
  | { kind: 'derived'; how: string }
  | { kind: 'quoted'; source: string; date: string; url?: string };

/** Where results were found, and when; of a file: when it was made. */
export interface Device {
  userAgent: string;
  cores: number;
  crossOriginIsolated: boolean;
  /** ISO date and time. */
  at: string;
}

export type MeasuredOperation = 'inference' | 'training step' | 'forward' | 'backward' | 'update';

/** Samples of one operation at one batch size on one backend. All times are milliseconds a call. */
export interface Measurement {
  operation: MeasuredOperation;
  backend: BackendInfo;
  batchSize: number;
  /** E.g. '2 → 8 → 8 → 1'. */
  model: string;
  /** The very first call of this shape: shader compile and upload included. */
  firstCall: number;
  /** Untimed calls after the first. */
  warmup: number;
  /** One entry a timing, each already divided by `callsPerSample`. Sorted by time of taking, not by size. */
  samples: number[];
  /** Calls inside one timing, so that it is at least 50 times the clock's resolution. */
  callsPerSample: number;
  /** 'each' waits for every call's result (latency); 'queue' waits once for all calls of a sample (throughput). */
  sync: 'each' | 'queue';
  /** Smallest step of performance.now() seen, milliseconds. */
  clockResolution: number;
  median: number;
  p95: number;
  /** Given from 500 samples on. */
  p99: number | null;
  /** ISO date and time. */
  at: string;
  crossOriginIsolated: boolean;
}

/** A ratio of two measurements' medians with its bootstrap 95% interval. */
export interface Ratio {
  value: number;
  low: number;
  high: number;
}

/** One backend at one batch size: latency, throughput, and the training step where asked for. */
export interface InferenceReport {
  latency: Measurement;
  queued: Measurement;
  /** Examples a second, from `queued`. */
  throughput: number;
  trainingStep: Measurement | null;
  /** Training step over inference, same backend, batch and weights. */
  ratio: Ratio | null;
}

/** One point of a sweep. */
export interface SweepPoint {
  backend: BackendInfo;
  batchSize: number;
  latency: Measurement;
}

/** A point that was left out because a single call would keep the reader waiting. */
export interface SkippedPoint {
  backend: BackendInfo;
  batchSize: number;
  /** Milliseconds a call, from the last point measured, in proportion to the batch: not a measurement. */
  expected: number;
}

export interface SweepResult {
  points: SweepPoint[];
  skipped: SkippedPoint[];
}

/** What one training step costs on a run's own backend and batch. */
export interface StepCost {
  forward: Measurement;
  backward: Measurement;
  update: Measurement;
  memory: MemoryCost;
}

/** Bytes: counted by formula (float32), and what the backend says it holds. */
export interface MemoryCost {
  weights: number;
  activations: number;
  gradients: number;
  optimizer: number;
  /** Weights and the largest two neighbouring layers' activations: all that inference needs. */
  inference: number;
  measured: { bytes: number; how: string };
}
