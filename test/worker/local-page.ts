/** A page with its engine, whose worker stands in the same thread. */
import { onTestFinished } from 'vitest';
import type { TrainRun } from '../../src/contract/client';
import type { Progress } from '../../src/contract/protocol';
import { createEngine } from '../../src/worker/client';
import { LocalWorker } from './local';

/** A page whose frames come when the test says so, or by themselves. */
export function page({ frames = 'own' }: { frames?: 'own' | 'manual' } = {}) {
  const workers: LocalWorker[] = [];
  const waiting = new Set<() => void>();
  const engine = createEngine(
    () => {
      const worker = new LocalWorker();
      workers.push(worker);
      return worker;
    },
    (callback) => {
      waiting.add(callback);
      const due = () => {
        if (waiting.delete(callback)) callback();
      };
      if (frames === 'own') setTimeout(due, 2);
      return () => waiting.delete(callback);
    },
  );
  onTestFinished(() => engine.close());
  return {
    engine,
    workers,
    frame() {
      for (const callback of waiting) {
        waiting.delete(callback);
        callback();
      }
    },
  };
}

/** Resolves when the condition holds at one of the run's notices. */
export function until(run: TrainRun, condition: (latest: Progress) => boolean): Promise<Progress> {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition(run.latest)) return;
      off();
      resolve(run.latest);
    };
    const off = run.subscribe(check);
    check();
  });
}

export const steps = ({ history }: TrainRun) => [...history.columns.step.subarray(0, history.length)];
export const losses = ({ history }: TrainRun) => [...history.columns.trainLoss.subarray(0, history.length)];

export async function trainTo(run: TrainRun, epochs: number): Promise<void> {
  run.stopWhen({ epochs });
  run.play();
  await until(run, ({ state, epoch }) => state.kind === 'stopped' && epoch >= epochs);
}
