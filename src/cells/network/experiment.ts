/**
 * What a cell trains: one run, or two that differ in optimizer and knobs alone and are held side by side.
 * All that the reader's controls do to training goes through here.
 */
import { metaOf, metas } from '../../../datasets/metas';
import { tableMeta } from '../../../datasets/own-table';
import type { EngineClient } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import type { Knobs, OptimizerSpec, OwnPoint } from '../../contract/model';
import type { OwnTable } from '../../contract/table';
import type { Look, StopCondition } from '../../contract/protocol';
import { Examples } from './examples';
import type { Speed } from './schema';
import type { Opening } from './opening';
import { OwnPoints } from './own-points';
import { settingsOf, withDataset, type Settings } from './settings';
import { SlowMotion } from './slow-motion';
import { Training } from './training';

/** A change of structure waits this long for the next one, so that a dragged slider does not start a run for each of its places. */
const settling = 120;

const paces: Record<Speed, number> = { slow: 0, '1': 1, '10': 10, '100': 100, full: Infinity };

export class Experiment {
  readonly first: Training;
  second: Training | null = null;
  readonly examples: Examples;
  /** Which of the two the controls act on. */
  tuning: 'first' | 'second' = 'first';
  speed: Speed = 'full';
  resets = 0;
  stepped = 0;
  knobChanges = 0;
  /** The reader wants a table, and has not chosen one yet. */
  choosing = false;
  readonly slow: SlowMotion;
  /** The reader's own points: kept while another dataset is looked at. */
  readonly own: OwnPoints;
  /** Runs whose settings have changed, soon to be started over. */
  readonly #stale = new Set<Training>();
  #table: OwnTable | null;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly engine: () => EngineClient,
    settings: Settings,
    readonly changed: () => void,
  ) {
    this.first = new Training(engine, settings, () => this.#heard());
    this.examples = new Examples(engine, changed);
    this.#table = settings.data.table ?? null;
    this.own = new OwnPoints(
      settings.data.points ?? metas.points.startPoints ?? [],
      (points) => this.#usePoints(points),
      () => this.changed(),
    );
    this.slow = new SlowMotion(() => this.#each((training) => training.run?.step('step')), changed);
  }

  /** The run that the controls act on. */
  get tuned(): Training {
    return this.tuning === 'second' && this.second ? this.second : this.first;
  }

  get settings(): Settings {
    return this.tuned.settings;
  }

  get dataset(): Dataset | null {
    return this.examples.dataset;
  }

  get started(): boolean {
    return this.first.run !== null;
  }

  get playing(): boolean {
    return this.slow.on || this.first.playing || Boolean(this.second?.playing);
  }

  /** Its settings have changed, and the run that they are for has not begun. */
  outdated(training: Training): boolean {
    return this.#stale.has(training);
  }

  start(): void {
    this.#fresh();
    void this.examples.load(this.first.settings.data);
    this.#each((training) => training.start());
  }

  end(): void {
    this.#fresh();
    this.slow.stop();
    this.#each((training) => training.end());
  }

  play(): void {
    this.settle();
    if (this.speed === 'slow') this.slow.start();
    else this.#each((training) => training.play());
  }

  pause(): void {
    this.slow.stop();
    this.#each((training) => training.pause());
  }

  toggle(): void {
    if (this.playing) this.pause();
    else this.play();
  }

  step(unit: 'step' | 'epoch'): void {
    this.stepped++;
    this.pause();
    this.settle();
    this.#each((training) => training.run?.step(unit));
    this.changed();
  }

  /** The same initial weights again, with the knobs as they stand now. */
  reset(): void {
    this.resets++;
    this.slow.stop();
    this.#each((training) => (training.opening = null));
    this.start();
  }

  setSpeed(speed: Speed): void {
    const { playing } = this;
    if (playing) this.pause();
    this.speed = speed;
    this.#each((training) => training.setPace(paces[speed] || 1));
    if (playing) this.play();
    this.changed();
  }

  stopWhen(stop: StopCondition): void {
    this.#each((training) => training.stopWhen(stop));
    this.changed();
  }

  look(first: Look, second: Look): void {
    this.first.look(first);
    this.second?.look(second);
  }

  /** Learning rate, batch size or penalty, in mid-run. */
  tune(knobs: Partial<Knobs>): void {
    this.knobChanges++;
    this.tuned.tune(knobs);
  }

  /** Another rule needs another memory: that run alone starts over. */
  setOptimizer(optimizer: OptimizerSpec): void {
    const { tuned } = this;
    this.#restart([tuned], (settings) => ({ ...settings, optimizer }));
  }

  setDataset(id: string): void {
    this.choosing = id === 'table' && !this.#table;
    if (id === 'table') {
      if (this.#table) this.useTable(this.#table);
      else this.changed();
      return;
    }
    this.restructure((settings) => withDataset(settings, metas[id]));
    if (metas[id].own && !this.own.lacking) this.#usePoints([...this.own.points]);
  }

  /** A table of the reader's own, or other columns of it. */
  useTable(table: OwnTable): void {
    this.choosing = false;
    this.#table = table;
    const meta = tableMeta(table);
    this.restructure((settings) => {
      const { data, ...rest } = withDataset(settings, meta);
      const { trainShare } = settings.data.dataset === 'table' ? settings.data : data;
      return { ...rest, data: { ...data, trainShare, table } };
    });
  }

  #usePoints(points: OwnPoint[]): void {
    if (this.first.settings.data.dataset !== 'points') return;
    this.restructure((settings) => ({ ...settings, data: { ...settings.data, points } }));
  }

  /** Anything that makes it another network or other data: every run starts over, and goes on if it was running. */
  restructure(change: (settings: Settings) => Settings): void {
    this.#restart(this.second ? [this.first, this.second] : [this.first], change);
  }

  /** A second run from the same initial weights through the same order of examples, to be given other knobs. */
  fork(): void {
    this.pause();
    this.second = this.#beside(this.first.settings);
    this.tuning = 'second';
    this.second.start();
  }

  /** Both runs as a link or the last visit has them, to be started when the cell is first seen. */
  open({ second, ...first }: Opening): void {
    this.first.open(first);
    if (!second) return;
    this.second = this.#beside(settingsOf(second.body, metaOf(second.body.data, second.body.table)));
    this.second.open(second);
  }

  /** Which run the controls act on from now on. */
  choose(which: 'first' | 'second'): void {
    this.tuning = which;
    this.changed();
  }

  unfork(): void {
    this.second?.end();
    this.second = null;
    this.tuning = 'first';
    this.changed();
  }

  #beside(settings: Settings): Training {
    const second = new Training(this.engine, settings, () => this.#heard());
    second.stop = this.first.stop;
    second.pace = this.first.pace;
    return second;
  }

  #restart(trainings: Training[], change: (settings: Settings) => Settings): void {
    for (const training of trainings) {
      training.settings = change(training.settings);
      training.opening = null;
      this.#stale.add(training);
    }
    clearTimeout(this.#settling);
    if (this.started) this.#settling = setTimeout(() => this.settle(), settling);
    this.changed();
  }

  /** Starts over what has changed; called before a command too, so that none reaches a run about to be replaced. */
  settle(): void {
    if (!this.started) {
      this.start();
      return;
    }
    const stale = [...this.#stale];
    this.#fresh();
    void this.examples.load(this.first.settings.data);
    for (const training of stale) {
      const { playing } = training;
      training.start();
      if (playing) training.play();
    }
  }

  #fresh(): void {
    clearTimeout(this.#settling);
    this.#stale.clear();
  }

  /** The run that is ahead waits, so that both are seen at the same step. */
  #heard(): void {
    const { first, second } = this;
    if (second && this.playing && !this.slow.on) {
      const lead = first.step - second.step;
      const [ahead, behind] = lead > 0 ? [first, second] : [second, first];
      const slack = Math.max(50, 0.02 * ahead.step);
      behind.release();
      if (Math.abs(lead) <= slack / 2 || !behind.playing) ahead.release();
      else if (Math.abs(lead) > slack) ahead.hold();
    }
    this.changed();
  }

  #each(act: (training: Training) => void): void {
    act(this.first);
    if (this.second) act(this.second);
  }
}
