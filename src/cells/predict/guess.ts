/** A guess and the measurement it was made before: what counts, what is locked, and how near it came. Pure. */
import type { Value } from '../../lesson/evaluate';
import { ratio, significant } from '../../ui/format';

export type Known = Exclude<Value, undefined>;

/** What is kept of a guess that counted. */
export interface Kept {
  guess: Known;
  result: Known;
}

export class Guess {
  guess: Known | undefined;
  result: Known | undefined;
  /** It was made with the result in sight, and does not count. */
  late = false;
  /** It was made before, and the result has come. */
  counted = false;

  constructor(kept: unknown) {
    if (!isKept(kept)) return;
    this.guess = kept.guess;
    this.result = kept.result;
    this.counted = true;
  }

  /** As an earlier visit left it: made, and not come to count. @param result of a late one, what it was made in sight of */
  resume(guess: Known, result: Known | undefined): void {
    if (this.counted) return;
    this.guess = guess;
    this.result = result;
    this.late = result !== undefined;
  }

  /** Neither with the result in sight nor once it has counted can it be changed. */
  get locked(): boolean {
    return this.counted || (this.guess !== undefined && this.result !== undefined);
  }

  make(guess: Known): void {
    if (this.locked) return;
    this.guess = guess;
    this.late = this.result !== undefined;
  }

  takeBack(): void {
    if (!this.locked) this.guess = undefined;
  }

  /** A measurement: whether the guess has just come to count by it. A late guess counts against the next one that differs. */
  measure(result: Value): boolean {
    if (result === undefined || result === this.result) return false;
    this.result = result;
    if (this.guess === undefined || this.counted) return false;
    this.late = false;
    this.counted = true;
    return true;
  }
}

function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('guess' in value) || !('result' in value)) return false;
  return [value.guess, value.result].every((one) => ['number', 'string', 'boolean'].includes(typeof one));
}

/** How near a guess came, in a sentence. */
export function comparison(guess: Known, result: Known): string {
  if (typeof guess === 'number' && typeof result === 'number') return ofNumbers(guess, result);
  if (guess === result) return 'Your guess was right.';
  if (result === 'never') return 'It never does, on this device.';
  return guess === 'never' ? 'It does, on this device.' : 'It came out differently.';
}

function ofNumbers(guess: number, result: number): string {
  if (guess <= 0 || result <= 0) {
    return guess === result ? 'Your guess was right.' : `Off by ${significant(Math.abs(guess - result), 2)}.`;
  }
  const times = result / guess;
  if (times > 0.9 && times < 1.1) return 'Within 10 per cent of your guess.';
  return times > 1 ? `It is ${ratio(times)} what you guessed.` : `You guessed ${ratio(1 / times)} as much.`;
}
