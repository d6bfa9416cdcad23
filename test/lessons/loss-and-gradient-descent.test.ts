/** Walks "Loss and gradient descent" as a reader would: the edge of divergence, a gradient by hand, noise, slices, two cures. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, figure, letReadersIn } from '../e2e/reader';

const enter = letReadersIn();

it('finds the limit, crosses the ravine, multiplies a chain, measures noise, draws slices and cures overfitting', async () => {
  const { page, heard, leave } = await enter('#/lesson/loss-and-gradient-descent');
  const bowl = cell(page, 'Downhill, step by step');
  const rate = bowl.getByLabel('Learning rate');
  const enterRate = async (value: string) => {
    await rate.fill(value);
    await rate.press('Enter');
  };

  // The start by keyboard and by pointer; the loss at the path's end follows.
  const start = bowl.getByRole('slider', { name: 'Start' });
  await start.focus();
  await start.press('ArrowRight');
  await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('w₁ −3, w₂ 1.4');
  const map = bowl.getByRole('img', { name: /The loss over two weights/ });
  const box = await map.boundingBox();
  if (!box) throw new Error('The chart has no place.');
  await page.mouse.click(box.x + 0.6 * box.width, box.y + 0.3 * box.height);
  await expect.poll(() => start.getAttribute('aria-valuetext')).not.toBe('w₁ −3, w₂ 1.4');

  const edge = cell(page, 'Find the edge');
  await expectToDo(edge);
  expect(await figure(bowl, 'Limit 2/λmax')).toBe(0.25);
  await enterRate('0.245');
  await bowl.getByText('Below the limit: it converges.', { exact: true }).waitFor();
  await expectToDo(edge);
  await enterRate('0.255');
  await expectDone(edge);
  await bowl
    .getByText(/Past the limit: it diverges/)
    .first()
    .waitFor();

  const momentum = cell(page, 'Momentum and the limit');
  await momentum.getByText('It gets higher.', { exact: true }).click();
  await button(momentum, 'Make this guess').click();
  await bowl.getByLabel('Surface').selectOption({ label: 'Ravine (quadratic)' });
  const ravine = cell(page, 'Through the ravine');
  await expectToDo(ravine);
  await bowl.getByLabel('Momentum').fill('0.8');
  await bowl.getByLabel('Momentum').press('Enter');
  await expectDone(ravine);
  await momentum.getByText('Your guess was right.').waitFor();

  const byHand = cell(page, 'A gradient by hand');
  const back = cell(page, 'Nine numbers, forward and back');
  await expectToDo(byHand);
  await button(back, 'Send the error back').click();
  await back.getByRole('spinbutton', { name: 'Value of v₁' }).focus();
  await back.getByRole('group', { name: 'Factors of ∂L/∂v₁' }).waitFor();
  const gradient = back.getByLabel('Your gradient');
  await gradient.fill('-0.179');
  await button(back, 'Check').click();
  await back.getByText(/Only the sign is wrong/).waitFor();
  await expectToDo(byHand);
  await gradient.fill('0.179');
  await button(back, 'Check').click();
  await expectDone(byHand);
  await button(back, 'Step').click();
  expect(await figure(back, 'Loss')).toBeLessThan(0.44);
  await button(back, 'Look at its gradient').click();
  await back.getByRole('row', { name: /^hidden 1/ }).waitFor();

  const guessNoise = cell(page, 'Four times the batch');
  await guessNoise.getByLabel('Your guess').fill('4');
  await button(guessNoise, 'Make this guess').click();
  const noise = cell(page, 'How far is a batch’s gradient from the full one?');
  await button(noise, 'Measure').click();
  await noise.getByText(/At step 0\./).waitFor();
  await guessNoise.getByText('measured', { exact: true }).waitFor();
  const slice = cell(page, 'The loss around your network');
  await button(slice, 'Draw the slice').click();
  await slice.getByRole('heading', { name: 'Newest slice: step 0, seed 1' }).waitFor();

  const net = cell(page, 'A network that walks downhill');
  await expectToDo(cell(page, 'Before and after'));
  await expectToDo(cell(page, 'Two slices'));
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Test loss')).toBeLessThan(0.2);
  // It has stopped by itself.
  await button(net, 'Train').waitFor();
  await button(noise, 'Measure').click();
  await expectDone(cell(page, 'Before and after'));
  await button(slice, 'Draw the slice').click();
  await expectDone(cell(page, 'Two slices'));

  const rise = cell(page, 'Trained for too long?');
  await rise.getByLabel('Your guess').fill('1');
  await button(rise, 'Make this guess').click();
  const fit = cell(page, 'Twenty noisy points');
  const cure = cell(page, 'Two cures');
  const run = async (examples: string, l2: string) => {
    await fit.getByLabel('Training examples').selectOption(examples);
    await fit.getByLabel('L2 penalty').selectOption(l2);
    await button(fit, 'Run').click();
    await fit.getByRole('row', { name: new RegExp(`^${examples} ${l2} `) }).waitFor();
  };
  await run('20', '0');
  await rise.getByText('measured', { exact: true }).waitFor();
  await run('200', '0');
  await expectToDo(cure);
  await run('20', '0.03');
  await expectDone(cure);

  await answer(cell(page, 'Which one diverges?'), '0.2', '0.3');
  await answer(
    cell(page, 'A flat unit'),
    'It makes them large, because the unit is strongly active.',
    'It makes them nearly zero.',
  );
  await answer(cell(page, 'Less noise'), '10 times', '100 times');
  await answer(cell(page, 'Whom to trust'), 'The validation loss at that step.', 'The test loss at that step.');
  expect(heard).toEqual([]);
  await leave();
});
