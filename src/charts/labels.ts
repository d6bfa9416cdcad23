/** Where direct labels stand beside their lines' ends, so that no two overlap. */

/**
 * Moves labels apart as little as possible (least squares), keeping their order.
 * Subtracting i·gap from the i-th wanted place turns "at least `gap` apart" into "never decreasing", which is isotonic
 * regression: neighbours that would overlap are pooled at their mean (pool adjacent violators, Ayer et al. 1955).
 * Clamping the pooled places keeps them in order, so the result is still apart.
 * @param wanted where each label would stand alone, in pixels; places that are not finite count as `low`
 * @param gap the least distance between two labels, pixels
 * @param low the first place allowed
 * @param high the last place allowed; too many labels run on beyond it rather than overlap
 * @returns a place for each label, in the order of `wanted`
 */
export function placeLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((place, index) => ({ place: Number.isFinite(place) ? place : low, index }));
  order.sort((a, b) => a.place - b.place || a.index - b.index);
  const pools: { sum: number; count: number }[] = [];
  order.forEach(({ place }, i) => {
    let pool = { sum: place - i * gap, count: 1 };
    let before = pools.at(-1);
    while (before && before.sum / before.count >= pool.sum / pool.count) {
      pools.pop();
      pool = { sum: pool.sum + before.sum, count: pool.count + before.count };
      before = pools.at(-1);
    }
    pools.push(pool);
  });
  const last = Math.max(low, high - (wanted.length - 1) * gap);
  const places = wanted.map(() => 0);
  let i = 0;
  for (const pool of pools) {
    const start = Math.min(last, Math.max(low, pool.sum / pool.count));
    for (let k = 0; k < pool.count; k++, i++) places[order[i].index] = start + i * gap;
  }
  return places;
}

/**
 * Thins labels along a line from the end, since the newest matters most.
 * @param places pixels, ascending
 * @returns for each place whether its label still fits, `gap` from the next one kept
 */
export function thin(places: readonly number[], gap: number): boolean[] {
  const kept = places.map(() => false);
  let next = Infinity;
  for (let i = places.length - 1; i >= 0; i--) {
    if (next - places[i] < gap) continue;
    kept[i] = true;
    next = places[i];
  }
  return kept;
}
