/** What gradient noise comes to in figures. Pure. */
import type { GradientNoise } from '../../contract/protocol';

type Points = GradientNoise['points'];

/** The noise of the first size over that of the size four times as large: 2 by the rule. Null where none is four times as large. */
export function quarterOf(points: Points): number | null {
  const first = points.at(0);
  const later = points.find(({ batchSize }) => batchSize === 4 * (first?.batchSize ?? NaN));
  return first && later && later.rms > 0 ? first.rms / later.rms : null;
}

/** Slope of the straight line of least squares through the points on logarithmic axes: −½ by the rule. */
export function slopeOf(points: Points): number | null {
  if (points.length < 2 || points.some(({ rms }) => !(rms > 0))) return null;
  const x = points.map(({ batchSize }) => Math.log(batchSize));
  const y = points.map(({ rms }) => Math.log(rms));
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const above = x.reduce((sum, one, i) => sum + (one - mx) * (y[i] - my), 0);
  return above / x.reduce((sum, one) => sum + (one - mx) ** 2, 0);
}
