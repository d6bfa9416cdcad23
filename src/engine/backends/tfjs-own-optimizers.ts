/**
 * TF.js's own optimizers on one weight, with the defaults they have there. Nothing trains with them here: they are run beside our
 * rules so that a reader can see where they differ.
 */
import { backend, scalar, SGDOptimizer, tidy, train, variable, type Optimizer } from '@tensorflow/tfjs-core';
import type { TfjsOptimizer, TfjsOptimizersAnswer, TfjsOptimizersAsk } from '../../contract/protocol';

type Ask = Omit<TfjsOptimizersAsk, 'backends'>;

const makers: Record<TfjsOptimizer, (learningRate: number) => Optimizer> = {
  sgd: (rate) => train.sgd(rate),
  momentum: (rate) => train.momentum(rate, 0.9),
  adagrad: (rate) => train.adagrad(rate),
  rmsprop: (rate) => train.rmsprop(rate),
  adam: (rate) => train.adam(rate),
  'adam with ε = 1e-8': (rate) => train.adam(rate, undefined, undefined, 1e-8),
};

/** What each takes off a weight that begins at 0, on the backend that is current. */
export async function tfjsSteps(ask: Ask): Promise<Pick<TfjsOptimizersAnswer, 'epsilon' | 'taken'>> {
  const taken: TfjsOptimizersAnswer['taken'] = [];
  for (const optimizer of Object.keys(makers) as TfjsOptimizer[]) {
    taken.push({ optimizer, steps: await stepsOf(makers[optimizer](ask.learningRate), ask) });
  }
  return { epsilon: backend().epsilon(), taken };
}

async function stepsOf(optimizer: Optimizer, { gradient, steps }: Ask): Promise<number[]> {
  const weight = tidy(() => variable(scalar(0), true, 'w'));
  try {
    const taken: number[] = [];
    let before = 0;
    for (let step = 0; step < steps; step++) {
      tidy(() => optimizer.applyGradients({ w: scalar(gradient) }));
      const [after] = await weight.data();
      taken.push(before - after);
      before = after;
    }
    return taken;
  } finally {
    weight.dispose();
    optimizer.dispose();
    // TF.js's momentum forgets the learning rate that its parent class keeps. (Its instanceof takes every optimizer for every other.)
    if (optimizer.getClassName() === 'Momentum') SGDOptimizer.prototype.dispose.call(optimizer);
  }
}
