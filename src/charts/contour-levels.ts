/** At which losses contours are drawn. Pure. */

/**
 * Levels by the area below them, denser near the minimum: a surface whose loss spans six powers of ten shows its valley, and
 * a flat one its slope.
 * @returns rising numbers, at most `count`, each once
 */
export function contourLevels(values: ArrayLike<number>, count: number): number[] {
  const sorted = Float64Array.from(Array.from(values).filter(Number.isFinite)).sort();
  if (sorted.length === 0) return [];
  const levels = Array.from(
    { length: count },
    (_, i) => sorted[Math.floor(((i + 1) / (count + 1)) ** 1.5 * (sorted.length - 1))],
  );
  return [...new Set(levels)].filter((level) => level > sorted[0]);
}
