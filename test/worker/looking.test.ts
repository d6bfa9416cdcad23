import { describe, expect, test } from 'vitest';
import { planeFeatures } from '../../datasets/features';
import { loadDataset } from '../../datasets/registry';
import { planeInputs, tablePlane } from '../../datasets/table-plane';
import type { Dataset } from '../../src/contract/dataset';
import type { DataSpec, ModelSpec } from '../../src/contract/model';
import type { Look } from '../../src/contract/protocol';
import { createCompiled } from '../../src/engine/backends/compiled';
import { layoutOf } from '../../src/engine/layout';
import { forwardOnly } from '../../src/engine/plain/inference';
import { gridFeatures, isPlane } from '../../src/worker/look';
import { FakeWorker, moons, spec } from './harness';

const nothing: Look = { weights: false, grid: 0, unit: null, outputs: false };

describe('points of the grid', () => {
  test('run row by row from the top left corner, both ends included', () => {
    expect([...gridFeatures(3, ['x1', 'x2'])]).toEqual([-2, 2, 0, 2, 2, 2, -2, 0, 0, 0, 2, 0, -2, -2, 0, -2, 2, -2]);
  });

  test('carry the features of the data', () => {
    const features = ['x1*x2', 'sin(pi*x1)', 'x2^2'];
    const x = gridFeatures(4, features);
    const expected = new Float32Array(3);
    planeFeatures(features)(-2 + 4 / 3, 2, expected, 0);
    expect(x.slice(3, 6)).toEqual(expected);
  });

  test('are only for data of the plane', async () => {
    const plane = await loadDataset(moons);
    expect(isPlane(plane)).toBe(true);
    expect(isPlane({ ...plane, rawWidth: 4, features: ['a', 'b', 'c', 'd'] })).toBe(false);
    // A table's columns may be called so.
    expect(isPlane({ ...plane, scales: [null, null] })).toBe(false);
  });
});

describe('a number predicted from two others', () => {
  const scale = { mean: 0.5, deviation: 2 };
  const model: ModelSpec = { inputs: 2, layers: [{ units: 1, activation: 'identity' }], loss: 'meanSquaredError' };

  const numeric = async (data: DataSpec): Promise<Dataset> => {
    const plane = await loadDataset(data);
    const values = Float64Array.from(plane.labels, (_, row) => 10 * plane.raw[2 * row]);
    return { ...plane, classes: [], scales: [scale, scale], target: { name: 'y', values, mean: 1, deviation: 4 } };
  };

  test('is drawn over the ranges of the two, has a loss in standardised units, and no accuracy', async () => {
    const worker = new FakeWorker({ loadDataset: numeric });
    await worker.create(1, spec({ model }));
    worker.send({ type: 'set', run: 1, look: { ...nothing, weights: true, grid: 5, outputs: true } });
    const { grid, weights, outputs } = await worker.until(() => worker.progress(1).find((progress) => progress.grid));
    const data = await numeric(moons);
    const plane = tablePlane(data);
    if (!plane || !weights || !outputs) throw new Error('there is no plane');
    expect(grid).toEqual(forwardOnly(model, weights, planeInputs(plane, 5), 25));
    const xs = [...data.raw].filter((_, i) => i % 2 === 0);
    expect(plane.across.from).toBeLessThan(Math.min(...xs));
    expect(plane.across.to).toBeGreaterThan(Math.max(...xs));
    worker.send({ type: 'step', run: 1, unit: 'epoch' });
    const { rows } = await worker.until(() => worker.progress(1).findLast((progress) => progress.rows && progress.step > 0));
    expect(rows?.testAccuracy.at(-1)).toBeNaN();
    expect(rows?.testLoss.at(-1)).toBeGreaterThan(0);
  });

  test('is learned by one output and mean squared error alone', async () => {
    const worker = new FakeWorker({ loadDataset: numeric });
    await worker.create(1, spec());
    const { state } = worker.progress(1).at(-1) ?? {};
    expect(state).toMatchObject({ kind: 'failed', error: { message: expect.stringMatching(/“y” is a number/) as string } });
  });
});

