/** What one cell holds while it is on the page, and how its parts move together: phase, look, lock and first measurement. */
import { metaOf } from '../../../datasets/metas';
import { tablePlane } from '../../../datasets/table-plane';
import type { EngineClient } from '../../contract/client';
import type { Look } from '../../contract/protocol';
import type { Restored } from '../../share/kept-network';
import type { Phase } from '../../ui/fp-phase';
import type { UnitAddress } from './diagram-pane';
import { Experiment } from './experiment';
import { Inference } from './inference';
import { Measuring } from './measuring';
import { liveSide, lockedSide, wordsSide } from './drawn-by';
import type { Opening } from './opening';
import type { NetworkBody } from './schema';
import { Scrub } from './scrub';
import { settingsOf } from './settings';
import type { Training } from './training';

const unseen: Look = { weights: false, grid: 0, unit: null, outputs: false };

export class Session {
  phase: Phase;
  readonly experiment: Experiment;
  readonly inference: Inference;
  readonly measuring: Measuring;
  readonly scrub: Scrub;
  /** The unit whose own response is asked for. */
  unit: UnitAddress | null = null;
  #looked = '';
  #network = '';
  /** It has trained: what a step costs is measured by itself when it first comes to rest. */
  #costDue = false;

  constructor(
    body: NetworkBody,
    readonly engine: () => EngineClient,
    readonly changed: () => void,
    opening: Opening | null = null,
  ) {
    this.phase = body.phase ?? 'training';
    const experiment = new Experiment(engine, settingsOf(body, metaOf(body.data, body.table)), changed);
    experiment.speed = body.speed ?? 'full';
    experiment.stopWhen(body.stop ?? {});
    if (opening) experiment.open(opening);
    this.experiment = experiment;
    this.inference = new Inference(engine, body.inference?.backend ?? 'webgl', changed);
    this.measuring = new Measuring(engine, changed);
    this.measuring.batchSize = body.inference?.batchSize ?? 32;
    this.measuring.repeats = body.inference?.repeats ?? 200;
    this.measuring.batchSizes = body.inference?.batchSizes ?? this.measuring.batchSizes;
    this.scrub = new Scrub(
      engine,
      experiment.first,
      () => this.#side(experiment.first),
      () => experiment.dataset,
      changed,
    );
  }

  /** Whether all is there that the cell is drawn from, or cannot come. */
  get ready(): boolean {
    const { first, dataset } = this.experiment;
    if (first.state.kind === 'failed') return true;
    if (this.phase === 'inference') return this.inference.used !== null;
    const { weights, grid, outputs } = first.run?.latest ?? {};
    return Boolean(dataset && weights && (first.meta.kind === 'plane' ? grid : outputs) && first.run?.history.length);
  }

  /** What was measured and counted on the last visit. */
  restore({ counts, measurements }: Restored): void {
    const { resets, stepped, knobChanges, measured, sweeps } = counts;
    const { cost, reports, points, skipped } = measurements;
    Object.assign(this.experiment, { resets, stepped, knobChanges });
    Object.assign(this.measuring, { cost, reports, measured });
    if (sweeps > 0) this.measuring.sweep.resume({ points, skipped, sweeps });
  }

  /** Training is paused, the weights are locked; or they go on from where they stood. */
  switchTo(phase: Phase): void {
    if (phase === this.phase) return;
    this.phase = phase;
    this.measuring.job.drop();
    this.scrub.to(null);
    this.unit = null;
    if (phase === 'inference') {
      this.experiment.settle();
      this.experiment.pause();
      this.#costDue = false;
    } else {
      this.inference.thaw();
    }
    this.changed();
  }

  /** After each change: what should follow from it. */
  follow(visible: boolean, needed: boolean): void {
    const { experiment, inference, measuring, phase } = this;
    const { first } = experiment;
    if ((visible || needed) && !experiment.started) experiment.start();
    this.#look(visible, needed);
    const { model, optimizer, backend, data } = first.run?.spec ?? {};
    const network = JSON.stringify([model, optimizer, backend, data]);
    if (first.run && network !== this.#network) {
      const other = this.#network !== '';
      this.#network = network;
      // What was measured on the last visit is of the network that the first run is.
      if (other) measuring.forget();
      if (other) inference.thaw();
    }
    inference.drawFrom(first.shaded ? wordsSide : lockedSide);
    if (phase === 'inference') {
      if (first.run && experiment.dataset && !inference.locked) void inference.freeze(first.run, experiment.dataset);
      return;
    }
    this.#measureWhenAtRest();
  }

  #measureWhenAtRest(): void {
    const { experiment, measuring } = this;
    const { run, state } = experiment.first;
    if (experiment.playing) {
      this.#costDue = true;
      if (measuring.job.name === 'cost') measuring.job.drop();
    } else if (this.#costDue && run && state.kind === 'paused' && !measuring.job.name) {
      this.#costDue = false;
      if (!measuring.cost) void measuring.measureStep(run);
    }
  }

  async measure(): Promise<void> {
    const { inference, measuring, experiment } = this;
    const { predictor } = inference;
    const { run } = experiment.first;
    if (!predictor || !run) return;
    const { model, weights, backend } = predictor;
    await measuring.measure({ model, weights, run }, backend.name);
    await this.#revive();
  }

  async sweep(): Promise<void> {
    const { inference, measuring, experiment } = this;
    const { predictor } = inference;
    const { run } = experiment.first;
    if (!predictor || !run) return;
    const backends = (await inference.survey()).filter(({ info }) => info).map(({ name }) => name);
    if (backends.length === 0) return;
    const { model, weights } = predictor;
    await measuring.sweepOver({ model, weights, run }, backends);
    await this.#revive();
  }

  /** A measurement that the device was lost under: the weights go up again, so that the next one finds them. */
  async #revive(): Promise<void> {
    const { inference, measuring } = this;
    const report = measuring.job.failed?.report;
    if (report?.code === 'context-lost' && inference.locked) await inference.revive(report);
  }

  end(): void {
    this.measuring.job.drop();
    this.scrub.to(null);
    this.inference.thaw();
    this.experiment.end();
    this.#looked = '';
  }

  /** Points along a side of a training's plane. */
  #side(training: Training): number {
    return training.shaded ? wordsSide : liveSide;
  }

  /** Nothing is drawn that nobody sees: not off screen, and not while the weights are locked. Another cell needs the weights alone. */
  #look(visible: boolean, needed: boolean): void {
    const { experiment, phase, unit } = this;
    const { first, second } = experiment;
    const plane = first.meta.kind === 'plane';
    const { dataset } = experiment;
    const grids = plane || (dataset !== null && tablePlane(dataset) !== null);
    const seen = visible && phase === 'training';
    // A unit's response has as many points as the grid, and no shader draws it.
    const side = grids ? (unit ? liveSide : this.#side(first)) : 0;
    const looks = [
      seen
        ? { weights: true, grid: side, unit: plane ? unit : null, outputs: !plane }
        : { ...unseen, weights: needed && phase === 'training' },
      // The second's weights are wanted for its plane alone, so where a shader may draw it.
      seen && second
        ? { weights: plane && first.shaded, grid: grids ? this.#side(second) : 0, unit: null, outputs: !plane }
        : unseen,
    ] as const;
    const key = JSON.stringify(looks) + Boolean(second);
    if (key === this.#looked) return;
    this.#looked = key;
    experiment.look(...looks);
  }
}
