/** The run that an experiment's keys describe is one that the engine takes. */
import { expect, test } from 'vitest';
import { smallRun } from '../../src/cells/small-run';
import { validateKnobs, validateModel } from '../../src/engine/validate';

const fields = {
  data: 'xor4',
  dataSeed: 1,
  layers: [4, 3],
  loss: 'binaryCrossEntropy' as const,
  optimizer: { kind: 'adam' as const, learningRate: 0.03 },
  batchSize: 4,
};

test.each(['binaryCrossEntropy', 'meanSquaredError'] as const)('with %s', (loss) => {
  const run = smallRun({ ...fields, loss }, 'relu', 7);
  expect(() => validateModel(run.model, run.optimizer)).not.toThrow();
  expect(() => validateKnobs(run.knobs)).not.toThrow();
  expect(run.model.layers.map(({ units, activation }) => `${units} ${activation}`)).toEqual([
    '4 relu',
    '3 relu',
    loss === 'meanSquaredError' ? '1 identity' : '1 sigmoid',
  ]);
  expect(run).toMatchObject({ seed: 7, backend: 'plain', knobs: { learningRate: 0.03, batchSize: 4 } });
});

test('noise and samples are the dataset’s own unless given', () => {
  expect(smallRun({ ...fields, data: 'moons' }, 'tanh', 1).data).toMatchObject({ samples: 400 });
  expect(smallRun({ ...fields, data: 'moons', noise: 0.3, samples: 60 }, 'tanh', 1).data).toMatchObject({
    noise: 0.3,
    samples: 60,
  });
});
