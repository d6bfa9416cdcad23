/** What a sweep has found, in words: which backend is fastest at which batch size, and where the GPU loses. Pure. */
import { backendLabel, isGpu } from '../charts/series';
import type { SweepPoint } from '../contract/measurement';
import { count, duration } from '../ui/format';

/** The point with the least median at each batch size, in order of size. */
export function fastest(points: readonly SweepPoint[]): SweepPoint[] {
  const best = new Map<number, SweepPoint>();
  for (const point of points) {
    const other = best.get(point.batchSize);
    if (!other || point.latency.median < other.latency.median) best.set(point.batchSize, point);
  }
  return [...best.values()].sort((a, b) => a.batchSize - b.batchSize);
}

/** 'Fastest by median: plain up to a batch of 16, WASM from 64 to 256, WebGL from 1,024 on.' */
export function fastestWords(points: readonly SweepPoint[]): string {
  const runs: SweepPoint[][] = [];
  for (const point of fastest(points)) {
    const run = runs.at(-1);
    if (run?.[0].backend.name === point.backend.name) run.push(point);
    else runs.push([point]);
  }
  if (runs.length === 0) return '';
  if (runs.length === 1) return `Fastest by median at every batch size: ${backendLabel(runs[0][0].backend)}.`;
  const parts = runs.map((run, i) => {
    const [from, to] = [count(run[0].batchSize), count(run[run.length - 1].batchSize)];
    const where =
      i === 0
        ? `up to a batch of ${to}`
        : i === runs.length - 1
          ? `from ${from} on`
          : from === to
            ? `at ${from}`
            : `from ${from} to ${to}`;
    return `${backendLabel(run[0].backend)} ${where}`;
  });
  return `Fastest by median: ${parts.join(', ')}.`;
}

/** The best GPU backend against the best of the others, at the smallest and at the largest batch that both have. */
export function gpuWords(points: readonly SweepPoint[]): string[] {
  const gpu = new Map(fastest(points.filter(({ backend }) => isGpu(backend.name))).map((point) => [point.batchSize, point]));
  const both = fastest(points.filter(({ backend }) => !isGpu(backend.name))).flatMap((other) => {
    const one = gpu.get(other.batchSize);
    return one ? [{ one, other }] : [];
  });
  const ends = both.length > 1 ? [both[0], both[both.length - 1]] : both;
  return ends.map(({ one, other }) => {
    const loses = one.latency.median >= other.latency.median;
    const who = one.backend.software ? 'the software renderer' : 'the GPU';
    const times = `${backendLabel(one.backend)} takes ${duration(one.latency.median)}, ${backendLabel(other.backend)} ${duration(other.latency.median)}`;
    return `At a batch of ${count(one.batchSize)}, ${times}: ${who} ${loses ? 'loses' : 'wins'}.`;
  });
}
