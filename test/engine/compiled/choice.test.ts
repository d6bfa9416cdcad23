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
    taken(choice, 64, ms);
    expect(choice.better).toBe(quicker);
    expect(taken(choice, 640, ms)[quicker]).toBe(620);
  });

  test('a way that is slow only in its first call, when a thread has to be woken, is not taken for slow', () => {
    const choice = new Choice();
    let last: Way | null = null;
    for (let i = 0; i < 64; i++) {
      const way = choice.next();
      const ms = way === 'alone' ? 2 : way === last ? 1 : 9;
      choice.took(way, ms, 1);
      last = way;
    }
    expect(choice.better).toBe('both');
  });

  test('one slow call is soon forgotten', () => {
    const choice = new Choice();
    taken(choice, 100, { alone: 2, both: 1 });
    choice.took('both', 90, 1);
    expect(choice.better).toBe('alone');
    taken(choice, 8, { alone: 2, both: 1 });
    expect(choice.better).toBe('both');
  });

  test('changes with the machine', () => {
    const choice = new Choice();
    taken(choice, 100, { alone: 2, both: 1 });
    taken(choice, 130, { alone: 2, both: 9 });
    expect(choice.better).toBe('alone');
    taken(choice, 200, { alone: 2, both: 1 });
    expect(choice.better).toBe('both');
  });
});
