/** For libraries that take one example at a time: a unit is one example, and a call of n examples is n units. */
import type { Predictor } from '../contender';

/** So many examples, or as many as take so long, are enough to know that the weights are in their places. */
const CHECKED = 64;
const CHECKED_MS = 200;

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
    single: true,
    run(count) {
      for (let i = 0; i < count; i++) {
        // What one call gives back is the result of a batch of one, and needs no gathering.
        if (n === 1) sink += run(examples[next])[0];
        else example(next);
        next = next + 1 < examples.length ? next + 1 : 0;
      }
    },
    outputs() {
      const checked = first(Math.min(n, CHECKED), example);
      return result.slice(0, checked * outputs);
    },
    dispose: () => sink,
  };
}

/** So many different examples are enough for the largest batch; more of them would only fill the caches. */
const DIFFERENT = 4096;

/** Inputs cut into single examples, each made into what the library takes. */
export function cut<X>(inputs: Float32Array[], width: number, take: (x: Float32Array) => X): X[] {
  const all = inputs.flatMap((x) => {
    const examples = Math.min(DIFFERENT, x.length / width);
    return Array.from({ length: examples }, (_, i) => take(x.slice(i * width, (i + 1) * width)));
  });
  return all.slice(0, DIFFERENT);
}

/** Outputs by single calls: all, or the first of them where they are slow. */
export function each<X>(run: (x: X) => ArrayLike<number>, examples: X[]): Float32Array {
  const all: number[] = [];
  first(examples.length, (i) => all.push(...Array.from(run(examples[i]))));
  return Float32Array.from(all);
}

/** Does at least one of n, and no more once they have taken too long. @returns how many */
function first(n: number, example: (i: number) => void): number {
  const start = performance.now();
  let i = 0;
  do example(i++);
  while (i < n && performance.now() - start < CHECKED_MS);
  return i;
}
