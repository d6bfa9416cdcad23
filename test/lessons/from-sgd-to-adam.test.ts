/** Walks "From SGD to Adam" as a reader would: assembles Adam, looks at its numbers, runs both races, and sees it lose. */
import { expect, it } from 'vitest';
import { answer, button, cell, expectDone, expectToDo, letReadersIn } from '../e2e/reader';

const enter = letReadersIn();

it('assembles Adam, follows every rule, races the seven on surfaces and on a network, and sees Adam lose and recover', async () => {
  const { page, heard, leave } = await enter('#/lesson/from-sgd-to-adam');

  const parts = cell(page, 'Four ideas, one ravine');
  const build = cell(page, 'Assemble Adam');
  await parts.getByText('SGD', { exact: true }).waitFor();
  await expectToDo(build);
  for (const name of [/^Momentum/, /^Per-parameter scale/, /^Forgetting/, /^Bias correction/]) {
    await parts.getByRole('checkbox', { name }).check();
  }
  await expectDone(build);

  for (const title of [
    'Gradient descent',
    'Steps that agree add up',
    'Look ahead before you step',
    'Forget old gradients',
    'Momentum over scale, both corrected',
    'Decay outside the fraction',
  ]) {
    const rule = cell(page, title);
    await button(rule, 'Step').click();
    await rule.getByText('Step 1, gradient g = 2').waitFor();
  }
  const halt = cell(page, 'See the steps of AdaGrad shrink');
  const adagrad = cell(page, 'A scale for every weight');
  await expectToDo(halt);
  await adagrad.getByLabel('Gradients').selectOption('Constant');
  for (let i = 0; i < 4; i++) await button(adagrad, 'Step').click();
  await expectDone(halt);

  const guessFirst = cell(page, 'Your guess first');
  await guessFirst.getByText('Longer, about three times').click();
  await button(guessFirst, 'Make this guess').click();
  const micro = cell(page, 'One weight, every number that Adam keeps of it');
  const peak = cell(page, 'Find the worst step');
  await button(micro, 'Step').click();
  await guessFirst.getByText('Your guess was right.').waitFor();
  expect(await micro.getByRole('row', { name: 'how many times as long' }).textContent()).toContain('3.16');
  await expectToDo(peak);
  await button(micro, 'Ten at once').click();
  await button(micro, 'Ten at once').click();
  await expectDone(peak);

  const guessHills = cell(page, 'Who wins in the ravine?');
  await guessHills.getByText('AdaGrad', { exact: true }).click();
  await button(guessHills, 'Make this guess').click();
  const hills = cell(page, 'The race on four surfaces');
  await button(hills, 'Run').click();
  await hills.getByText('Each at its best learning rate of the grid').waitFor();
  expect(await hills.getByRole('rowheader').first().textContent()).toBe('AdaGrad');
  await guessHills.getByText('Your guess was right.').waitFor();

  const network = cell(page, 'The network that races');
  await network.scrollIntoViewIfNeeded();
  const guessRace = cell(page, 'Who will win?');
  await guessRace.getByText('Adam', { exact: true }).click();
  await button(guessRace, 'Make this guess').click();
  const race = cell(page, 'The race on the network');
  const raced = cell(page, 'Run the race');
  await button(race, 'Run').click();
  // The page goes on answering meanwhile, and a race can be called off.
  await race.getByRole('progressbar').waitFor();
  await button(race, 'Cancel').click();
  await race.getByText('the race is not complete').waitFor();
  await expectToDo(raced);
  await button(race, 'Run').click();
  await expectDone(raced);
  await race.getByText('Each at its best learning rate of the grid').waitFor();
  await guessRace.getByText('measured', { exact: true }).waitFor();

  const guessOnline = cell(page, 'Where does it go?');
  await guessOnline.getByText(', the worst point').click();
  await button(guessOnline, 'Make this guess').click();
  const reddi = cell(page, 'The problem that Adam loses');
  const rescue = cell(page, 'Give Adam a longer memory');
  await button(reddi, 'Run').click();
  await guessOnline.getByText('Your guess was right.').waitFor();
  await expectToDo(rescue);
  await reddi.getByLabel('β₂, Adam').fill('0.999');
  await reddi.getByLabel('β₂, Adam').press('Enter');
  await button(reddi, 'Run').click();
  await expectDone(rescue);

  const guessOwn = cell(page, 'How much does ε matter?');
  await guessOwn.getByRole('spinbutton').fill('0.5');
  await button(guessOwn, 'Make this guess').click();
  const own = cell(page, 'own optimizers beside ours');
  await button(own, 'Run').click();
  await own.getByRole('row', { name: 'ε, if none is given' }).waitFor();
  const epsilons = await own.getByRole('row', { name: 'ε, if none is given' }).textContent();
  expect(epsilons).toContain('1e−7');
  expect(await own.getByRole('row', { name: /^adagrad/ }).textContent()).toContain('×');
  await guessOwn.getByText('measured', { exact: true }).waitFor();

  await answer(cell(page, 'All gradients times a thousand'), 'Its steps are 1000 times as long.', 'The same.');
  await answer(
    cell(page, 'The first step'),
    'Ten times shorter than the learning rate.',
    '3.16 times longer than the learning rate.',
  );
  await answer(
    cell(page, 'A result in a paper'),
    'That SGD cannot train this network.',
    'Hardly anything, for the rate was the same and there was one seed.',
  );
  await answer(cell(page, 'Four switches'), 'Adam', 'RMSProp');
  expect(heard).toEqual([]);
  await leave();
});
