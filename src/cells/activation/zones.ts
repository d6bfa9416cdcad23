/** Where a function is nearly flat, and where it is dead: its derivative exactly 0. Pure. */

export type ZoneKind = 'dead' | 'flat' | 'steep';

/** @param limit a derivative nearer to 0 than this is nearly flat */
export function zoneOf(derivative: number, limit: number): ZoneKind {
  if (derivative === 0) return 'dead';
  return Math.abs(derivative) < limit ? 'flat' : 'steep';
}

/**
 * Stretches between `from` and `to` that are dead or nearly flat, found on a grid of 0.01.
 * A stretch ends half a grid step beyond its last point, within the limits.
 */
export function zonesOf(
  derivative: (x: number) => number,
  from: number,
  to: number,
  limit: number,
): { from: number; to: number; kind: 'dead' | 'flat' }[] {
  const zones: { from: number; to: number; kind: 'dead' | 'flat' }[] = [];
  const steps = Math.round((to - from) * 100);
  let last: ZoneKind = 'steep';
  for (let i = 0; i <= steps; i++) {
    const x = from + i / 100;
    const kind = zoneOf(derivative(x), limit);
    const end = Math.min(to, x + 0.005);
    if (kind !== 'steep') {
      if (kind === last) zones[zones.length - 1].to = end;
      else zones.push({ from: Math.max(from, x - 0.005), to: end, kind });
    }
    last = kind;
  }
  return zones;
}
