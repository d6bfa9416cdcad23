/** That a busy text is made anew at most every so often, and always once more after the last change. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Quiet } from '../../src/draw/quiet';

class Host implements ReactiveControllerHost {
  updates = 0;
  updateComplete = Promise.resolve(true);
  addController(_controller: ReactiveController): void {}
  removeController(_controller: ReactiveController): void {}
  requestUpdate(): void {
    this.updates++;
  }
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

describe('Quiet', () => {
  it('takes the first change at once, the next ones together when five seconds are over', () => {
    const host = new Host();
    let now = 'a';
    const quiet = new Quiet(host, () => now, '');
    expect(quiet.touch()).toBe(true);
    expect(quiet.value).toBe('a');
    for (now of ['b', 'c', 'd']) {
      expect(quiet.touch()).toBe(false);
      vi.advanceTimersByTime(1000);
    }
    expect(quiet.value).toBe('a');
    vi.advanceTimersByTime(2000);
    expect(quiet.value).toBe('d');
    expect(host.updates).toBe(2);
    vi.advanceTimersByTime(60_000);
    expect(host.updates).toBe(2);
  });

  it('can be asked at once, and leaves no timer behind when its host goes', () => {
    const host = new Host();
    let now = 1;
    const quiet = new Quiet(host, () => now, 0);
    quiet.touch();
    now = 2;
    quiet.touch();
    quiet.refresh();
    expect(quiet.value).toBe(2);
    now = 3;
    quiet.touch();
    quiet.hostDisconnected();
    vi.advanceTimersByTime(60_000);
    expect(quiet.value).toBe(2);
  });
});
