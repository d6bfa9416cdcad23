/** The collapse cell as a reader uses it: other weights, another activation. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/linear/fp-linear';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';
import { faults } from '../faults';

afterEach(() => document.body.replaceChildren());

async function open() {
  const context = testContext();
  await show('fp-linear', { seed: 3, activation: 'identity' }, context, 'stack');
  return () => context.scope.get('stack') as { difference: number; moves: number; seed: number };
}

test('whatever the weights, the two differ by rounding only; with tanh between they do differ', async () => {
  const get = await open();
  expect(get().difference).toBeLessThan(1e-12);
  await page.getByLabelText('W₁ row 1 column 2').fill('4');
  await page.getByRole('button', { name: 'New weights' }).click();
  expect(get()).toMatchObject({ seed: 4, moves: 2 });
  expect(get().difference).toBeLessThan(1e-12);
  await page.getByRole('combobox', { name: 'Activation' }).selectOptions('tanh');
  expect(get().difference).toBeGreaterThan(0.01);
});

test('the product follows a weight', async () => {
  await open();
  const product = () => page.getByLabelText('W column 1').element().textContent;
  const before = product();
  await page.getByLabelText('W₃ row 1 column 1').fill('3');
  expect(product()).not.toBe(before);
});

test('axe finds nothing', async () => {
  await open();
  expect(await faults()).toEqual([]);
});
