/** One contender in a worker of its own: nobody's code, memory or threads stand in another's way. Does what protocol.ts lists. */
import type { Contender, ContenderModule, Drawer, Predictor, Trainer, Way } from './contender';
import { checkDrawer, checkPredictor, checkTrainer } from './check';
import { gridInputs, inputsFor, networkOf, type BenchNetwork } from './networks';
import { createPeak } from './peak';
import type { Answer, Ask, Asks, Opened, Task } from './protocol';

type Timed = Trainer | Predictor | Drawer;

const modules: Record<Exclude<Opened['module'], 'peak'>, () => Promise<ContenderModule>> = {
  ours: () => import('./contenders/ours'),
  drawn: () => import('./contenders/drawn'),
  convnetjs: () => import('./contenders/convnetjs'),
  synaptic: () => import('./contenders/synaptic'),
  brain: () => import('./contenders/brain'),
  tfjs: () => import('./contenders/tfjs'),
  jax: () => import('./contenders/jax'),
  onnx: () => import('./contenders/onnx'),
};

/** A block, the least that is timed at once, lasts at least this share of a slice. */
const BLOCK_SHARE = 0.2;

const PEAK_WARM_MS = 300;
/** Turns of the peak's loop in a unit of it: under a millisecond. */
const PEAK_TURNS = 100_000;
/** What stands between two units of the peak takes about so long, or one unit of its own if that takes longer. */
const BETWEEN_MS = 2;

class Host {
  #network: BenchNetwork | null = null;
  #contender: Contender | null = null;
  #timed: { run: Timed; block: number } | null = null;

  async open({ entry, network }: Asks['open']['ask']): Promise<Asks['open']['answer']> {
    this.#network = networkOf(network);
    if (entry.module === 'peak') {
      const { detail, timed } = await warmPeak();
      this.#timed = { run: timed, block: 1 };
      return { detail, does: [], trainsOtherwise: null };
    }
    const { create } = await modules[entry.module]();
    this.#contender = await create(this.#network, entry.variant);
    const { detail, trainers, predictors, drawers, trainsOtherwise = null } = this.#contender;
    const does: Task['kind'][] = [];
    if (trainers) does.push('train');
    if (predictors) does.push('infer');
    if (predictors || drawers) does.push('grid');
    return { detail, does, trainsOtherwise };
  }

  async prepare({ task, ms, only, hopeless }: Asks['prepare']['ask']): Promise<Asks['prepare']['answer']> {
    if (!this.#network || !this.#contender) throw new Error('it is not open');
    let best: { timed: Timed; call: string; block: number; rate: number } | null = null;
    const rejected: string[] = [];
    for (const [{ call, make }, check] of this.#ways(this.#network, this.#contender, task)) {
      if (only !== null && call !== only) continue;
      if (best && best.rate < hopeless) break;
      try {
        const timed = await make();
        await check(timed);
        const { block, rate } = await blockOf(timed, ms);
        if (best && best.rate >= rate) timed.dispose?.();
        else {
          best?.timed.dispose?.();
          best = { timed, call, block, rate };
        }
      } catch (error) {
        rejected.push(`${call}: ${reasonOf(error)}`);
      }
    }
    if (!best) throw new Error(rejected.join('; ') || 'it would do nothing here that another entry does not');
    this.#timed = { run: best.timed, block: best.block };
    return { call: best.call, rejected, rate: best.rate };
  }

  async slice({ ms }: Asks['slice']['ask']): Promise<number> {
    if (!this.#timed) throw new Error('nothing is prepared');
    const { run, block } = this.#timed;
    return rateOf(run, block, ms);
  }

  async between({ ms }: Asks['between']['ask']): Promise<Asks['between']['answer']> {
    if (!this.#timed) throw new Error('nothing is prepared');
    const { run, block } = this.#timed;
    const { timed: peak } = await warmPeak();
    const units = Math.max(1, Math.round((await rateOf(run, block, ms / 10)) * run.units * (BETWEEN_MS / 1000)));
    const turns = [];
    const end = performance.now() + ms;
    let before = await rateOf(peak, 1, 0);
    while (performance.now() < end) {
      const ours = await rateOf(run, units, 0);
      const after = await rateOf(peak, 1, 0);
      turns.push({ before, ours, after });
      before = after;
    }
    return turns;
  }

  async release(): Promise<null> {
    this.#timed?.run.dispose?.();
    this.#timed = null;
    return null;
  }

  /** Every way of doing the task, with its check. */
  #ways(network: BenchNetwork, contender: Contender, task: Task): [Way<Timed>, (timed: Timed) => Promise<void>][] {
    const { trainers = [], predictors, drawers } = contender;
    if (task.kind === 'train') return trainers.map((way) => [way, (timed) => checkTrainer(network, contender, timed as Trainer)]);
    if (task.kind === 'grid' && drawers)
      return drawers(task.side).map((way) => [way, (timed) => checkDrawer(network, timed as Drawer, task.side)]);
    const inputs = task.kind === 'infer' ? inputsFor(network, task.n) : [gridInputs(task.side)];
    const n = task.kind === 'infer' ? task.n : task.side ** 2;
    return (predictors?.(inputs, n) ?? []).map((way) => [
      way,
      (timed) => checkPredictor(network, contender, timed as Predictor, inputs[0], n),
    ]);
  }
}

/** The peak's loop. The engine optimizes it a while after it has begun, and so long it is run. */
async function warmPeak(): Promise<{ detail: string; timed: Predictor }> {
  const { detail, flops, run } = await createPeak();
  let sink = 0;
  const timed: Predictor = {
    units: 1e9 / (flops * PEAK_TURNS),
    run: (units) => {
      for (let i = 0; i < units; i++) sink += run(PEAK_TURNS);
    },
    outputs: () => Float32Array.of(sink),
  };
  await rateOf(timed, 1, PEAK_WARM_MS);
  return { detail, timed };
}

/** So many units that a block lasts long enough; doubled until then, which warms it up too. The rate is that of the last blocks. */
async function blockOf(timed: Timed, ms: number): Promise<{ block: number; rate: number }> {
  for (let block = 1; ; block *= 2) {
    const start = performance.now();
    await timed.run(block);
    const passed = performance.now() - start;
    if (passed < BLOCK_SHARE * ms) continue;
    // One slow block is measure enough; of quick ones it takes several to tell which way is the faster.
    const rate = passed < ms ? await rateOf(timed, block, ms / 2) : (1000 * block) / timed.units / passed;
    return { block, rate };
  }
}

/** Steps or calls a second. */
async function rateOf(timed: Timed, block: number, ms: number): Promise<number> {
  const start = performance.now();
  let units = 0;
  let passed = 0;
  do {
    await timed.run(block);
    units += block;
    passed = performance.now() - start;
  } while (passed < ms);
  return (1000 * units) / timed.units / passed;
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0];
}

const host = new Host();

async function answer({ kind, body }: Ask): Promise<Answer> {
  try {
    switch (kind) {
      case 'open':
        return { value: await host.open(body) };
      case 'prepare':
        return { value: await host.prepare(body) };
      case 'slice':
        return { value: await host.slice(body) };
      case 'between':
        return { value: await host.between(body) };
      case 'release':
        return { value: await host.release() };
    }
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Ask>) => void answer(data).then((reply) => self.postMessage(reply)));
