/** Columns of a run's history, drawn as they grow. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/chart/fp-chart';
import type { History } from '../../../src/contract/client';
import { show, testContext } from '../cell-context';

const body = { of: 'net', x: 'epoch' as const, y: ['trainLoss' as const, 'testLoss' as const], xLog: false, yLog: false };

/** A history as the worker's client keeps it: columns longer than what is in them. */
function historyOf(losses: number[], version = losses.length): History {
  const column = (of: (i: number) => number) =>
    Float64Array.from({ length: losses.length + 10 }, (_, i) => (i < losses.length ? of(i) : NaN));
  const zero = column(() => 0);
  return {
    version,
    length: losses.length,
    columns: {
      step: column((i) => i * 7),
      epoch: column((i) => i),
      trainLoss: column((i) => losses[i]),
      testLoss: column((i) => losses[i] + 0.1),
      trainAccuracy: zero,
      testAccuracy: zero,
      learningRate: zero,
      ms: zero,
    },
  };
}
const drawing = page.getByRole('img', { name: 'train loss and test loss against epoch' });

afterEach(() => document.body.replaceChildren());

test('nothing to draw before there is a run; then its lines, and those of what it adds', async () => {
  const context = testContext();
  await show('fp-chart', body, context);
  await expect.element(page.getByText('Nothing to draw yet')).toBeVisible();
  context.scope.publish('net', { history: historyOf([0.7]) });
  await expect.element(page.getByText('Nothing to draw yet')).toBeVisible();
  context.scope.publish('net', { history: historyOf([0.7, 0.5]) });
  await expect.element(drawing).toBeVisible();
  await expect.element(drawing).toHaveAccessibleDescription(/train loss: 0\.5.* at epoch 1; test loss: 0\.6/);
  context.scope.publish('net', { history: historyOf([0.7, 0.5, 0.2]) });
  await expect.element(drawing).toHaveAccessibleDescription(/train loss: 0\.2.* at epoch 2/);
});

test('the same data as a table', async () => {
  const context = testContext();
  context.scope.publish('net', { history: historyOf([0.7, 0.5]) });
  await show('fp-chart', { ...body, y: ['trainLoss' as const] }, context);
  await page.getByRole('button', { name: 'Show as table' }).click();
  const table = page.getByRole('table', { name: 'train loss against epoch' });
  await expect.element(table).toBeVisible();
  await expect.element(table.getByRole('columnheader', { name: 'train loss' })).toBeVisible();
  expect(table.getByRole('row').elements()).toHaveLength(3);
});
