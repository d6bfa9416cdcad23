/** Walks "Switch to inference" as a reader would: freeze, time two backends, guess, and sweep a small and a large network. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, flip, letReadersIn } from '../e2e/reader';

const enter = letReadersIn();

it('freezes, measures on two backends, guesses and sweeps', async () => {
  const { page, heard, leave } = await enter('#/lesson/switch-to-inference');
  const net = cell(page, 'A small network, frozen');
  await button(net, 'Train').waitFor();
  const freeze = cell(page, 'Train, then freeze');
  await expectToDo(freeze);
  await button(net, 'Train').click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector('fp-network')?.context?.scope.get('net')?.testLoss), {
      timeout: 300_000,
    })
    .toBeLessThan(0.1);
  await flip(net, 'Inference');
  await expectDone(freeze);

  const guessOne = cell(page, 'One answer');
  await guessOne.getByRole('spinbutton').fill('2');
  await button(guessOne, 'Make this guess').click();
  const measure = cell(page, 'Time the answer');
  await expectToDo(measure);
  await button(net, 'Measure').click();
  await expect.poll(() => net.getByRole('status', { name: 'Median latency' }).textContent()).toMatch(/\d/);
  await guessOne.getByText('measured', { exact: true }).waitFor();
  await net.getByLabel('Backend', { exact: true }).selectOption('cpu');
  await button(net, 'Measure').click();
  await expectDone(measure);

  const small = cell(page, 'Time per call, 105 parameters');
  const guessSmall = cell(page, 'Where do the lines cross for the small network?');
  await guessSmall.getByText('It never does').click();
  await button(guessSmall, 'Make this guess').click();
  await button(small, 'Measure').click();
  await guessSmall.getByText('measured', { exact: true }).waitFor({ timeout: 300_000 });

  const large = cell(page, 'A large network');
  const trained = cell(page, 'Train the large one');
  await expectToDo(trained);
  await button(large, 'Train').click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector('fp-network')?.context?.scope.get('large')?.testAccuracy), {
      timeout: 300_000,
    })
    .toBeGreaterThanOrEqual(0.95);
  await flip(large, 'Inference');
  await expectDone(trained);

  const guessLarge = cell(page, 'And for the large one?');
  await button(guessLarge, 'Make this guess').click();
  const swept = cell(page, 'Measure both');
  await expectToDo(swept);
  await button(cell(page, 'Time per call, 563,722 parameters'), 'Measure').click();
  await expectDone(swept);
  await guessLarge.getByText('measured', { exact: true }).waitFor();
  expect(
    await cell(page, 'Time per call, 563,722 parameters')
      .getByText(/software/i)
      .count(),
  ).toBeGreaterThan(0);

  const compiled = cell(page, 'Measure what is left');
  await expectToDo(compiled);
  await button(cell(page, 'The small network, step by step'), 'Measure').click();
  await expectDone(compiled);

  await answer(cell(page, 'A very fast GPU'), 'The GPU’s computing time.', 'Mostly how long it takes to dispatch the work.');
  await answer(cell(page, 'Where the lines meet'), 'from 21', 'from 23');
  await answer(cell(page, 'The slowest hundredth'), 'Nothing, more percentiles say more.', 'The p99 rests on a single sample.');
  expect(heard).toEqual([]);
  await leave();
});
