/** What a task says is still missing. */
import { expect, test } from 'vitest';
import type { Published } from '../../../src/contract/cell';
import { missing, sayable } from '../../../src/cells/task/missing';
import { parseExpression } from '../../../src/lesson/expression';

const net: Published = {
  testLoss: 0.3104,
  testAccuracy: 0.5,
  phase: 'training',
  running: true,
  step: 12,
  medianLatency: 0.41,
  other: 0.2,
  dataset: 'moons',
  reluOff: 0.625,
  measured: 0,
  difference: 8.88e-16,
  p95Latency: null,
};
const number: Published = { testAccuracy: null, datasetInfo: { target: 'y' } };
const of = (text: string) => missing(parseExpression(text), { get: (id) => ({ net, number })[id] });

test.each([
  ['$net.testLoss < 0.1', ['test loss: 0.310, must be under 0.100']],
  ['0.1 > $net.testLoss', ['test loss: 0.310, must be under 0.100']],
  ['$net.testAccuracy >= 0.95', ['test accuracy: 50.0%, must be at least 95.0%']],
  ['$net.phase = "inference" and $net.step > 1000', ['phase: training, must be inference', 'step: 12, must be over 1,000']],
  ['$net.running = false', ['running: yes, must be no']],
  ['$net.phase != "training"', ['phase: training, must be other than training']],
  ['$net.medianLatency <= 0.1', ['median latency: 0.41 ms, must be at most 0.10 ms']],
  ['$net.p95Latency < 1', ['p95 latency: not known yet, must be under 1.00 ms']],
  ['$number.testAccuracy > 0.9', ['test accuracy: none where a number is predicted, must be over 90.0%']],
  ['$net.testLoss < $net.other', ['test loss: 0.310, must be under 0.200']],
  ['$net.testLoss < 0.5 and $net.step > 100', ['step: 12, must be over 100']],
  ['$net.difference > 0.01', ['difference: 8.9e−16, must be over 0.0100']],
  ['$net.dataset = "xor4"', ['dataset: Moons, must be XOR, four points']],
  ['$net.reluOff < 0.2', ['share of ReLU units that are off: 62.5%, must be under 20.0%']],
  ['$net.measured > 1', ['number of measurements: 0, must be over 1']],
  ['$net.step > 20 and $net.step > 20', ['step: 12, must be over 20']],
])('%s', (text, expected) => expect(of(text)).toEqual(expected));

test.each([
  '$net.measured > 0',
  '$net.testLoss < 1',
  'not $net.running',
  '$net.testLoss < 0.1 or $net.step > 99',
  '$net.step < $gone.step',
  'false',
])('%s has nothing to say', (text) => expect(of(text)).toEqual([]));

test.each([
  ['$net.testLoss < 0.1', true],
  ['$net.step > 0 and $net.phase = "inference"', true],
  ['0 < $net.step', false],
  ['$net.measured > 0 and $net.step > 0', false],
  ['$net.done', false],
])('a place for words is kept by %s: %s', (text, expected) => expect(sayable(parseExpression(text))).toBe(expected));
