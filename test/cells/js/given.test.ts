/** What a code cell is given of a network that predicts a number: enough to read its answers in their own unit. */
import { expect, it } from 'vitest';
import { givenOf } from '../../../src/cells/js/given';
import type { EngineClient } from '../../../src/contract/client';
import { FakeEngine, fakeDataset } from '../network/fake-engine';

it('has the number itself, with mean and deviation, where classes would be', async () => {
  const engine = new FakeEngine();
  const target = { name: 'y', values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), mean: 4.5, deviation: 2 };
  engine.answers.dataset = async ({ data }) => ({ ...fakeDataset(data), classes: [], target });
  const data = { dataset: 'moons', features: ['x1', 'x2'] };
  const model = { inputs: 2, layers: [{ units: 1, activation: 'identity' }], loss: 'meanSquaredError' };
  const client: EngineClient = engine;
  const given = await givenOf({ spec: { data }, model, weights: new Float32Array(3) }, ['data', 'answers'], () => client);
  expect(given.data).toMatchObject({ classes: [], target: { ...target, values: [1, 2, 3, 4, 5, 6, 7, 8] } });
  expect(given.answers).toEqual(Array.from({ length: 8 }, () => [1]));
});
