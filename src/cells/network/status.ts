/** The cell in a few words: those of its header, and those that are spoken. Pure. */
import type { RunState } from '../../contract/protocol';
import { count, duration, loss } from '../../ui/format';
import { numberError, shareWords } from './predictions';
import type { Session } from './session';
import { parametersOf, shapeOf } from './settings';

const words: Record<Exclude<RunState['kind'], 'running' | 'resumed'>, string> = {
  loading: 'loading',
  paused: 'paused',
  stopped: 'stopped',
  diverged: 'diverged',
  failed: 'failed',
};

/** 'running · 2 → 8 → 8 → 1 · 105 parameters'; `live` while something goes on. */
export function statusOf({ phase, experiment, inference }: Session): { text: string; live: boolean } {
  const { model } = experiment.first;
  const { state, now } =
    phase === 'inference'
      ? { state: inference.used || inference.error ? 'weights frozen' : 'locking the weights', now: Boolean(inference.used) }
      : { state: trainingWord(experiment), now: experiment.playing };
  return { text: `${state} · ${shapeOf(model)} · ${count(parametersOf(model))} parameters`, live: now };
}

function trainingWord({ first, slow, playing }: Session['experiment']): string {
  const { state } = first;
  if (slow.stage) return `slow motion: ${slow.stage}`;
  if (state.kind === 'loading') return 'loading';
  if (playing || state.kind === 'running' || state.kind === 'resumed') return 'running';
  return state.kind === 'paused' && first.step === 0 ? 'ready' : words[state.kind];
}

/** A sentence for who listens, or nothing while there is no news. */
export function spoken({ phase, experiment, inference, measuring }: Session): string {
  const { first, playing } = experiment;
  if (phase === 'inference') {
    const { newest, job } = measuring;
    if (job.name) return `Measuring, ${Math.round(job.done * 10) * 10} per cent.`;
    if (newest) return `Median latency ${duration(newest.latency.median)} on ${newest.latency.backend.name}.`;
    return inference.used ? 'Inference: the weights are frozen.' : '';
  }
  const testLoss = first.newest('testLoss');
  if (first.step === 0 || testLoss === null) return '';
  const { dataset } = experiment;
  const { answers } = first;
  const worth = dataset?.target && answers ? `, R² ${shareWords(numberError(dataset.target, dataset.test, answers).r2)}` : '';
  const where = `epoch ${count(Math.floor(first.epoch))}, loss ${loss(testLoss)}${worth}`;
  return playing ? where : `Paused at ${where}`;
}
