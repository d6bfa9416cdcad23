/** For libraries that take one example at a time: a unit is one example, and a call of n examples is n units. */
import type { Predictor } from '../contender';

/** So many examples are enough to know that the weights are in their places. */
export const CHECKED = 64;

/** @param run one example's outputs, which need hold only until the next call */
export function oneByOne<X>(run: (x: X) => ArrayLike<number>, examples: X[], n: number, outputs: number): Predictor {
  const result = new Float32Array(n * outputs);
  let next = 0;
  let sink = 0;
  /** The call's result is gathered in one array, as everyone else's. */
  const example = (i: number) => {
    const y = run(examples[i]);
    const at = (i % n) * outputs;
    for (let k = 0; k < outputs; k++) result[at + k] = y[k];
  };
  return {
    units: n,
    run(count) {
      for (let i = 0; i < count; i++) {
        // What one call gives back is the result of a batch of one, and needs no gathering.
        if (n === 1) sink += run(examples[next])[0];
        else example(next);
        next = next + 1 < examples.length ? next + 1 : 0;
      }
    },
    outputs() {
      const checked = Math.min(n, CHECKED);
      for (let i = 0; i < checked; i++) example(i);
      return result.slice(0, checked * outputs);
    },
    dispose: () => sink,
  };
}

/** Inputs of n examples each, cut into single ones and each made into what the library takes. */
export function cut<X>(inputs: Float32Array[], width: number, take: (x: Float32Array) => X): X[] {
  return inputs.flatMap((x) => Array.from({ length: x.length / width }, (_, i) => take(x.slice(i * width, (i + 1) * width))));
}

/** All outputs by single calls. */
export function each<X>(run: (x: X) => ArrayLike<number>, examples: X[]): Float32Array {
  return Float32Array.from(examples.flatMap((x) => Array.from(run(x))));
}
