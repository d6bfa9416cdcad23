/** How a cell begins where it does not begin as its lesson has it: from a link, or from what was kept of the last visit. Pure. */
import type { Checkpoint } from '../../contract/backend';
import type { Knobs, RunSpec } from '../../contract/model';
import type { Rows } from '../../contract/protocol';
import type { HideableName, LockableName, NetworkBody } from './schema';

type Changes = RunSpec['changes'];

/** How a teacher wants a cell to be seen: without these controls, and with those that can be looked at alone. */
export interface View {
  hidden: readonly HideableName[];
  locked: readonly LockableName[];
}

/** A run's settings with the knobs it began with, in the words of a fence, and how they changed since. */
export interface OpeningRun {
  body: NetworkBody;
  changes: Changes;
  /** Steps it had been trained. */
  step: number;
  /** What it goes on from; null where it begins at its first weights. */
  checkpoint: Checkpoint | null;
  /** The rows until then, where they are known. */
  rows?: Rows;
  /** Weights were set by hand: body and changes alone do not repeat it. */
  edited?: boolean;
}

export interface Opening extends OpeningRun {
  /** A fork beside it. */
  second: OpeningRun | null;
  /** Given where a teacher has hidden or locked something. */
  view?: View;
}

/** The knobs of the step that follows `step` steps done. */
export function knobsAt(first: Knobs, changes: Changes, step: number): Knobs {
  return Object.assign({}, first, ...changes.filter((change) => change.step <= step).map(({ knobs }) => knobs)) as Knobs;
}
