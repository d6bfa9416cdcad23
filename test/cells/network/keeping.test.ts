/** What a network's cell keeps while it trains on and on; with a fake engine. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Keeping } from '../../../src/cells/network/keeping';
import { Session } from '../../../src/cells/network/session';
import type { KeptNetwork } from '../../../src/share/kept-network';
import { Memory } from '../cell-context';
import { FakeEngine } from './fake-engine';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('training that does not come to rest is kept every half a minute, as of its last checkpoint', () => {
  const engine = new FakeEngine();
  const kept = new Memory();
  const session = new Session(
    { data: 'moons' },
    () => engine,
    () => undefined,
  );
  const fixed = () => ({ controls: 'all' as const, datasets: undefined });
  const keeping = new Keeping(session, fixed, () => ({ kept, cellId: 'net' }));
  session.experiment.start();
  keeping.consider();
  vi.advanceTimersByTime(1000);
  const trained = (step: number) => {
    const checkpoint = { step, epoch: 0, position: 0, weights: new Float32Array(105), slots: [] };
    engine.run.hear({ step: step + 3, checkpoint }, { step, trainLoss: 0.5, testLoss: 0.5 });
    keeping.consider();
  };
  session.experiment.play();
  for (let second = 1; second <= 70; second++) {
    trained(100 * second);
    vi.advanceTimersByTime(1000);
  }
  expect(kept.puts).toBe(2);
  expect((kept.get('net') as KeptNetwork).first).toMatchObject({ step: 6000, checkpoint: { step: 6000 } });
  session.experiment.pause();
  keeping.consider();
  vi.advanceTimersByTime(1000);
  expect(kept.puts).toBe(3);
  keeping.end();
  vi.advanceTimersByTime(100_000);
  expect(kept.puts).toBe(3);
});
