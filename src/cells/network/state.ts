/** What a cell's state is, to be shared or kept: the settings of its runs, how their knobs changed, and how far they came. */
import type { Checkpoint } from '../../contract/backend';
import type { EngineClient } from '../../contract/client';
import type { Opening, OpeningRun } from './opening';
import type { ControlName, NetworkBody } from './schema';
import type { Session } from './session';
import { bodyOf } from './settings';
import type { Training } from './training';

/** What of the cell's body no control of it changes: a link carries it along. */
export interface Fixed {
  controls: NetworkBody['controls'] | ControlName[];
  datasets: NetworkBody['datasets'];
}

/** Everything but checkpoints and rows: at once. */
export function settingsState({ phase, experiment, inference, measuring }: Session, { controls, datasets }: Fixed): Opening {
  const { first, second, speed } = experiment;
  const { stop } = first;
  const common: Partial<NetworkBody> = {
    ...(datasets && { datasets }),
    ...(controls && { controls }),
    phase,
    speed,
    ...(Object.keys(stop).length > 0 && { stop }),
    inference: {
      backend: inference.wanted,
      batchSize: measuring.batchSize,
      repeats: measuring.repeats,
      batchSizes: [...measuring.batchSizes],
    },
  };
  const runOf = (training: Training): OpeningRun => {
    const { settings, meta, run, edited } = training;
    // Settings whose run has not begun have no past.
    const begun = run && !experiment.outdated(training) ? run : null;
    const knobs = begun?.spec.knobs ?? settings.knobs;
    return {
      body: { ...common, ...bodyOf({ ...settings, knobs }, meta) },
      changes: begun?.spec.changes ?? [],
      step: begun ? training.step : 0,
      checkpoint: null,
      edited: begun ? edited : false,
    };
  };
  return { ...runOf(first), second: second && runOf(second) };
}

/**
 * With the weights and the optimizer's memory as they stand now.
 * @param untrained whether first weights, which the seed gives as well, are wanted too
 */
export async function wholeState(session: Session, fixed: Fixed, engine: EngineClient, untrained = false): Promise<Opening> {
  const { first, second } = session.experiment;
  session.experiment.settle();
  const state = settingsState(session, fixed);
  const checkpoint = await checkpointOf(first, engine, untrained);
  const other = second && (await checkpointOf(second, engine, untrained));
  return { ...state, checkpoint, second: state.second && { ...state.second, checkpoint: other } };
}

/** Of a run that has failed or diverged, its last sound one; null of one that the seed alone gives. */
async function checkpointOf(
  { run, step, edited }: Training,
  engine: EngineClient,
  untrained: boolean,
): Promise<Checkpoint | null> {
  if (!run || (step === 0 && !edited && !untrained)) return null;
  const { state, checkpoint } = run.latest;
  if (state.kind === 'failed' || state.kind === 'diverged') return checkpoint;
  try {
    return (await engine.ask('snapshot', { run: run.id, step: null, grid: 0 })).snapshot;
  } catch {
    return checkpoint;
  }
}
