/** What a chart's lines and axes are called. */
import { expect, test } from 'vitest';
import { labelsOf } from '../../../src/cells/chart/series';

test.each([
  [['trainLoss', 'testLoss'], { title: 'train loss and test loss against epoch', x: 'epoch', y: 'loss' }],
  [['testAccuracy'], { title: 'test accuracy against epoch', x: 'epoch', y: 'test accuracy' }],
  [['testLoss', 'learningRate'], { title: 'test loss and learning rate against epoch', x: 'epoch', y: 'value' }],
] as const)('%s', (y, labels) => expect(labelsOf({ x: 'epoch', y: [...y] })).toEqual(labels));
