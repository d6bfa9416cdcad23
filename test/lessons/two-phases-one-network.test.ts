/** Walks "Two phases, one network" as a reader would, to its last task and check. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, figure, flip, letReadersIn, trainUntil } from '../e2e/reader';

const enter = letReadersIn();

it('walks through training, one step, the switch, a guess and a measurement', async () => {
  const { page, heard, leave } = await enter('#/lesson/two-phases-one-network');
  const net = cell(page, 'One network, two phases');
  await button(net, 'Train').waitFor();

  await trainUntil(net, cell(page, 'Let it learn'));
  // The task is done when the loss was below 0.1 once; a few epochs later, when Pause is pressed, it may lie a little above again.
  expect(await figure(net, 'Test loss')).toBeLessThan(0.2);

  const slow = cell(page, 'Watch a single step');
  await expectToDo(slow);
  await button(net, 'Step').click();
  await expectDone(slow);

  const freeze = cell(page, 'Freeze the weights');
  await expectToDo(freeze);
  await flip(net, 'Inference');
  await expectDone(freeze);
  await net.getByText('backward, then update').waitFor({ state: 'hidden' });

  const guess = cell(page, 'Your guess first');
  await guess.getByLabel('Your guess').fill('3');
  await button(guess, 'Make this guess').click();
  const measure = cell(page, 'Measure it');
  await expectToDo(measure);
  await button(net, 'Measure').click();
  await expectDone(measure);
  await guess.getByText('measured', { exact: true }).waitFor();
  expect(await net.getByRole('status', { name: 'Median latency' }).textContent()).toMatch(/\d.*(µs|ms)/);
  expect(await net.getByRole('status', { name: 'p95 latency' }).textContent()).toMatch(/\d.*(µs|ms)/);
  expect(await net.getByRole('status', { name: 'Throughput' }).textContent()).toMatch(/\d/);
  // No GPU here, and the page says so where its figures stand.
  expect(await net.getByText(/software rendering, not a GPU/).count()).toBeGreaterThan(0);

  await answer(cell(page, 'A lopsided network'), 'exactly 3 times', 'about 2.01 times');
  await answer(cell(page, 'When does use overtake training?'), '2 trillion', '6 trillion');
  await answer(
    cell(page, 'Does it learn from you?'),
    'Its weights moved a little towards your correction.',
    'The input changed. Your correction is now part of what it reads.',
  );

  // What was done is kept over leaving and coming back.
  await page.reload();
  await expectDone(cell(page, 'Measure it'));
  await page
    .getByRole('navigation', { name: 'Lessons' })
    .getByRole('link', { name: /Two phases, one network.*(done|complete|all)/i })
    .waitFor();
  expect(heard).toEqual([]);
  await leave();
});