describe('what somebody looks at', () => {
  test('comes with the next message, even while paused, and nothing else does', async () => {
    const worker = new FakeWorker();
    const first = await worker.create(1, spec());
    expect(first).toMatchObject({ weights: null, grid: null, unitGrid: null, outputs: null });
    worker.send({ type: 'set', run: 1, look: { weights: true, grid: 8, unit: { layer: 0, unit: 2 }, outputs: true } });
    const seen = await worker.until(() => worker.progress(1).find(({ grid }) => grid));
    expect(seen.weights).toEqual(first.checkpoint?.weights);
    expect(seen.grid).toHaveLength(64);
    expect(seen.gridBy).toBe('plain');
    expect(seen.unitGrid).toHaveLength(64);
    expect(seen.outputs).toHaveLength(100);
  });

  test('is computed over the plane by the compiled network itself, where the run is on it', async () => {
    const compiled = new FakeWorker({ createBackend: async () => createCompiled() });
    const plain = new FakeWorker();
    const look: Look = { ...nothing, grid: 8 };
    const grids = [];
    for (const [worker, backend] of [[compiled, 'compiled'] as const, [plain, 'plain'] as const]) {
      await worker.create(1, spec({ backend }));
      worker.send({ type: 'set', run: 1, look });
      const { grid, gridBy } = await worker.until(() => worker.progress(1).find((progress) => progress.grid));
      expect(gridBy).toBe(backend);
      grids.push([...(grid ?? [])]);
    }
    expect(grids[0]).toHaveLength(64);
    for (const [i, value] of grids[0].entries()) expect(value).toBeCloseTo(grids[1][i], 5);
  });

  test('is what the network says: one unit by hand, and the outputs at the grid through a predictor', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    await worker.train(1, 5);
    worker.send({ type: 'set', run: 1, look: { weights: true, grid: 3, unit: { layer: 0, unit: 2 }, outputs: false } });
    const { weights, grid, unitGrid } = await worker.until(() => worker.progress(1).find(({ unitGrid }) => unitGrid));
    if (!weights || !grid || !unitGrid) throw new Error('not all was seen');
    const { kernel, bias, units } = layoutOf(spec().model).layers[0];
    const at = (x1: number, x2: number) =>
      Math.tanh(x1 * weights[kernel + 2] + x2 * weights[kernel + units + 2] + weights[bias + 2]);
    expect(unitGrid[0]).toBeCloseTo(at(-2, 2), 5);
    expect(unitGrid[5]).toBeCloseTo(at(2, 0), 5);
    const { predictor } = await worker.ask('freeze', { model: spec().model, weights, backend: 'plain' });
    const frozen = await worker.ask('predictGrid', { predictor, grid: 3, features: moons.features });
    expect(frozen.grid).toEqual(grid);
    expect(frozen.ms).toBeGreaterThanOrEqual(0);
    const alone = await worker.ask('predict', { predictor, x: Float32Array.of(-2, 2), n: 1 });
    expect(alone[0]).toBe(grid[0]);
    const way = await worker.ask('activations', { predictor, x: Float32Array.of(-2, 2) });
    expect(way).toHaveLength(9);
    expect(way[2]).toBeCloseTo(at(-2, 2), 5);
    expect(way[8]).toBe(grid[0]);
  });

  test.each([[{ layer: 7, unit: 0 }], [{ layer: 0, unit: 8 }], [{ layer: 0, unit: -1 }]])(
    'a unit that is not there has no response: %o',
    async (unit) => {
      const worker = new FakeWorker();
      await worker.create(1, spec());
      worker.send({ type: 'set', run: 1, look: { ...nothing, grid: 4, unit } });
      const seen = await worker.until(() => worker.progress(1).find(({ grid }) => grid));
      expect(seen.unitGrid).toBeNull();
    },
  );

  test('keeps up while the run trains, and stops when nobody looks', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, look: { ...nothing, weights: true } });
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.progress(1).filter(({ weights }) => weights).length > 3);
    worker.send({ type: 'set', run: 1, look: nothing });
    const before = worker.progress(1).length;
    await worker.until(() => worker.progress(1).length > before + 3);
    expect(
      worker
        .progress(1)
        .slice(before)
        .every(({ weights }) => weights === null),
    ).toBe(true);
  });
});

describe('messages', () => {
  test('are at most about 30 a second while a run trains, and every array is given away', async () => {
    const worker = new FakeWorker();
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, look: { weights: true, grid: 16, unit: null, outputs: true } });
    worker.send({ type: 'play', run: 1 });
    const start = performance.now();
    const before = worker.progress(1).length;
    await worker.until(() => worker.progress(1).length > before + 20);
    const running = worker.progress(1).slice(before);
    expect(running.length / (performance.now() - start)).toBeLessThan(0.032);
    worker.send({ type: 'pause', run: 1 });
    await worker.next(1, 'paused');
    const arrays = worker
      .progress(1)
      .flatMap(({ weights, grid, outputs, rows, checkpoint }) => [
        weights,
        grid,
        outputs,
        checkpoint?.weights,
        ...(checkpoint?.slots ?? []),
        ...Object.values(rows ?? {}),
      ])
      .filter(Boolean);
    expect(arrays.length).toBeGreaterThan(60);
    expect(worker.transferred).toHaveLength(arrays.length);
    expect(worker.transferred.every((buffer) => buffer instanceof ArrayBuffer && buffer.byteLength === 0)).toBe(true);
  });

  test('a checkpoint comes about once a second', async () => {
    let ahead = 0;
    const worker = new FakeWorker({ clock: { now: () => performance.now() + ahead, resolution: 0.005 } });
    await worker.create(1, spec());
    worker.send({ type: 'play', run: 1 });
    const checkpoints = () => worker.progress(1).filter(({ checkpoint }) => checkpoint).length;
    await worker.until(() => worker.latest(1).step > 0);
    const before = checkpoints();
    for (let second = 1; second <= 3; second++) {
      ahead += 1000;
      await worker.until(() => checkpoints() >= before + second);
    }
    expect(checkpoints()).toBeLessThanOrEqual(before + 4);
  });

  test('a run held to a slow pace tells of each of its steps', async () => {
    // Time passes only while the worker sleeps.
    let time = 0;
    const worker = new FakeWorker({
      clock: { now: () => time, resolution: 0.005 },
      sleep(ms, wake) {
        const due = setImmediate(() => {
          time += ms;
          wake();
        });
        return () => clearImmediate(due);
      },
    });
    await worker.create(1, spec());
    worker.send({ type: 'set', run: 1, pace: 20, look: { ...nothing, weights: true } });
    worker.send({ type: 'play', run: 1 });
    await worker.until(() => worker.latest(1).step >= 50);
    const steps = worker.progress(1).map(({ step }) => step);
    expect([...new Set(steps)]).toEqual(Array.from({ length: 51 }, (_, i) => i));
    expect(worker.progress(1).every(({ step, weights }) => step < 2 || weights)).toBe(true);
    expect(worker.latest(1).stepsPerSecond).toBeCloseTo(20, 0);
    expect(time).toBeCloseTo(49 * 50, -2);
  });
});
