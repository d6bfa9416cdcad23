import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ModelSpec, OptimizerSpec } from '../../src/contract/model';
import { EngineError } from '../../src/engine/errors';
import { initialSnapshot } from '../../src/engine/init';
import { defaults } from '../../src/engine/optimizers';
import { validateKnobs, validateModel, validateSnapshot } from '../../src/engine/validate';
import { anyModel, dense, optimizerNames, seeded, still, repeated } from './arbitrary';

const moons = dense([2, 8, 8, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy');
const digits = dense([64, 32, 10], 'relu', 'softmax', 'categoricalCrossEntropy');

function refusal(act: () => void): EngineError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    expect(error).toMatchObject({ code: 'bad-model' });
    return error as EngineError;
  }
  throw new Error('It was not refused.');
}

test('takes every network of the rules with every optimizer', () => {
  fc.assert(
    fc.property(anyModel, fc.constantFrom(...optimizerNames), (model, kind) => validateModel(model, defaults(kind))),
    seeded,
  );
  validateModel(moons, defaults('sgd'));
  validateModel(digits, defaults('adam'));
  validateModel(dense([2, 1], 'tanh', 'sigmoid', 'binaryCrossEntropy'), defaults('sgd'));
  validateModel(dense([2, ...repeated(8, 512), 3], 'gelu', 'softmax', 'meanSquaredError'), defaults('adamw'));
});

const bad: [string, ModelSpec, RegExp, RegExp][] = [
  ['no inputs', { ...moons, inputs: 0 }, /number of inputs is 0/, /1 to 4096/],
  ['no layers', { ...moons, layers: [] }, /no output layer/, /at least one/],
  ['too many layers', dense([2, ...repeated(10, 4), 1], 'tanh', 'sigmoid', 'meanSquaredError'), /10 hidden layers/, /0 to 9/],
  ['no units', dense([2, 8, 0, 1], 'tanh', 'sigmoid', 'meanSquaredError'), /units of hidden layer 2 is 0/, /1 to 512/],
  ['too many units', dense([2, 513, 1], 'tanh', 'sigmoid', 'meanSquaredError'), /hidden layer 1 is 513/, /1 to 512/],
  ['half a unit', dense([2, 2.5, 1], 'tanh', 'sigmoid', 'meanSquaredError'), /2\.5/, /whole number/],
  ['a wide output', dense([2, 600], 'tanh', 'tanh', 'meanSquaredError'), /output layer is 600/, /1 to 512/],
  [
    'softmax inside',
    dense([2, 8, 1], 'softmax', 'sigmoid', 'meanSquaredError'),
    /Softmax stands in hidden layer 1/,
    /output layer only/,
  ],
  ['softmax over one unit', dense([2, 1], 'tanh', 'softmax', 'meanSquaredError'), /always answers 1/, /2 units or more/],
  [
    'an unknown activation',
    { ...moons, layers: [{ units: 1, activation: 'swish' as 'silu' }] },
    /"swish" \(in the output layer\)/,
    /silu/,
  ],
  ['an unknown loss', { ...moons, loss: 'hinge' as 'meanSquaredError' }, /"hinge"/, /binaryCrossEntropy/],
  ['two outputs for BCE', dense([2, 2], 'tanh', 'sigmoid', 'binaryCrossEntropy'), /2 sigmoid units/, /1 sigmoid unit/],
  ['tanh for BCE', dense([2, 1], 'tanh', 'tanh', 'binaryCrossEntropy'), /1 tanh unit/, /1 sigmoid unit/],
  ['sigmoid for CE', dense([2, 3], 'tanh', 'sigmoid', 'categoricalCrossEntropy'), /3 sigmoid units/, /softmax output/],
];

test.each(bad)('refuses %s, and says where and what is allowed', (_, model, message, hint) => {
  const error = refusal(() => validateModel(model, defaults('sgd')));
  expect(error.message).toMatch(message);
  expect(error.hint).toMatch(hint);
});

const badOptimizers: [OptimizerSpec, RegExp][] = [
  [{ kind: 'lion' as 'sgd' }, /"lion"/],
  [{ kind: 'momentum', momentum: 1 }, /momentum is 1/],
  [{ kind: 'nesterov', momentum: -0.1 }, /momentum is -0\.1/],
  [{ kind: 'rmsprop', rho: 1.5, epsilon: 1e-8 }, /ρ is 1\.5/],
  [{ kind: 'adagrad', epsilon: 0 }, /ε is 0/],
  [{ ...defaults('adam'), beta1: NaN }, /β₁ is NaN/],
  [{ ...defaults('adam'), beta2: 1 }, /β₂ is 1/],
  [{ ...defaults('adamw'), weightDecay: -1 }, /weight decay is -1/],
];

test.each(badOptimizers)('refuses the optimizer %j', (optimizer, message) => {
  expect(refusal(() => validateModel(moons, optimizer)).message).toMatch(message);
});

describe('knobs', () => {
  test('takes the ordinary and the extreme', () => {
    validateKnobs(still);
    validateKnobs({ learningRate: 0, batchSize: 1e6, l1: 0, l2: 10 });
  });

  test.each([
    [{ learningRate: -1 }, /learning rate is -1/],
    [{ learningRate: NaN }, /learning rate is NaN/],
    [{ learningRate: Infinity }, /learning rate is Infinity/],
    [{ batchSize: 0 }, /batch size is 0/],
    [{ batchSize: 1.5 }, /batch size is 1\.5/],
    [{ l1: -0.1 }, /L1 penalty is -0\.1/],
    [{ l2: Infinity }, /L2 penalty is Infinity/],
  ])('refuses %j', (knobs, message) => {
    expect(refusal(() => validateKnobs({ ...still, ...knobs })).message).toMatch(message);
  });
});

test('a snapshot must be of this network and this optimizer', () => {
  const snapshot = initialSnapshot(moons, defaults('adam'), 1);
  validateSnapshot(moons, defaults('adam'), snapshot);
  expect(refusal(() => validateSnapshot(digits, defaults('adam'), snapshot)).message).toMatch(/105 weights, the network 2410/);
  expect(refusal(() => validateSnapshot(moons, defaults('sgd'), snapshot)).message).toMatch(/not that of sgd/);
  expect(refusal(() => validateSnapshot(moons, defaults('adam'), { ...snapshot, step: -1 })).message).toMatch(/step is -1/);
});
