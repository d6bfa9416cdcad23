/** What a run is to do: nothing, train on, or train up to a step or the end of an epoch. */

export type Goal = { kind: 'rest' } | { kind: 'endless' } | { kind: 'step'; last: number } | { kind: 'epoch'; last: number };

/** Where a run stands: steps done, and epochs completed. */
export interface Place {
  step: number;
  epochs: number;
}

/** One step more, or on to the end of the present epoch; asked for again on the way, one further. */
export function further(goal: Goal, unit: 'step' | 'epoch', { step, epochs }: Place): Goal {
  if (goal.kind === unit) return { kind: unit, last: goal.last + 1 };
  return { kind: unit, last: (unit === 'step' ? step : epochs) + 1 };
}

export function isReached(goal: Goal, { step, epochs }: Place): boolean {
  return (goal.kind === 'step' && step >= goal.last) || (goal.kind === 'epoch' && epochs >= goal.last);
}
