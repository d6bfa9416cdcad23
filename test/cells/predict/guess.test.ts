/** What counts as a guess. */
import { expect, test } from 'vitest';
import { comparison, Guess } from '../../../src/cells/predict/guess';

test('made before, it counts with the first measurement, once', () => {
  const guess = new Guess(undefined);
  guess.make(64);
  expect(guess).toMatchObject({ guess: 64, locked: false, counted: false });
  expect(guess.measure(undefined)).toBe(false);
  expect(guess.measure(128)).toBe(true);
  expect(guess).toMatchObject({ guess: 64, result: 128, locked: true, counted: true, late: false });
  expect(guess.measure(130)).toBe(false);
  expect(guess.result).toBe(130);
});

test('it can be changed until the measurement comes', () => {
  const guess = new Guess(undefined);
  guess.make(64);
  guess.takeBack();
  guess.make(32);
  guess.measure(100);
  guess.takeBack();
  guess.make(100);
  expect(guess.guess).toBe(32);
});

test('made after, it is late and does not count, until another result comes', () => {
  const guess = new Guess(undefined);
  expect(guess.measure(100)).toBe(false);
  guess.make(100);
  expect(guess).toMatchObject({ late: true, counted: false, locked: true });
  expect(guess.measure(100)).toBe(false);
  expect(guess.measure(90)).toBe(true);
  expect(guess).toMatchObject({ late: false, counted: true });
});

test('what was kept stands there again; what is no such thing does not', () => {
  expect(new Guess({ guess: 'never', result: 12 })).toMatchObject({ guess: 'never', result: 12, counted: true, locked: true });
  for (const kept of [true, null, { guess: 1 }, { guess: {}, result: 1 }]) expect(new Guess(kept).guess).toBeUndefined();
});

test.each([
  [10, 10.5, 'Within 10 per cent of your guess.'],
  [10, 39, 'It is 3.9 × what you guessed.'],
  [39, 10, 'You guessed 3.9 × as much.'],
  [0, 0, 'Your guess was right.'],
  [-1, 2, 'Off by 3.0.'],
  ['never', 'never', 'Your guess was right.'],
  ['never', 64, 'It does, on this device.'],
  [64, 'never', 'It never does, on this device.'],
  [true, false, 'It came out differently.'],
])('guess %s, result %s: %s', (guess, result, words) => expect(comparison(guess, result)).toBe(words));
