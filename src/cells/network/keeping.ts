/** Keeps a cell from visit to visit: its settings, its network and what was measured of it, each time it comes to rest changed, and now and then while it trains. */
import type { Kept } from '../../contract/cell';
import type { History } from '../../contract/client';
import type { Rows } from '../../contract/protocol';
import type { KeptNetwork } from '../../share/kept-network';
import type { Session } from './session';
import { settingsState, type Fixed } from './state';
import type { Training } from './training';

/** A change waits this long for the next one. */
const settling = 400;
/** Training that does not come to rest is kept this often: a tab may crash. */
const meanwhile = 30_000;

export class Keeping {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #training: ReturnType<typeof setTimeout> | undefined;
  /** What was kept last, or how the cell began: only what the reader does is worth keeping. */
  #last: string | null = null;

  constructor(
    readonly session: Session,
    readonly fixed: () => Fixed,
    readonly kept: () => { kept: Kept; cellId: string } | null,
  ) {}

  /** To be called after each change. */
  consider(): void {
    const { experiment } = this.session;
    if (!experiment.started || experiment.first.state.kind === 'loading') return;
    if (experiment.playing) {
      this.#training ??= setTimeout(() => this.now(), meanwhile);
      return;
    }
    this.#last ??= this.#signature();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), settling);
  }

  /** What the cell holds now is new, though the reader has not touched it: a network from a file. */
  fresh(): void {
    this.#last = '';
    this.consider();
  }

  /** At once, as when the page is left: a run in progress is kept as of its last checkpoint. */
  now(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#training);
    this.#training = undefined;
    const to = this.kept();
    const signature = this.#signature();
    if (!to || this.#last === null || signature === this.#last) return;
    this.#last = signature;
    to.kept.put(to.cellId, keptNetwork(this.session, this.fixed()));
  }

  end(): void {
    this.now();
    this.#last = null;
  }

  #signature(): string {
    const { experiment, measuring } = this.session;
    const counts = [experiment.resets, measuring.reports.length, measuring.sweep.points.length, Boolean(measuring.cost)];
    return JSON.stringify([settingsState(this.session, this.fixed()), counts]);
  }
}

function keptNetwork(session: Session, fixed: Fixed): KeptNetwork {
  const { experiment, measuring } = session;
  const { first, second, resets, stepped, knobChanges } = experiment;
  const { second: other, ...state } = settingsState(session, fixed);
  const { cost, reports, measured } = measuring;
  const { points, skipped, sweeps } = measuring.sweep;
  return {
    version: 1,
    first: { ...state, ...progressOf(first, state.step) },
    second: second && other && { ...other, ...progressOf(second, other.step) },
    counts: { resets, stepped, knobChanges, measured, sweeps },
    measurements: { cost, reports, points: [...points], skipped: [...skipped] },
  };
}

/** Null and none of a run that has not begun: its first weights are the seed's. */
function progressOf({ run, edited }: Training, step: number) {
  const checkpoint = step > 0 || edited ? (run?.latest.checkpoint ?? null) : null;
  return { step: checkpoint?.step ?? 0, checkpoint, ...(checkpoint && run && { rows: copyOf(run.history) }) };
}

function copyOf({ columns, length }: History): Rows {
  const { step, epoch, trainLoss, testLoss, trainAccuracy, testAccuracy, learningRate, ms } = columns;
  return {
    step: step.slice(0, length),
    epoch: epoch.slice(0, length),
    trainLoss: trainLoss.slice(0, length),
    testLoss: testLoss.slice(0, length),
    trainAccuracy: trainAccuracy.slice(0, length),
    testAccuracy: testAccuracy.slice(0, length),
    learningRate: learningRate.slice(0, length),
    ms: ms.slice(0, length),
  };
}
