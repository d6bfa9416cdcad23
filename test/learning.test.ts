/** The settings that the lessons give do learn what the lessons say: each figure and each real dataset, over ten seeds. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { metas } from '../datasets/metas';
import { loadDataset } from '../datasets/registry';
import type { NetworkBody } from '../src/cells/network/schema';
import { modelOf, settingsOf, withDataset } from '../src/cells/network/settings';
import type { Lesson } from '../src/contract/cell';
import type { Dataset } from '../src/contract/dataset';
import { createPlain } from '../src/engine/backends/plain';
import { BatchOrder } from '../src/engine/batches';
import { initialSnapshot } from '../src/engine/init';
import { openCompiler } from '../src/lesson/build';

const root = new URL('../', import.meta.url);
const read = async (url: string) => new Uint8Array(readFileSync(new URL(`.${url.split('?')[0]}`, root))).buffer;

let bodies: Map<string, NetworkBody>;

beforeAll(async () => {
  const compiler = await openCompiler(fileURLToPath(root));
  const lesson = (await compiler.compile('lessons/05-train-a-network-live.md')) as Lesson;
  bodies = new Map(
    lesson.blocks.flatMap((block) =>
      block.type === 'cell' && block.cell.kind === 'network' ? [[block.cell.id, block.cell.body as NetworkBody]] : [],
    ),
  );
});

function examples(data: Dataset, rows: Uint32Array) {
  const width = data.features.length;
  const outputs = data.classes.length === 2 ? 1 : data.classes.length;
  const x = new Float32Array(rows.length * width);
  const y = new Float32Array(rows.length * outputs);
  rows.forEach((row, i) => {
    x.set(data.x.subarray(row * width, (row + 1) * width), i * width);
    if (outputs === 1) y[i] = data.labels[row];
    else y[i * outputs + data.labels[row]] = 1;
  });
  return { n: rows.length, x, y };
}

/** Trains by the cell's settings; the best held-out loss and accuracy on the way, stopping once `good` says so. */
async function train(cell: string, dataset: string, seed: number, epochs: number, good: (at: Best) => boolean): Promise<Best> {
  const body = bodies.get(cell)!;
  const own = settingsOf(body, metas[body.data]);
  const settings = dataset === body.data ? own : withDataset(own, metas[dataset]);
  const data = await loadDataset(settings.data, read);
  const model = modelOf(settings, metas[dataset]);
  const network = createPlain().build(model, settings.optimizer, initialSnapshot(model, settings.optimizer, seed));
  network.bind(examples(data, data.train), examples(data, data.test));
  const order = new BatchOrder(seed, data.train.length);
  const best: Best = { loss: Infinity, accuracy: 0 };
  for (let epoch = 0; epoch < epochs && !good(best); epoch++) {
    const batches = Array.from({ length: Math.ceil(data.train.length / settings.knobs.batchSize) }, () =>
      order.next(settings.knobs.batchSize),
    );
    await network.train(batches, settings.knobs);
    const at = await network.evaluate('test');
    best.loss = Math.min(best.loss, at.loss);
    best.accuracy = Math.max(best.accuracy, at.accuracy);
  }
  network.dispose();
  return best;
}

interface Best {
  loss: number;
  accuracy: number;
}

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

it.each([
  ['net', 'moons', 300],
  ['net', 'circle', 300],
  ['net', 'xor', 300],
  ['spiral', 'spiral', 600],
])(
  'in cell %s, %s reaches a held-out cross-entropy under 0.1 for at least 9 of 10 seeds',
  async (cell, dataset, epochs) => {
    const reached = await Promise.all(seeds.map((seed) => train(cell, dataset, seed, epochs, ({ loss }) => loss < 0.1)));
    expect(reached.filter(({ loss }) => loss < 0.1).length).toBeGreaterThanOrEqual(9);
  },
  60_000,
);

it.each([
  ['penguins', 'penguins', 60],
  ['digits', 'digits', 30],
])(
  'in cell %s, %s reaches 95% test accuracy for every one of 3 seeds',
  async (cell, dataset, epochs) => {
    for (const seed of [1, 2, 3]) {
      const { accuracy } = await train(cell, dataset, seed, epochs, (at) => at.accuracy >= 0.95);
      expect(accuracy).toBeGreaterThanOrEqual(0.95);
    }
  },
  60_000,
);
