/** Walks "Neurons and activation functions" as a reader would: by keys and fields, every guess, every task, every check. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, figure, letReadersIn } from '../e2e/reader';

const enter = letReadersIn();

it('steers, collapses, trains twenty seeds, and counts what fades and what dies', async () => {
  const { page, heard, leave } = await enter('#/lesson/neurons-and-activation-functions');
  const curve = cell(page, 'An activation function and its slope');
  const field = (within: typeof curve, name: string) => within.getByLabel(name, { exact: true });
  await expectToDo(cell(page, 'Find where it stops listening'));
  await field(curve, 'Activation').selectOption('sigmoid');
  await field(curve, 'Move the input').press('End');
  await expectDone(cell(page, 'Find where it stops listening'));
  await expectToDo(cell(page, 'Find where nothing gets through'));
  await field(curve, 'Activation').selectOption('relu');
  await field(curve, 'Move the input').press('Home');
  await expectDone(cell(page, 'Find where nothing gets through'));
  expect(await figure(curve, 'Slope')).toBe(0);

  const hand = cell(page, 'You are the training');
  await expectToDo(cell(page, 'Separate the two clouds'));
  const steer = async (w1: string, w2: string, b: string) => {
    for (const [name, value] of [
      ['Weight w₁', w1],
      ['Weight w₂', w2],
      ['Bias b', b],
    ]) {
      // prettier-ignore
      await field(hand, name).fill(value);
      await field(hand, name).press('Enter');
    }
  };
  await steer('3', '3', '0');
  await expectDone(cell(page, 'Separate the two clouds'));
  await expectToDo(cell(page, 'Three out of four'));
  await field(hand, 'Dataset').selectOption('xor4');
  await steer('5', '5', '-2.5');
  await expectDone(cell(page, 'Three out of four'));

  const stack = cell(page, 'Three layers, and the one that does the same');
  await expectToDo(cell(page, 'Break the collapse'));
  expect(await figure(stack, 'Largest difference')).toBeLessThan(1e-12);
  await field(stack, 'Activation').selectOption('tanh');
  await expectDone(cell(page, 'Break the collapse'));

  const xor = cell(page, 'XOR from twenty random starts');
  const runSeeds = async (activation: string) => {
    await field(xor, 'Activation').selectOption(activation);
    await button(xor, 'Run').click();
    await xor.getByRole('row', { name: new RegExp(`^${activation} .* of 20`, 'i') }).waitFor();
    await button(xor, 'Run').waitFor();
  };
  const guess = async (title: string, value: string) => {
    await cell(page, title).getByRole('spinbutton').fill(value);
    await button(cell(page, title), 'Make this guess').click();
  };
  await guess('How often will ReLU get there?', '15');
  await expectToDo(cell(page, 'With and without the bend'));
  await runSeeds('identity');
  await expect.poll(() => xor.getByRole('row', { name: /^identity/ }).textContent()).toMatch(/0 of 20.*0\.693.*0\.693.*0\.693/s);
  await runSeeds('tanh');
  await expectDone(cell(page, 'With and without the bend'));
  await runSeeds('relu');
  await cell(page, 'How often will ReLU get there?').getByText('measured', { exact: true }).waitFor();
  await field(xor, 'Loss').selectOption('meanSquaredError');
  await runSeeds('identity');
  await expect.poll(() => xor.getByRole('row', { name: /^identity/ }).textContent()).toMatch(/0 of 20.*0\.250.*0\.250.*0\.250/s);

  const deep = cell(page, 'The gradient in each of ten layers');
  await guess('How much is left in the first layer?', '1000');
  await expectToDo(cell(page, 'Watch it train'));
  await button(deep, 'Run').click();
  await expectDone(cell(page, 'Watch it train'));
  await cell(page, 'How much is left in the first layer?').getByText('measured', { exact: true }).waitFor();
  await field(deep, 'Look at step').press('Home');
  await deep.getByText('At step 0', { exact: true }).waitFor();

  const dying = cell(page, 'Units that are off on all data');
  await guess('How many will be dead?', '20');
  await expectToDo(cell(page, 'Keep them alive'));
  await button(dying, 'Run').click();
  await cell(page, 'How many will be dead?').getByText('measured', { exact: true }).waitFor({ timeout: 300_000 });
  await expectToDo(cell(page, 'Keep them alive'));
  await field(dying, 'Learning rate').fill('0.01');
  await field(dying, 'Learning rate').press('Enter');
  await button(dying, 'Run').click();
  await expectDone(cell(page, 'Keep them alive'));

  await answer(cell(page, 'The best without a bend'), '0', '0.25');
  await answer(cell(page, 'Back through ten sigmoids'), '1', 'about one millionth');
  await answer(
    cell(page, 'A dead unit'),
    'The optimizer raises its weights, because it contributes nothing.',
    'Nothing. Its weights receive no gradient, and its inputs are the data, which do not move.',
  );
  await answer(cell(page, 'A tall stack'), 'Curved borders, because it is deep.', 'None.');
  expect(heard).toEqual([]);
  await leave();
});
