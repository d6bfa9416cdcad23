/** A question, its answers and their reasons. */
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/check/fp-check';
import { show, testContext } from '../cell-context';

const body = {
  question: 'Which pass is left in <em>inference</em>?',
  answers: [
    { text: 'Backward', why: 'That one needs a loss.' },
    { text: 'Forward', right: true as const, why: 'It computes outputs from inputs.' },
    { text: 'Update', why: 'Weights are locked.' },
  ],
  shuffle: false,
};
const radio = (name: string) => page.getByRole('radio', { name });
const check = page.getByRole('button', { name: 'Check answer' });
const status = page.getByRole('status');

afterEach(() => document.body.replaceChildren());

test('the question names the group, the answers stand as written', async () => {
  await show('fp-check', body, testContext());
  await expect.element(page.getByRole('group', { name: 'Which pass is left in inference?' })).toBeVisible();
  expect(
    page
      .getByRole('radio')
      .elements()
      .map((one) => one.closest('label')?.textContent?.trim()),
  ).toEqual(['Backward', 'Forward', 'Update']);
});

test('without a choice it asks for one', async () => {
  await show('fp-check', body, testContext());
  await check.click();
  await expect.element(status).toHaveTextContent('Choose an answer first.');
});

test('a wrong answer says why, and one can try again until it is right', async () => {
  const context = testContext();
  await show('fp-check', body, context);
  await radio('Update').click();
  await expect.element(status).toHaveTextContent('');
  await check.click();
  await expect.element(status).toHaveTextContent('✗ Not this one. Weights are locked.');
  expect(context.progress.done).not.toHaveBeenCalled();
  expect(context.scope.get('it')).toEqual({ done: false, attempts: 1 });

  await radio('Forward').click();
  await expect.element(status).toHaveTextContent('');
  await check.click();
  await expect.element(status).toHaveTextContent('✓ Right. It computes outputs from inputs.');
  expect(context.progress.done).toHaveBeenCalledExactlyOnceWith('it', { attempts: 2 });
  expect(context.scope.get('it')).toEqual({ done: true, attempts: 2 });
  await expect.element(page.getByText('✓ Done')).toBeVisible();
});

test('by keyboard alone', async () => {
  await show('fp-check', body, testContext());
  await userEvent.tab();
  await userEvent.keyboard(' {ArrowDown}');
  await expect.element(radio('Forward')).toBeChecked();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  await expect.element(status).toHaveTextContent('✓ Right.');
});

test('answered before: the right answer and its reason stand there', async () => {
  await show('fp-check', body, testContext({ kept: { it: { attempts: 2 } } }));
  await expect.element(radio('Forward')).toBeChecked();
  await expect.element(status).toHaveTextContent('It computes outputs from inputs.');
});

test('shuffled answers are all there, and the right one is still right', async () => {
  await show('fp-check', { ...body, shuffle: true }, testContext(), 'shuffled');
  expect(page.getByRole('radio').elements()).toHaveLength(3);
  await radio('Forward').click();
  await check.click();
  await expect.element(status).toHaveTextContent('✓ Right.');
});
