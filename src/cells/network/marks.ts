/** Where a run's learning rate was changed, for the loss chart. Pure. */
import type { History } from '../../contract/client';
import type { RunSpec } from '../../contract/model';

export interface KnobMark {
  step: number;
  epoch: number;
  label: string;
}

/** A drag of the slider leaves a change at each of its places: of those closer than this share of the run, the last stands. */
const apart = 0.02;

export function knobMarks({ spec, history }: { spec: RunSpec; history: History }): KnobMark[] {
  const marks: KnobMark[] = [];
  const length = history.length ? history.columns.step[history.length - 1] : 0;
  for (const { step, knobs } of spec.changes) {
    if (knobs.learningRate === undefined) continue;
    const mark = { step, epoch: epochOf(step, history), label: `η ${knobs.learningRate}` };
    const last = marks.at(-1);
    if (last && step - last.step <= apart * length) marks[marks.length - 1] = mark;
    else marks.push(mark);
  }
  return marks;
}

/** The epoch at a step, between the two rows around it. */
function epochOf(step: number, { columns, length }: History): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (columns.step[middle] <= step) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const before = low - 1;
  if (low === length) return columns.epoch[before];
  const share = (step - columns.step[before]) / (columns.step[low] - columns.step[before]);
  return columns.epoch[before] + share * (columns.epoch[low] - columns.epoch[before]);
}
