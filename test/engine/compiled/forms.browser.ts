/** All forms of the compiled engine in a real browser, against plain and against TensorFlow.js. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Backend } from '../../../src/contract/backend';
import { createCompiled } from '../../../src/engine/backends/compiled';
import { createPlain } from '../../../src/engine/backends/plain';
import { createBackend } from '../../../src/engine/backends/registry';
import { bestForm, formWords, type Form } from '../../../src/engine/compiled/features';
import { defaults } from '../../../src/engine/optimizers';
import { dense, optimizerNames } from '../arbitrary';
import { agreesAfter200, agreesOnce, shapes, widthsOf } from './agreement';

const forms: Form[] = ['relaxed', 'simd', 'plain'];
let tfjs: Backend;

beforeAll(async () => {
  tfjs = await createBackend('cpu');
  await tfjs.activate();
});
afterAll(() => tfjs.reset());

test('this browser has the best of them', () => expect(bestForm()).toBe('relaxed'));

describe.each(forms)('%s', (form) => {
  const backend = createCompiled(form);

  test('says what it is', async () => expect((await backend.ready()).variant).toBe(`${formWords[form]}, 1 thread`));

  test.each(shapes.map((model) => [widthsOf(model), model] as const))('agrees with plain on %s', async (_, model) => {
    for (const batch of [1, 3, 4, 6, 10, 33]) await agreesOnce(backend, createPlain(), model, batch);
  });

  test.each(shapes.map((model) => [widthsOf(model), model] as const))('agrees with TensorFlow.js on %s', (_, model) =>
    agreesOnce(backend, tfjs, model, 32),
  );

  test.each(optimizerNames)('agrees with TensorFlow.js after 200 steps of %s', (kind) =>
    agreesAfter200(backend, tfjs, dense([5, 12, 9, 3], 'tanh', 'softmax', 'categoricalCrossEntropy'), defaults(kind)),
  );
});
