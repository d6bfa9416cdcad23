/** Looks into runs as columns, to be kept from visit to visit: a number of theirs may be no finite one. */
import * as v from 'valibot';
import type { ProbeLook } from '../contract/protocol';
import { strict } from './fields';

export interface LookColumns {
  index: Float64Array;
  step: Float64Array;
  trainLoss: Float64Array;
  /** Norms of all layers, look after look. */
  norms: Float64Array;
  /** Units that are off, look after look. */
  off: Uint8Array;
}

/** @param parts what of them is of use: the rest is left out */
export function packLooks(looks: readonly ProbeLook[], parts: { norms?: boolean; off?: boolean }): LookColumns {
  return {
    index: Float64Array.from(looks, ({ index }) => index),
    step: Float64Array.from(looks, ({ step }) => step),
    trainLoss: Float64Array.from(looks, ({ trainLoss }) => trainLoss),
    norms: Float64Array.from(parts.norms ? looks.flatMap(({ gradientNorm }) => [...gradientNorm]) : []),
    off: Uint8Array.from(parts.off ? looks.flatMap(({ off }) => [...off]) : []),
  };
}

export function unpackLooks({ index, step, trainLoss, norms, off }: LookColumns): ProbeLook[] {
  const part = <T extends Float64Array | Uint8Array>(all: T, i: number) => {
    const length = all.length / index.length;
    return all.slice(i * length, (i + 1) * length) as T;
  };
  return Array.from(index, (one, i) => ({
    index: one,
    step: step[i],
    trainLoss: trainLoss[i],
    gradientNorm: part(norms, i),
    off: part(off, i),
  }));
}

const numbers = v.instance(Float64Array, 'expected float64 numbers');
const whole = (value: number) => Number.isInteger(value) && value >= 0;

/** @param expected how many runs were looked at, and how long a look is: no layers or no units where those are left out */
export function lookColumns({ runs, layers = 0, units = 0 }: { runs: number; layers?: number; units?: number }) {
  return v.pipe(
    strict({
      index: numbers,
      step: numbers,
      trainLoss: numbers,
      norms: numbers,
      off: v.instance(Uint8Array, 'expected bytes'),
    }),
    v.check(
      ({ index, step }) => index.every((one) => whole(one) && one < runs) && step.every((one) => whole(one)),
      `expected looks at ${runs} runs`,
    ),
    v.check(
      ({ index, step, trainLoss, norms, off }) =>
        [step.length, trainLoss.length].every((length) => length === index.length) &&
        norms.length === index.length * layers &&
        off.length === index.length * units,
      'expected columns of one length',
    ),
    v.check(
      ({ index }) => Array.from({ length: runs }, (_, run) => run).every((run) => index.includes(run)),
      'expected a look at every run',
    ),
  );
}
