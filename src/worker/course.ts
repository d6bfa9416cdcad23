/** The way that a run is on: how far it is to go, at which pace, and where it stops on it. */
import type { Pace, StopCondition } from '../contract/protocol';
import { further, type Goal, isReached, type Place } from './goal';
import { Pacer } from './pace';
import { epochIsDue, type Row } from './rows';
import { whyStopped } from './stop';

export class Course {
  #goal: Goal = { kind: 'rest' };
  #stop: StopCondition = {};
  readonly #pacer = new Pacer();

  /** Another one with each thing that is asked for. */
  get goal(): Goal {
    return this.#goal;
  }

  get rests(): boolean {
    return this.#goal.kind === 'rest';
  }

  rest(): void {
    this.#goal = { kind: 'rest' };
  }

  endless(): void {
    this.#goal = { kind: 'endless' };
  }

  /** One step more, or on to the end of the present epoch. */
  further(unit: 'step' | 'epoch', place: Place): void {
    this.#goal = further(this.#goal, unit, place);
  }

  reached(place: Place): boolean {
    return isReached(this.#goal, place);
  }

  set({ pace, stop }: { pace?: Pace; stop?: StopCondition }, now: number): void {
    if (stop) this.#stop = stop;
    if (pace !== undefined) this.#pacer.set(pace, now);
  }

  /** When the next step may be taken: only who trains on without an end is held back. */
  due(): number {
    return this.#goal.kind === 'endless' ? this.#pacer.due() : -Infinity;
  }

  /** Steps to take now so as to be done by `end`, and no further than the goal. */
  steps({ step }: Place, now: number, end: number): number {
    if (this.#goal.kind === 'endless') return this.#pacer.steps(now, end);
    const fit = this.#pacer.fit(now, end);
    return this.#goal.kind === 'step' ? Math.min(fit, this.#goal.last - step) : fit;
  }

  took(steps: number, ms: number, now: number): void {
    this.#pacer.took(steps, ms, now);
  }

  /** Whether something is to be done at this epoch's end. */
  stopsAt(epoch: number): boolean {
    return epochIsDue(epoch) || epoch === this.#stop.epochs || (this.#goal.kind === 'epoch' && epoch >= this.#goal.last);
  }

  /** Which condition of the reader's this row meets, in words; null where it meets none. */
  whyStopped(row: Row): string | null {
    return whyStopped(this.#stop, row);
  }
}
