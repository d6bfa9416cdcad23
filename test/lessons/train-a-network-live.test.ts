/** Walks "Train a network live" as a reader would: knobs in mid-run, four figures, penguins and digits. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, figure, letReadersIn, trainUntil } from '../e2e/reader';

const enter = letReadersIn();

it('turns knobs in mid-run, closes the ring, draws the cross, unwinds the spiral, tells species and digits apart', async () => {
  const { page, heard, leave } = await enter('#/lesson/train-a-network-live');
  const net = cell(page, 'A network to play with');
  await button(net, 'Train').waitFor();

  const knob = cell(page, 'Turn a knob in mid-run');
  await expectToDo(knob);
  await button(net, 'Train').click();
  await expect.poll(() => figure(net, 'Epoch')).toBeGreaterThan(2);
  const before = await figure(net, 'Epoch');
  await net.getByLabel('Learning rate').fill('0.02');
  await expectDone(knob);
  expect(await figure(net, 'Epoch')).toBeGreaterThanOrEqual(before);
  await button(net, 'Pause').click();

  for (const [dataset, title] of [
    ['Circle', 'Close the ring'],
    ['XOR', 'Draw a cross'],
  ]) {
    await net
      .getByRole('radiogroup', { name: 'Dataset' })
      .getByRole('radio', { name: dataset, exact: true })
      .check({ force: true });
    await trainUntil(net, cell(page, title));
  }

  const spiral = cell(page, 'Two arms, wound around each other');
  const guess = cell(page, 'How long will it take?');
  await guess.getByLabel('Your guess').fill('200');
  await button(guess, 'Make this guess').click();
  await trainUntil(spiral, cell(page, 'Unwind the spiral'));
  await guess.getByText('measured', { exact: true }).waitFor();

  await trainUntil(cell(page, 'Three species of penguin'), cell(page, 'Tell the species apart'));
  await trainUntil(cell(page, 'Handwritten digits'), cell(page, 'Read handwriting'));

  await answer(cell(page, 'Counting updates'), '155 times', '160 times');
  await answer(
    cell(page, 'The same start'),
    'Because a good seed makes every network better.',
    'So that both runs start from the same weights and see the examples in the same order.',
  );
  await answer(cell(page, 'Watching the test loss'), 'It is worthless.', 'It is probably a little too good.');
  expect(heard).toEqual([]);
  await leave();
});
