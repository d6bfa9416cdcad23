/** Results as JSON (everything) and CSV (one table), each with the device they were taken on. Pure. */
import type { History } from '../contract/client';
import type { InferenceReport, Measurement, StepCost, SweepPoint } from '../contract/measurement';
import type { RunSpec } from '../contract/model';

export interface Device {
  userAgent: string;
  cores: number;
  crossOriginIsolated: boolean;
  at: string;
}

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
  return table(
    [...names, ...deviceNames],
    rows.map((row) => [...row, ...deviceValues(device)]),
  );
}

/** All measurements: one row each, their samples in one field, the device in the last columns. */
export function measurementsCsv({ cost, reports, sweep, device }: Results): string {
  const all: Measurement[] = [
    ...(cost ? [cost.forward, cost.backward, cost.update] : []),
    ...reports.flatMap(({ latency, queued, trainingStep }) => [latency, queued, ...(trainingStep ? [trainingStep] : [])]),
    ...sweep.map(({ latency }) => latency),
  ];
  return table(
    [...measurementNames, ...deviceNames],
    all.map((one) => [...measurementValues(one), ...deviceValues(device)]),
  );
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

const deviceNames = ['user_agent', 'cores', 'cross_origin_isolated', 'exported_at'];

function deviceValues({ userAgent, cores, crossOriginIsolated, at }: Device): unknown[] {
  return [userAgent, cores, crossOriginIsolated, at];
}

function table(names: readonly string[], rows: readonly (readonly unknown[])[]): string {
  return [names, ...rows].map((row) => row.map(field).join(',')).join('\n') + '\n';
}

/** As RFC 4180 has it: quoted where a comma, a quote or a line break stands in it. */
function field(value: unknown): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
