/** A guess before a measurement. */
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/predict/fp-predict';
import { parseExpression } from '../../../src/lesson/expression';
import { show, testContext } from '../cell-context';

const number = {
  ask: 'How many times the <em>time</em>?',
  of: parseExpression('$net.ratio'),
  kind: 'number' as const,
  unit: 'times',
  min: 0.1,
  max: 1000,
  after: 'Because of the small costs.',
};
const batch = { ask: 'From which batch on?', of: parseExpression('$lat.crossover'), kind: 'batch' as const };
const choice = {
  ask: 'Which is faster?',
  of: parseExpression('$net.ratio > 1'),
  kind: 'choice' as const,
  choices: [
    { value: true, text: 'Inference' },
    { value: false, text: 'Training' },
  ],
};
const make = page.getByRole('button', { name: 'Make this guess' });
const status = page.getByRole('status');

afterEach(() => document.body.replaceChildren());

describe('a number', () => {
  test('is guessed, can be changed, is locked by the measurement and stands beside it', async () => {
    const context = testContext();
    await show('fp-predict', number, context);
    expect(context.scope.get('it')).toEqual({ guess: null, result: null, done: false });
    const field = page.getByLabelText('Your guess');
    await field.fill('3');
    await make.click();
    expect(context.scope.get('it')).toEqual({ guess: 3, result: null, done: false });
    await expect.element(field).toBeDisabled();
    await expect.element(status).toHaveTextContent('Now measure it.');
    expect(context.progress.done).not.toHaveBeenCalled();

    await page.getByRole('button', { name: 'Change my guess' }).click();
    await field.fill('2');
    await make.click();
    context.scope.publish('net', { ratio: null });
    context.scope.publish('net', { ratio: 5.8 });
    await expect.element(status).toHaveTextContent('your guess 2.00 times measured 5.80 times It is 2.9 × what you guessed.');
    await expect.element(page.getByText('Because of the small costs.')).toBeVisible();
    await expect.element(page.getByText('✓ Done')).toBeVisible();
    await expect.element(field).not.toBeInTheDocument();
    expect(context.progress.done).toHaveBeenCalledExactlyOnceWith('it', { guess: 2, result: 5.8 });
    expect(context.scope.get('it')).toEqual({ guess: 2, result: 5.8, done: true });
  });

  test('outside its limits or missing is refused with the limits', async () => {
    await show('fp-predict', number, testContext());
    await make.click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Enter a number first.');
    await page.getByLabelText('Your guess').fill('-2');
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
    await make.click();
    await expect.element(page.getByRole('alert')).toHaveTextContent('Enter a number from 0.100 to 1,000.');
    await expect.element(page.getByLabelText('Your guess')).toHaveAttribute('aria-invalid', 'true');
  });

  test('after the measurement it is shown as late and does not count; another measurement does', async () => {
    const context = testContext();
    context.scope.publish('net', { ratio: 5 });
    const element = await show('fp-predict', number, context);
    await page.getByLabelText('Your guess').fill('5');
    await make.click();
    await expect.element(status).toHaveTextContent('Made after the measurement, so this guess does not count.');
    await expect.poll(() => element.shadowRoot?.activeElement).toBe(status.element());
    expect(context.progress.done).not.toHaveBeenCalled();
    expect(context.scope.get('it')).toEqual({ guess: 5, result: 5, done: false });
    context.scope.publish('net', { ratio: 6 });
    await expect.element(page.getByText('✓ Done')).toBeVisible();
    expect(context.progress.done).toHaveBeenCalledExactlyOnceWith('it', { guess: 5, result: 6 });
  });

  test('kept from before it stands there with its result', async () => {
    const context = testContext({ kept: { it: { guess: 2, result: 5.8 } } });
    await show('fp-predict', number, context);
    await expect.element(status).toHaveTextContent('measured 5.80 times');
    expect(context.scope.get('it')).toEqual({ guess: 2, result: 5.8, done: true });
  });
});

describe('a batch size', () => {
  test('by slider and keyboard, in powers of two', async () => {
    const context = testContext();
    await show('fp-predict', batch, context);
    const slider = page.getByRole('slider', { name: 'Your guess' });
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'from a batch of 64 on');
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(slider).toHaveAttribute('aria-valuetext', 'from a batch of 256 on');
    await make.click();
    expect(context.scope.get('it')).toMatchObject({ guess: 256 });
    context.scope.publish('lat', { crossover: 900 });
    await expect.element(status).toHaveTextContent('your guess from a batch of 256 on measured from a batch of 900 on');
  });

  test('or never', async () => {
    const context = testContext();
    await show('fp-predict', batch, context);
    await page.getByRole('checkbox', { name: 'It never does' }).click();
    await expect.element(page.getByRole('slider')).toBeDisabled();
    await make.click();
    expect(context.scope.get('it')).toMatchObject({ guess: 'never' });
    context.scope.publish('lat', { crossover: 'never' });
    await expect.element(status).toHaveTextContent('Your guess was right.');
  });
});

test('a choice', async () => {
  const context = testContext();
  await show('fp-predict', choice, context);
  await make.click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('Choose an answer first.');
  await page.getByRole('radio', { name: 'Training' }).click();
  await make.click();
  context.scope.publish('net', { ratio: 3 });
  await expect.element(status).toHaveTextContent('your guess Training measured Inference It came out differently.');
});
