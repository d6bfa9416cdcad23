/** The network as it was at a step that the reader points at in the loss chart; training goes on meanwhile. */
import { tablePlane } from '../../../datasets/table-plane';
import type { Checkpoint } from '../../contract/backend';
import type { EngineClient } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import { newest } from './newest';
import { predictedClasses } from './predictions';
import type { Training } from './training';

export interface Past {
  snapshot: Checkpoint;
  grid: Float32Array | null;
  /** Outputs for each example; null of a plane. */
  answers: Float32Array | null;
  predicted: Uint8Array | null;
}

export class Scrub {
  past: Past | null = null;
  #step: number | null = null;
  readonly #follow: (step: number | null) => void;

  constructor(
    readonly engine: () => EngineClient,
    readonly training: Training,
    /** Points along a side of the plane: as many as are drawn live. */
    readonly side: () => number,
    readonly dataset: () => Dataset | null,
    readonly changed: () => void,
  ) {
    this.#follow = newest((step) => this.#fetch(step));
  }

  /** Null gives the present back. */
  to(step: number | null): void {
    this.#step = step;
    if (step === null && this.past) {
      this.past = null;
      this.changed();
    }
    this.#follow(step);
  }

  async #fetch(step: number | null): Promise<void> {
    const { run, model, meta } = this.training;
    if (step === null || !run) return;
    const dataset = this.dataset();
    const plane = meta.kind === 'plane';
    const side = plane || (dataset && tablePlane(dataset)) ? this.side() : 0;
    try {
      const { snapshot, grid } = await this.engine().ask('snapshot', { run: run.id, step, grid: side });
      let answers: Float32Array | null = null;
      if (dataset && !plane) {
        const predictor = await this.engine().freeze(model, snapshot.weights, 'plain');
        answers = await predictor.predict(dataset.x, dataset.labels.length);
        predictor.dispose();
      }
      if (this.#step === null || run !== this.training.run) return;
      const predicted = answers && predictedClasses(answers, answers.length / (dataset?.labels.length ?? 1));
      this.past = { snapshot, grid, answers, predicted };
      this.changed();
    } catch {
      // The run has gone meanwhile, or its worker has: its own state says so, and the present stays on show.
    }
  }
}
