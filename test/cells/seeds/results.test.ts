/** What the seeds of one setting come to, and the loss that a constant answer has. */
import { describe, expect, test } from 'vitest';
import { constantLoss, finalLoss, outcomeOf } from '../../../src/cells/seeds/results';
import type { Trial } from '../../../src/contract/protocol';

const trial = (losses: number[], diverged = false) => ({ trainLoss: Float64Array.from(losses), diverged }) as unknown as Trial;

test('a trial’s final loss is its last, and NaN where it diverged', () => {
  expect(finalLoss(trial([1, 0.5]))).toBe(0.5);
  expect(finalLoss(trial([1, 0.5], true))).toBeNaN();
});

test('a seed that diverged is a failure, without a part in the median', () => {
  const points = [0.01, 0.02, 0.7, NaN].map((value, i) => ({ seed: i + 1, value }));
  const outcome = outcomeOf({ activation: 'tanh', of: 4, points }, 0.1);
  expect(outcome).toMatchObject({ successes: 2, trials: 4, rate: 0.5, median: 0.02, least: 0.01, most: 0.7 });
});

describe('the best constant answer', () => {
  const four = { labels: Uint8Array.of(0, 1, 1, 0), train: Uint32Array.of(0, 1, 2, 3) };

  test('to XOR is one half: 0.25, or ln 2', () => {
    expect(constantLoss(four, 'meanSquaredError')).toBe(0.25);
    expect(constantLoss(four, 'binaryCrossEntropy')).toBeCloseTo(Math.LN2, 12);
  });

  test('is the share of class 1 among the training examples', () => {
    expect(constantLoss({ ...four, train: Uint32Array.of(0, 3, 1, 0) }, 'meanSquaredError')).toBeCloseTo(0.1875, 12);
    expect(constantLoss({ ...four, train: Uint32Array.of(0) }, 'binaryCrossEntropy')).toBe(0);
  });
});
