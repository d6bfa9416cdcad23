/** A module worker that trains with one thread and with two, for two-threads.browser.ts. It is asked one thing and answers once. */
import { CompiledNetwork } from '../../../src/engine/compiled/network';
import { SecondThread, type Work } from '../../../src/engine/compiled/second-thread';
import { BatchOrder } from '../../../src/engine/batches';
import { initialSnapshot } from '../../../src/engine/init';
import { defaults } from '../../../src/engine/optimizers';
import { dense, randomExamples } from '../arbitrary';

export interface Answer {
  alone: Numbers;
  both: Numbers;
  /** Whether the second thread stayed with its network when another one called it. */
  kept: boolean;
  /** What that other network said when it came at last, and what it should have said. */
  moved: Float32Array;
  expected: Float32Array;
}

interface Numbers {
  weights: Float32Array;
  slots: Float32Array[];
  losses: number[];
  outputs: Float32Array[];
}

class Watched extends SecondThread {
  together = 0;

  override worksOn(work: Work): boolean {
    const works = super.worksOn(work);
    if (works) this.together++;
    return works;
  }
}

const adam = defaults('adam');
// With one unit at the end its numbers stand side by side, one thread's right beside the other's.
// A first layer of one panel is divided by rows, others by panels.
const models = {
  five: dense([30, 120, 61, 5], 'gelu', 'softmax', 'categoricalCrossEntropy'),
  one: dense([30, 120, 61, 1], 'gelu', 'tanh', 'meanSquaredError'),
  narrow: dense([700, 8, 61, 5], 'relu', 'softmax', 'categoricalCrossEntropy'),
  single: dense([700, 13], 'relu', 'softmax', 'categoricalCrossEntropy'),
};
const known = (name: string): name is keyof typeof models => name in models;
if (!known(self.name)) throw new TypeError(`There is no model ${self.name}.`);
const model = models[self.name];
const data = randomExamples(model, 999, 7);

const build = (second: SecondThread | null) => new CompiledNetwork(model, adam, initialSnapshot(model, adam, 3), true, second);

/** Predicts until the second thread has come: calls go without it until then. */
async function untilThere(network: CompiledNetwork, second: Watched): Promise<void> {
  const before = second.together;
  while (second.together === before) {
    await network.predict(data.x, data.n);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** Batches of every kind: an odd number of rows, one row alone, and more than before, which lays the memory out anew. */
async function numbers(network: CompiledNetwork, ready: () => Promise<void>): Promise<Numbers> {
  network.bind(data, data);
  const order = new BatchOrder(5, data.n);
  const losses: number[] = [];
  for (const size of [48, 33, 200]) {
    const knobs = { learningRate: 0.01, batchSize: size, l1: 0.001, l2: 0.002 };
    await network.train([order.next(size)], knobs);
    await ready();
    const batches = Array.from({ length: 70 }, () => order.next(size));
    batches.push(Uint32Array.of(7), order.next(2));
    // So many calls that both ways are taken, whichever is quicker: see Choice.
    for (let i = 0; i < batches.length; i += 3) losses.push(await network.train(batches.slice(i, i + 3), knobs));
  }
  losses.push((await network.evaluate('test')).loss);
  const outputs = [];
  for (let i = 0; i < 4; i++) outputs.push(await network.predict(data.x, data.n));
  const { weights, slots } = await network.snapshot();
  return { weights, slots, losses, outputs };
}

async function answer(): Promise<Answer> {
  const second = new Watched(
    () => new Worker(new URL('../../../src/engine/compiled/second-worker.ts', import.meta.url), { type: 'module' }),
  );
  const alone = await numbers(build(null), async () => {});
  const network = build(second);
  const both = await numbers(network, () => untilThere(network, second));
  const other = build(second);
  // Its code is written at its first call, which takes a while.
  await other.predict(data.x, data.n);
  await untilThere(network, second);
  const before = second.together;
  await other.predict(data.x, data.n);
  const kept = second.together === before;
  await untilThere(other, second);
  const moved = await other.predict(data.x, data.n);
  network.dispose();
  other.dispose();
  return { alone, both, kept, moved, expected: await build(null).predict(data.x, data.n) };
}

answer().then(
  (done) => self.postMessage({ done }),
  (error: unknown) => self.postMessage({ failed: String(error) }),
);
