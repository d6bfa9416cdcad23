import { describe, expect, test } from 'vitest';
import { Choice, type Way } from '../../../src/engine/compiled/choice';

/** How often each way is taken in so many calls that take so long. */
function taken(choice: Choice, calls: number, ms: Record<Way, number>): Record<Way, number> {
  const times = { alone: 0, both: 0 };
  for (let i = 0; i < calls; i++) {
    const way = choice.next();
    times[way]++;
    choice.took(way, ms[way], 1);
  }
  return times;
}

describe('one thread or two', () => {
  test.each(['alone', 'both'] as const)('settles for %s where that is quicker, and goes on trying the other', (quicker) => {
    const ms = { alone: 2, both: 2, [quicker]: 1 };
    const choice = new Choice();
    taken(choice, 32, ms);
    expect(choice.better).toBe(quicker);
    expect(taken(choice, 320, ms)[quicker]).toBe(310);
  });

  test('one slow call costs two calls at most', () => {
    const choice = new Choice();
    taken(choice, 100, { alone: 2, both: 1 });
    while (choice.next() === 'alone') choice.took('alone', 2, 1);
    choice.took('both', 90, 1);
    expect(choice.better).toBe('alone');
    expect(taken(choice, 3, { alone: 2, both: 1 }).both).toBeGreaterThanOrEqual(1);
    expect(choice.better).toBe('both');
  });

  test('changes with the machine', () => {
    const choice = new Choice();
    taken(choice, 100, { alone: 2, both: 1 });
    taken(choice, 100, { alone: 2, both: 9 });
    expect(choice.better).toBe('alone');
    taken(choice, 200, { alone: 2, both: 1 });
    expect(choice.better).toBe('both');
  });
});
