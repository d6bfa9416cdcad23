/**
 * Small runs that are looked into while they train: how large the gradient is in each layer, and which units are off. The runs
 * go side by side, look by look, each stretch in slices like any run's, so that the page sees them advance together.
 */
import type { Requests, ProbeLook } from '../contract/protocol';
import { EngineError } from '../engine/errors';
import { layoutOf } from '../engine/layout';
import { unitsOff } from '../engine/plain/units-off';
import type { Job } from './job';
import { Pacer } from './pace';
import { Trainer } from './trainer';
import type { TrialsParts } from './trials';

/** Milliseconds of training before another has its turn. */
const SLICE = 10;

export class Probes {
  constructor(private readonly parts: TrialsParts) {}

  /** @throws EngineError 'bad-data' where the steps cannot be; 'cancelled' where the job was ended */
  async run({ specs, steps, every }: Requests['probe']['ask'], job: Job): Promise<ProbeLook[]> {
    for (const count of [steps, every])
      if (!(Number.isInteger(count) && count >= 1))
        throw new EngineError('bad-data', `${count} steps cannot be.`, 'Ask for a whole number of steps, at least 1.');
    const { devices, schedule, loadDataset, now } = this.parts;
    const looks: ProbeLook[] = [];
    const probes: Probe[] = [];
    try {
      for (const [index, spec] of specs.entries())
        probes.push(new Probe(index, new Trainer(spec, await loadDataset(spec.data), null, devices, now)));
      for (let goal = 0; ; goal = Math.min(steps, goal + every)) {
        for (const probe of probes.filter(({ ended }) => !ended)) {
          const slice = async () => {
            job.check();
            return probe.slice(goal, now, SLICE);
          };
          let look: ProbeLook | null;
          do look = await schedule.exclusive(slice);
          while (look === null);
          looks.push(look);
          const done = (goal + ((probe.index + 1) / specs.length) * Math.min(every, steps - goal)) / steps;
          job.tell(Math.min(1, done), `step ${goal} of ${steps}`, { look });
        }
        if (goal === steps) return looks;
      }
    } finally {
      for (const probe of probes) probe.dispose();
    }
  }
}

class Probe {
  /** It has diverged, and is left as it was. */
  ended = false;
  readonly #pacer = new Pacer();
  readonly #rows: Uint32Array;
  readonly #x: Float32Array;

  constructor(
    readonly index: number,
    private readonly trainer: Trainer,
  ) {
    const { data, spec } = trainer;
    this.#rows = Uint32Array.from(data.train.keys());
    this.#x = new Float32Array(data.train.length * spec.model.inputs);
    const { inputs } = spec.model;
    data.train.forEach((row, i) => this.#x.set(data.x.subarray(row * inputs, (row + 1) * inputs), i * inputs));
  }

  /** Trains towards step `goal`. @returns what is seen there, null where it is not there yet */
  async slice(goal: number, now: () => number, milliseconds: number): Promise<ProbeLook | null> {
    const { trainer } = this;
    const end = now() + milliseconds;
    await trainer.ready();
    while (trainer.step < goal && now() < end) {
      const start = now();
      const { steps } = await trainer.take(Math.min(goal - trainer.step, this.#pacer.fit(start, end)), () => false);
      this.#pacer.took(steps, now() - start, now());
    }
    return trainer.step < goal ? null : this.#look();
  }

  dispose(): void {
    this.trainer.dispose();
  }

  /** Over the whole train split, with the weights as they stand. */
  async #look(): Promise<ProbeLook> {
    const { model } = this.trainer.spec;
    const { gradient, loss } = await this.trainer.lend((network) => network.inspect(this.#rows, this.trainer.knobs));
    const { weights } = (await this.trainer.snapshot()).checkpoint;
    const gradientNorm = Float64Array.from(layoutOf(model).layers, ({ kernel, bias }) => {
      let squares = 0;
      for (let w = kernel; w < bias; w++) squares += gradient[w] ** 2;
      return Math.sqrt(squares);
    });
    this.ended = !Number.isFinite(loss);
    const off = unitsOff(model, weights, this.#x, this.#rows.length);
    return { index: this.index, step: this.trainer.step, trainLoss: loss, gradientNorm, off };
  }
}
