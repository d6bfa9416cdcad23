/** What a set of switches is called, and the path it takes over a surface at a given or at its best learning rate. Pure. */
import { assembled, type Factors, type Parts, type PartsState } from '../../engine/assembled';
import type { Descent, Surface } from '../../engine/surfaces';

export interface Name {
  name: string;
  /** What is worth knowing of it. */
  note: string;
}

/** The optimizer that these switches make. */
export function nameOf({ scale, forget, momentum, correct }: Parts, { beta1, beta2 }: Factors): Name {
  if (!scale && !momentum) return { name: 'SGD', note: 'Every weight goes down its own slope, all at one learning rate.' };
  if (!scale)
    return correct
      ? {
          name: 'Momentum with bias correction',
          note: 'It has no name of its own: the mean of the gradients, divided by the share of it that is there yet.',
        }
      : {
          name: 'Momentum',
          note: `The mean of the gradients is damped here, as in Adam: it is Momentum with μ = ${beta1} at ${Number((1 - beta1).toPrecision(6))} of the learning rate.`,
        };
  if (!forget)
    return momentum
      ? {
          name: 'AdaGrad with momentum',
          note: 'It has no name of its own. The sum of squares never forgets, so the steps only shrink.',
        }
      : { name: 'AdaGrad', note: 'Each weight has its own scale. The sum of squares never forgets, so the steps only shrink.' };
  if (momentum)
    return correct
      ? { name: 'Adam', note: `All four, with β₁ = ${beta1} and β₂ = ${beta2}.` }
      : { name: 'Adam without bias correction', note: 'It has no name of its own. Its first steps are too long.' };
  return correct
    ? { name: 'RMSProp with bias correction', note: 'Also called Adam with β₁ = 0.' }
    : { name: 'RMSProp', note: `With ρ = ${beta2}. Uncorrected, its first steps are far too long.` };
}

/** Beyond this coordinate or loss a path counts as diverged. */
const BOUND = 1e9;

/** The path from the surface's start. Ends early, with the last point in bounds, where it diverges. */
export function pathOf(surface: Surface, parts: Parts, factors: Factors, learningRate: number, steps: number): Descent {
  const [x, y] = surface.start;
  let across: PartsState = { weight: x, m: 0, v: 0 };
  let along: PartsState = { weight: y, m: 0, v: 0 };
  const path: Descent = { x: [x], y: [y], value: [surface.value(x, y)], diverged: false };
  for (let step = 1; step <= steps; step++) {
    const [dx, dy] = surface.gradient(across.weight, along.weight);
    across = assembled(parts, factors, across, dx, learningRate, step);
    along = assembled(parts, factors, along, dy, learningRate, step);
    const value = surface.value(across.weight, along.weight);
    // Written so that NaN is out of bounds too.
    if (!(Math.max(Math.abs(across.weight), Math.abs(along.weight), Math.abs(value)) <= BOUND)) {
      path.diverged = true;
      break;
    }
    path.x.push(across.weight);
    path.y.push(along.weight);
    path.value.push(value);
  }
  return path;
}

/** The rates that are tried: ten a decade. */
const rates = Array.from({ length: 61 }, (_, i) => Number((10 ** (-5 + i / 10)).toPrecision(2)));

/** Of 61 learning rates from 0.00001 to 10 the one that ends at the lowest loss. */
export function bestRate(surface: Surface, parts: Parts, factors: Factors, steps: number): number {
  const ends = rates.map((rate) => {
    const path = pathOf(surface, parts, factors, rate, steps);
    return path.diverged ? Infinity : path.value[path.value.length - 1];
  });
  return rates[ends.indexOf(Math.min(...ends))];
}
