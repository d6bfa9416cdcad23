/** From a lesson's body to a run: defaults, the choice of output and loss, and what the schema refuses. */
import { describe, expect, it } from 'vitest';
import { metas } from '../../../datasets/metas';
import { tableMeta } from '../../../datasets/own-table';
import cell, { type NetworkBody } from '../../../src/cells/network/schema';
import { modelOf, parametersOf, runSpec, settingsOf, shapeOf, withDataset } from '../../../src/cells/network/settings';
import { conventions } from '../../../src/engine/conventions';
import { validateKnobs, validateModel } from '../../../src/engine/validate';

const settings = (body: NetworkBody) => settingsOf(body, metas[body.data]);

describe('a run', () => {
  it('has a good default for everything but the data', () => {
    const spec = runSpec(settings({ data: 'moons' }), metas.moons);
    expect(spec).toMatchObject({
      model: { inputs: 2, loss: 'binaryCrossEntropy' },
      optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      data: { dataset: 'moons', noise: 0.1, samples: 400, trainShare: 0.5, features: ['x1', 'x2'] },
      knobs: { learningRate: 0.01, batchSize: 32, l1: 0, l2: 0 },
      backend: 'compiled',
      changes: [],
    });
    expect(shapeOf(spec.model)).toBe('2 → 8 → 8 → 1');
    expect(parametersOf(spec.model)).toBe(105);
  });

  it.each(Object.keys(metas))('is one that the engine takes, on %s', (data) => {
    const { model, optimizer, knobs } = runSpec(settings({ data }), metas[data]);
    expect(() => validateModel(model, optimizer)).not.toThrow();
    expect(() => validateKnobs(knobs)).not.toThrow();
  });

  it('takes a layer’s own activation before the network’s', () => {
    const { hidden } = settings({
      data: 'moons',
      layers: [4, { units: 2, activation: 'gelu' }, { units: 3 }],
      activation: 'relu',
    });
    expect(hidden).toEqual([
      { units: 4, activation: 'relu' },
      { units: 2, activation: 'gelu' },
      { units: 3, activation: 'relu' },
    ]);
  });

  it('has one sigmoid output for two classes and a softmax for more', () => {
    expect(modelOf(settings({ data: 'moons', layers: [] }), metas.moons).layers).toEqual([{ units: 1, activation: 'sigmoid' }]);
    const digits = modelOf(settings({ data: 'digits', layers: [] }), metas.digits);
    expect(digits).toEqual({ inputs: 64, layers: [{ units: 10, activation: 'softmax' }], loss: 'categoricalCrossEntropy' });
  });

  it('has one output as it is for a number, and goes back to classes', () => {
    const table = { key: 'k', name: 'n.csv', target: 'y', classes: null, columns: [{ name: 'x', values: null }] };
    const meta = tableMeta(table);
    const number = { ...withDataset(settings({ data: 'moons', layers: [3] }), meta) };
    expect(modelOf(number, meta)).toEqual({
      inputs: 1,
      layers: [
        { units: 3, activation: 'tanh' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'meanSquaredError',
    });
    expect(modelOf({ ...number, output: 'softplus' }, meta).loss).toBe('meanSquaredError');
    expect(modelOf(withDataset(number, metas.moons), metas.moons).loss).toBe('binaryCrossEntropy');
  });

  it('measures squared error where the output is neither', () => {
    expect(modelOf(settings({ data: 'moons', outputActivation: 'tanh' }), metas.moons).loss).toBe('meanSquaredError');
  });

  it('chooses output and loss anew with the dataset, but keeps squared error', () => {
    const moons = settings({ data: 'moons', loss: 'binaryCrossEntropy', noise: 0.3, samples: 100 });
    const penguins = withDataset(moons, metas.penguins);
    expect(modelOf(penguins, metas.penguins).loss).toBe('categoricalCrossEntropy');
    expect(penguins.data).toMatchObject({ dataset: 'penguins', noise: 0, samples: 0 });
    expect(modelOf(withDataset({ ...moons, loss: 'meanSquaredError' }, metas.penguins), metas.penguins).loss).toBe(
      'meanSquaredError',
    );
  });

  it('has the hyper-parameters of the conventions', () => {
    for (const own of Object.values(conventions.optimizers))
      expect(settings({ data: 'moons', optimizer: { kind: own.kind } }).optimizer).toEqual(own);
    expect(settings({ data: 'moons', optimizer: { kind: 'momentum', momentum: 0.5 } })).toMatchObject({
      optimizer: { kind: 'momentum', momentum: 0.5 },
      knobs: { learningRate: 0.03 },
    });
  });
});

describe('the schema', () => {
  const issue = async (value: unknown) => (await cell.schema['~standard'].validate(value)).issues?.[0]?.message;

  it('takes the example of the design', async () => {
    const body = {
      data: 'moons',
      noise: 0.1,
      layers: [8, 8],
      activation: 'tanh',
      optimizer: { kind: 'adam', learningRate: 0.01 },
      batchSize: 32,
      seed: 7,
    };
    expect(await issue(body)).toBeUndefined();
  });

  it.each([
    [{}, /missing/],
    [{ data: 'moons', layres: [8] }, /unknown key/],
    [{ data: 'moons', layers: [0] }, /whole number from 1 to 512/],
    [{ data: 'moons', layers: Array.from({ length: 9 }, () => 4) }, /at most 8 hidden layers/],
    [{ data: 'moons', layers: [{ units: 4, activation: 'softmax' }] }, /units from 1 to 512, or/],
    [{ data: 'moons', activation: 'softmax' }, /one of identity, sigmoid/],
    [{ data: 'moons', optimizer: { kind: 'sgd', momentum: 0.9 } }, /unknown key/],
    [{ data: 'moons', loss: 'binaryCrossEntropy', outputActivation: 'tanh' }, /needs a sigmoid output/],
    [{ data: 'moons', controls: ['dataset'] }, /all, basic or a list of data, activation/],
    [{ data: 'moons', inference: { batchSizes: [1] } }, /at least two/],
  ])('refuses %j and says why', async (body, why) => {
    expect(await issue(body)).toMatch(why);
  });
});
