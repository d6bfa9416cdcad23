/** A task is not done before the act, and done after it. */
import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../../src/cells/task/fp-task';
import { parseExpression } from '../../../src/lesson/expression';
import { show, testContext } from '../cell-context';

const body = {
  do: 'Train until the <strong>test loss</strong> is below 0.10.',
  when: parseExpression('$net.testLoss < 0.1'),
  hint: 'Press Train.',
};
const status = page.getByRole('status');

afterEach(() => document.body.replaceChildren());

test('not done before the act; says what is missing; done after it, for good, and kept', async () => {
  const context = testContext();
  await show('fp-task', body, context);
  await expect.element(page.getByText('To do')).toBeVisible();
  expect(context.scope.get('it')).toEqual({ done: false });

  context.scope.publish('net', { testLoss: 0.31 });
  await expect.element(page.getByText('test loss: 0.310, must be under 0.100')).toBeVisible();
  expect(context.progress.done).not.toHaveBeenCalled();

  context.scope.publish('net', { testLoss: 0.09 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
  await expect.element(status).toHaveTextContent('Task done.');
  expect(context.progress.done).toHaveBeenCalledExactlyOnceWith('it', true);
  expect(context.scope.get('it')).toEqual({ done: true });
  await expect.element(page.getByText('must be under')).not.toBeInTheDocument();

  context.scope.publish('net', { testLoss: 0.5 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
});

test('what holds from the start, as in a restored state, is not done until it has not held', async () => {
  const context = testContext();
  context.scope.publish('net', { testLoss: 0.05 });
  await show('fp-task', body, context);
  context.scope.publish('net', { testLoss: 0.04 });
  await expect.element(page.getByText('To do')).toBeVisible();
  context.scope.publish('net', { testLoss: 0.7 });
  context.scope.publish('net', { testLoss: 0.04 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
});

test('the first thing a cell says may be that state, too', async () => {
  const context = testContext();
  await show('fp-task', body, context);
  context.scope.publish('net', { testLoss: 0.05 });
  await expect.element(page.getByText('To do')).toBeVisible();
  expect(context.progress.done).not.toHaveBeenCalled();
});

test('a value that is not known at first counts as not held', async () => {
  const context = testContext();
  await show('fp-task', { ...body, when: parseExpression('$net.ratio > 1') }, context);
  context.scope.publish('net', { ratio: null });
  context.scope.publish('net', { ratio: 3 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
});

test('done before: done now, without a word', async () => {
  const context = testContext({ kept: { it: true } });
  await show('fp-task', body, context);
  await expect.element(page.getByText('✓ Done')).toBeVisible();
  await expect.element(status).toHaveTextContent('');
  expect(context.scope.get('it')).toEqual({ done: true });
  expect(context.progress.done).not.toHaveBeenCalled();
});

test('a hint on request', async () => {
  await show('fp-task', body, testContext());
  const button = page.getByRole('button', { name: 'Hint' });
  await expect.element(button).toHaveAttribute('aria-expanded', 'false');
  await expect.element(page.getByText('Press Train.')).not.toBeInTheDocument();
  await button.click();
  await expect.element(page.getByText('Press Train.')).toBeVisible();
});

test('off the page it listens no more', async () => {
  const context = testContext();
  const element = await show('fp-task', body, context);
  context.scope.publish('net', { testLoss: 0.5 });
  element.remove();
  context.scope.publish('net', { testLoss: 0.05 });
  expect(context.progress.done).not.toHaveBeenCalled();
});
