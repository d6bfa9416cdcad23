/** Results as JSON (everything) and CSV (one table), each with the device they were taken on. Pure. */
import type { History } from '../contract/client';
import type { Device, InferenceReport, Measurement, StepCost, SweepPoint } from '../contract/measurement';
import type { RunSpec } from '../contract/model';
import { csv } from '../ui/csv';

export interface Results {
  device: Device;
  spec: RunSpec | null;
  history: History | null;
  cost: StepCost | null;
  reports: readonly InferenceReport[];
  sweep: readonly SweepPoint[];
}

export function toJson({ history, ...rest }: Results): string {
  const rows =
    history &&
    Object.fromEntries(
      Object.entries(history.columns).map(([name, column]) => [name, Array.from(column.subarray(0, history.length))]),
    );
  return `${JSON.stringify({ ...rest, history: rows }, null, 2)}\n`;
}

/** The loss history: one row an evaluation, the device in the last columns. */
export function historyCsv(history: History, device: Device): string {
  const all = Object.keys(history.columns) as (keyof History['columns'])[];
  // Where a number is predicted there is no accuracy.
  const names = all.filter((name) => !(name.endsWith('Accuracy') && Number.isNaN(history.columns[name][0])));
  const rows = Array.from({ length: history.length }, (_, i) => names.map((name) => history.columns[name][i]));
  return csv(names, rows, device);
}

/** All measurements: one row each, their samples in one field, the device in the last columns. */
export function measurementsCsv({ cost, reports, sweep, device }: Results): string {
  const all: Measurement[] = [
    ...(cost ? [cost.forward, cost.backward, cost.update] : []),
    ...reports.flatMap(({ latency, queued, trainingStep }) => [latency, queued, ...(trainingStep ? [trainingStep] : [])]),
    ...sweep.map(({ latency }) => latency),
  ];
  return csv(measurementNames, all.map(measurementValues), device);
}

const measurementNames = [
  'operation',
  'backend',
  'variant',
  'renderer',
  'software',
  'model',
  'batch_size',
  'sync',
  'median_ms',
  'p95_ms',
  'first_call_ms',
  'warmup_calls',
  'calls_per_sample',
  'samples',
  'clock_resolution_ms',
  'at',
  'samples_ms',
];

function measurementValues(m: Measurement): unknown[] {
  const { name, variant, renderer, software } = m.backend;
  return [
    m.operation,
    name,
    variant,
    renderer ?? '',
    software,
    m.model,
    m.batchSize,
    m.sync,
    m.median,
    m.p95,
    m.firstCall,
    m.warmup,
    m.callsPerSample,
    m.samples.length,
    m.clockResolution,
    m.at,
    m.samples.join(' '),
  ];
}
