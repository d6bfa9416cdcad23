/**
 * Which knobs hold at which step: the first ones, and every change since with the step from which it holds. What a reader
 * turns is recorded here, so that the same spec, changes included, gives the same losses again to the last bit.
 */
import type { Knobs, RunSpec } from '../contract/model';

type Change = RunSpec['changes'][number];

const names = ['learningRate', 'batchSize', 'l1', 'l2'] as const satisfies readonly (keyof Knobs)[];

export class KnobLog {
  #changes: Change[];

  /** @param changes in order of step */
  constructor(
    private readonly first: Knobs,
    changes: readonly Change[],
  ) {
    this.#changes = changes.map(({ step, knobs }) => ({ step, knobs: { ...knobs } }));
  }

  /** A copy, in order of step. */
  get changes(): Change[] {
    return this.#changes.map(({ step, knobs }) => ({ step, knobs: { ...knobs } }));
  }

  /** The knobs of the step that follows `step` steps done. */
  at(step: number): Knobs {
    const knobs = { ...this.first };
    for (const change of this.#changes) {
      if (change.step > step) break;
      Object.assign(knobs, change.knobs);
    }
    return knobs;
  }

  /** The first step after `step` at which something changes; Infinity if nothing will. */
  next(step: number): number {
    return this.#changes.find((change) => change.step > step)?.step ?? Infinity;
  }

  /**
   * Takes down what was turned before the step that follows `step` steps done. Values that hold already are no change; a
   * replayed change still to come yields where it turns the same knob, for the reader's hand is newer.
   * @returns whether anything changed
   */
  record(step: number, turned: Partial<Knobs>): boolean {
    const now = this.at(step);
    const known = names.filter((name) => turned[name] !== undefined && allowed(name, turned[name]));
    const overruled = this.#overrule(step, known);
    const changed = known.filter((name) => turned[name] !== now[name]);
    if (changed.length === 0) return overruled;
    const knobs: Partial<Knobs> = {};
    for (const name of changed) knobs[name] = turned[name];
    const place = this.#changes.findIndex((change) => change.step >= step);
    if (place < 0) this.#changes.push({ step, knobs });
    else if (this.#changes[place].step === step) Object.assign(this.#changes[place].knobs, knobs);
    else this.#changes.splice(place, 0, { step, knobs });
    return true;
  }

  #overrule(step: number, turned: readonly (keyof Knobs)[]): boolean {
    const overruled = this.#changes.filter((change) => change.step > step && turned.some((name) => name in change.knobs));
    for (const change of overruled) for (const name of turned) delete change.knobs[name];
    this.#changes = this.#changes.filter(({ knobs }) => Object.keys(knobs).length > 0);
    return overruled.length > 0;
  }

  /** Goes back to `step`: changes from later steps are forgotten, but the knobs stay where the reader has them. */
  rewind(step: number, held: Knobs): void {
    this.#changes = this.#changes.filter((change) => change.step <= step);
    this.record(step, held);
  }
}

/** Messages may hold anything: a knob that cannot be is left as it was. */
function allowed(name: keyof Knobs, value: number | undefined): boolean {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  return name === 'batchSize' ? Number.isInteger(value) && value >= 1 : value >= 0;
}
