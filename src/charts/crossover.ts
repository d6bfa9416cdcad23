/** From which batch size on one backend is faster than another. */
import type { SweepPoint } from '../contract/measurement';
import type { BackendName } from '../contract/model';

/**
 * The batch size from which `b` is faster than `a` at every larger size measured, by medians.
 * Between two sizes the times are taken as straight lines on log-log axes, so the logarithm of their ratio is one too.
 * With several backends on one side, the fastest of them at each size stands for that side.
 * @param points in any order; only sizes at which both sides were measured count
 * @returns a batch size (not rounded); the smallest one measured where `b` is faster throughout; null where `b` is not
 *   faster at the largest size, or nothing can be compared
 */
export function crossing(
  points: readonly SweepPoint[],
  a: BackendName | readonly BackendName[],
  b: BackendName | readonly BackendName[],
): number | null {
  const slow = fastest(points, [a].flat());
  const fast = fastest(points, [b].flat());
  const shared = [...slow.keys()].filter((size) => fast.has(size)).sort((p, q) => p - q);
  /** Positive where b takes longer. */
  const lead = shared.map((size) => Math.log(fast.get(size)! / slow.get(size)!));
  let first = shared.length;
  while (first > 0 && lead[first - 1] < 0) first--;
  if (first === shared.length) return null;
  if (first === 0) return shared[0];
  const from = Math.log(shared[first - 1]);
  const to = Math.log(shared[first]);
  return Math.exp(from + ((to - from) * lead[first - 1]) / (lead[first - 1] - lead[first]));
}

/** Least median at each batch size over the backends named; medians that are not positive numbers are left out. */
function fastest(points: readonly SweepPoint[], names: readonly BackendName[]): Map<number, number> {
  const best = new Map<number, number>();
  for (const { backend, batchSize, latency } of points) {
    if (!names.includes(backend.name) || !(latency.median > 0) || !Number.isFinite(latency.median)) continue;
    best.set(batchSize, Math.min(latency.median, best.get(batchSize) ?? Infinity));
  }
  return best;
}
