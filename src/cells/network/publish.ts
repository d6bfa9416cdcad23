/** The values a cell publishes under its id, at most once a frame and only when one of them has changed. */
import type { Published, Scope } from '../../contract/cell';
import type { Session } from './session';

/** The names stand in schema.ts. */
export function published({ phase, experiment, inference, measuring }: Session): Published {
  const { first, second, settings } = experiment;
  // What another network or other data came to says nothing of what stands in the controls now.
  const newest = (column: Parameters<typeof first.newest>[0]) => (experiment.outdated(first) ? null : first.newest(column));
  // A number is predicted neither rightly nor wrongly.
  const share = (column: 'trainAccuracy' | 'testAccuracy') => (first.meta.target === undefined ? newest(column) : null);
  const report = measuring.newest;
  const training = phase === 'training';
  return {
    phase,
    running: experiment.playing,
    step: experiment.outdated(first) ? 0 : first.step,
    stepped: experiment.stepped,
    epoch: first.epoch,
    stoppedEpoch: first.state.kind === 'stopped' && !experiment.outdated(first) ? first.epoch : null,
    trainLoss: newest('trainLoss'),
    testLoss: newest('testLoss'),
    trainAccuracy: share('trainAccuracy'),
    testAccuracy: share('testAccuracy'),
    learningRate: settings.knobs.learningRate,
    batchSize: training ? settings.knobs.batchSize : measuring.batchSize,
    optimizer: settings.optimizer.kind,
    activation: settings.hidden.at(0)?.activation ?? first.model.layers[0].activation,
    dataset: settings.data.dataset,
    hiddenLayers: settings.hidden.length,
    backend: training ? settings.backend : (inference.used?.name ?? inference.wanted),
    measured: measuring.measured,
    medianLatency: report?.latency.median ?? null,
    report,
    p95Latency: report?.latency.p95 ?? null,
    throughput: report?.throughput ?? null,
    ratio: report?.ratio?.value ?? null,
    sweeps: measuring.sweep.sweeps,
    crossover: measuring.sweep.crossover,
    resets: experiment.resets,
    knobChanges: experiment.knobChanges,
    diverged: first.state.kind === 'diverged' || second?.state.kind === 'diverged',
    compared: Boolean(second?.step && first.step),
    run: first.run,
    history: first.run?.history ?? null,
    spec: first.run?.spec ?? null,
    datasetInfo: first.meta,
    model: first.run?.spec.model ?? null,
    weights: inference.weights ?? first.run?.latest.weights ?? null,
    features: settings.data.features,
  };
}

export class Publisher {
  #last: Published = {};
  #frame = 0;

  constructor(
    readonly values: () => Published | null,
    readonly scope: () => { scope: Scope; id: string } | null,
  ) {}

  soon(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#publish());
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #publish(): void {
    this.#frame = 0;
    const to = this.scope();
    const values = this.values();
    if (!to || !values || !Object.keys(values).some((name) => values[name] !== this.#last[name])) return;
    this.#last = values;
    to.scope.publish(to.id, values);
  }
}
