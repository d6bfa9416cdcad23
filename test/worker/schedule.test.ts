import { describe, expect, test } from 'vitest';
import { type Runnable, Schedule } from '../../src/worker/schedule';

/** Everything that happens, in order; the clock moves only while the schedule sleeps. */
function scheduled() {
  const events: string[] = [];
  let time = 0;
  const schedule = new Schedule({
    now: () => time,
    yield: () => new Promise((resolve) => setImmediate(resolve)),
    sleep(ms, wake) {
      events.push(`sleep ${ms}`);
      const due = setImmediate(() => {
        time += ms;
        wake();
      });
      return () => clearImmediate(due);
    },
  });
  /** A run that wants this many slices, each `every` milliseconds after the last. */
  const run = (name: string, slices: number, every = 0): Promise<void> =>
    new Promise((resolve) => {
      let next = 0;
      const runnable: Runnable = {
        due: () => (slices > 0 ? next : Infinity),
        async slice() {
          events.push(name);
          next += every;
          if (--slices === 0) resolve();
        },
      };
      schedule.add(runnable);
    });
  return { schedule, events, run };
}

describe('the schedule', () => {
  test('gives runs their slices in turn', async () => {
    const { events, run } = scheduled();
    await Promise.all([run('a', 3), run('b', 3), run('c', 3)]);
    expect(events.join('')).toBe('abcabcabc');
  });

  test('does tasks in the order in which they came, each to its end, and lets runs go on between', async () => {
    const { schedule, events, run } = scheduled();
    const task = (name: string) =>
      schedule.exclusive(async () => {
        events.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        events.push(`${name} ends`);
      });
    await Promise.all([run('run', 3), task('first'), task('second')]);
    expect(events).toEqual(['first begins', 'first ends', 'run', 'second begins', 'second ends', 'run', 'run']);
  });

  test('hands on what a task gives or throws, and goes on after', async () => {
    const { schedule, run } = scheduled();
    expect(await schedule.exclusive(async () => 7)).toBe(7);
    await expect(schedule.exclusive(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    await run('a', 2);
  });

  test('sleeps until a held-back run is due, and wakes for a task', async () => {
    const { schedule, events, run } = scheduled();
    await run('slow', 3, 50);
    expect(events).toEqual(['slow', 'sleep 50', 'slow', 'sleep 50', 'slow']);
    const task = schedule.exclusive(async () => {
      events.push('task');
    });
    void run('slow', 2, 1e9);
    await task;
    expect(events.slice(5)).toContain('task');
  });

  test('a run that is taken out has no more slices', async () => {
    const { schedule, run } = scheduled();
    let slices = 0;
    const endless: Runnable = {
      due: () => 0,
      async slice() {
        if (++slices === 5) schedule.remove(endless);
      },
    };
    schedule.add(endless);
    await run('other', 20);
    expect(slices).toBe(5);
  });

  test('a run that throws is taken out, told of, and the others go on', async () => {
    const { schedule, run } = scheduled();
    const told = new Promise<Error>((resolve) => process.once('uncaughtException', resolve));
    schedule.add({ due: () => 0, slice: () => Promise.reject(new Error('nobody foresaw this')) });
    await run('other', 3);
    expect((await told).message).toBe('nobody foresaw this');
  });
});
