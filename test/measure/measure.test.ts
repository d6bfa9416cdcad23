import { describe, expect, test } from 'vitest';
import type { Knobs } from '../../src/contract/model';
import { resolutionOf, shortestTiming } from '../../src/measure/clock';
import { measureLatency, measureQueued, measureTrainingStep, toReport } from '../../src/measure/inference';
import { measureParts } from '../../src/measure/step-cost';
import { FakeClock, fakeNetwork, info, instruments, model } from './fakes';

const knobs: Knobs = { learningRate: 0.1, batchSize: 4, l1: 0, l2: 0 };
const plan = { warmup: 10, repeats: 200, budget: 5000 };
const x = new Float32Array(8);
const even = { upload: 3, run: 1, sync: 1, step: 6, parts: [1, 2, 3] };

test('the resolution of a clock is its smallest step', () => {
  let reads = 0;
  expect(resolutionOf(() => Math.floor(reads++ / 7) * 0.005)).toBe(0.005);
  expect(shortestTiming({ now: () => 0, resolution: 0.1 })).toBeCloseTo(5);
});

test('a slow clock is not watched for long', () => {
  let time = 0;
  let reads = 0;
  expect(resolutionOf(() => (reads++ % 1000 === 999 ? (time += 16) : time))).toBe(16);
  expect(time).toBeLessThan(200);
});

describe('latency', () => {
  test('waits for each call, with the first call and warm-up apart', async () => {
    const clock = new FakeClock();
    const { network, calls } = fakeNetwork(clock, even);
    const watch = instruments(clock);
    const latency = await measureLatency({ network, backend: info, model }, x, 4, plan, watch);
    expect(latency).toMatchObject({
      operation: 'inference',
      model: '2 → 3 → 1',
      batchSize: 4,
      backend: info,
      warmup: 13,
      callsPerSample: 1,
      sync: 'each',
      clockResolution: 0.005,
      p99: null,
      at: '2026-11-22T10:00:00.000Z',
      crossOriginIsolated: true,
    });
    expect(latency.firstCall).toBeCloseTo(5);
    expect(latency.samples).toHaveLength(200);
    expect(latency.median).toBeCloseTo(2);
    expect(latency.p95).toBeCloseTo(2);
    expect(calls).toMatchObject({ uploads: 1, disposed: 1, runs: 214, syncs: 214 });
  });

  test('the thread is given up before every timing, and progress ends at 1', async () => {
    const clock = new FakeClock();
    const watch = instruments(clock);
    await measureLatency({ network: fakeNetwork(clock, even).network, backend: info, model }, x, 4, plan, watch);
    expect(watch.breaths).toBe(214);
    expect(watch.told.at(-1)).toBe(1);
    expect(watch.told.every((done, i) => done >= (watch.told[i - 1] ?? 0))).toBe(true);
  });

  test.each([
    [0.005, 0.004],
    [0.1, 0.004],
    [0.1, 0.7],
  ])('with a clock of %d ms, a call of %d ms is repeated until a timing is 50 ticks long', async (resolution, ms) => {
    const clock = new FakeClock(resolution);
    const { network } = fakeNetwork(clock, { ...even, run: ms / 2, sync: ms / 2 });
    const latency = await measureLatency({ network, backend: info, model }, x, 4, plan, instruments(clock));
    expect(latency.callsPerSample * ms).toBeGreaterThanOrEqual(50 * resolution * 0.99);
    expect(latency.callsPerSample * ms).toBeLessThan(3 * 52 * resolution);
    expect(Math.abs(latency.median / ms - 1)).toBeLessThan(0.03);
  });

  test('calls that get faster while they are sampled are sampled anew, so that no timing is too short', async () => {
    const clock = new FakeClock();
    let left = 400;
    const { network, calls } = fakeNetwork(clock, even);
    const forward = network.forward(x, 4);
    network.forward = () => ({ ...forward, run: () => clock.pass(left-- > 0 ? 2 : 0.01), sync: async () => {} });
    const latency = await measureLatency({ network, backend: info, model }, x, 4, { ...plan, repeats: 1000 }, instruments(clock));
    expect(calls.uploads).toBe(1);
    expect(latency.samples).toHaveLength(1000);
    expect(latency.p95).toBeCloseTo(0.01, 3);
    expect(latency.callsPerSample * 0.01).toBeGreaterThanOrEqual(0.25);
    expect(latency.warmup).toBeGreaterThan(390);
  });

  test('a slow call is sampled for the budget, but five times at least, and says so', async () => {
    const clock = new FakeClock();
    const slow = fakeNetwork(clock, { ...even, run: 100, sync: 150 });
    const latency = await measureLatency({ network: slow.network, backend: info, model }, x, 4, plan, instruments(clock));
    expect(latency.samples.length).toBe(20);
    expect(latency.warmup).toBeLessThan(10);
    const slowest = fakeNetwork(clock, { ...even, run: 3000, sync: 1000 });
    const few = await measureLatency({ network: slowest.network, backend: info, model }, x, 4, plan, instruments(clock));
    expect(few.samples).toHaveLength(5);
    expect(few.warmup).toBe(1);
  });

  test('ended between samples, it throws what the watch throws and leaves nothing behind', async () => {
    const clock = new FakeClock();
    const { network, calls } = fakeNetwork(clock, even);
    const watch = instruments(clock, (count) => {
      if (count === 50) throw new Error('cancelled');
    });
    await expect(measureLatency({ network, backend: info, model }, x, 4, plan, watch)).rejects.toThrow('cancelled');
    expect(calls).toMatchObject({ runs: 49, disposed: 1 });
  });

  test('a p99 comes with 500 samples', async () => {
    const clock = new FakeClock();
    const { network } = fakeNetwork(clock, even);
    const many = { ...plan, repeats: 500 };
    const latency = await measureLatency({ network, backend: info, model }, x, 4, many, instruments(clock));
    expect(latency.p99).toBeCloseTo(2);
  });
});

describe('throughput', () => {
  test('queues calls and waits once', async () => {
    const clock = new FakeClock();
    const { network, calls } = fakeNetwork(clock, { ...even, run: 1, sync: 15 });
    const queued = await measureQueued({ network, backend: info, model }, x, 4, plan, instruments(clock));
    expect(queued).toMatchObject({ sync: 'queue', callsPerSample: 6 });
    expect(queued.median).toBeCloseTo((6 * 1 + 15) / 6, 2);
    expect(calls.runs - 1 - queued.warmup).toBe(6 * queued.samples.length);
    expect(calls.syncs - 1 - queued.warmup).toBe(queued.samples.length);
  });

  test('does not queue what is slow by itself', async () => {
    const clock = new FakeClock();
    const { network } = fakeNetwork(clock, { ...even, run: 900, sync: 100 });
    expect((await measureQueued({ network, backend: info, model }, x, 4, plan, instruments(clock))).callsPerSample).toBe(1);
  });
});

test('a training step is timed on the whole batch, with a learning rate of 0', async () => {
  const clock = new FakeClock();
  const { network, calls } = fakeNetwork(clock, even);
  const examples = { n: 4, x, y: new Float32Array(4) };
  const step = await measureTrainingStep({ network, backend: info, model }, examples, knobs, plan, instruments(clock));
  expect(step).toMatchObject({ operation: 'training step', batchSize: 4, sync: 'each' });
  expect(step.median).toBeCloseTo(6);
  expect(calls.bound).toBe(1);
  expect(calls.trained.every(({ batch, learningRate }) => batch.join() === '0,1,2,3' && learningRate === 0)).toBe(true);
});

test('a report divides step by latency, and counts examples a second from the queue', async () => {
  const clock = new FakeClock();
  const { network } = fakeNetwork(clock, even);
  const bench = { network, backend: info, model };
  const latency = await measureLatency(bench, x, 4, plan, instruments(clock));
  const queued = await measureQueued(bench, x, 4, plan, instruments(clock));
  const step = await measureTrainingStep(bench, { n: 4, x, y: new Float32Array(4) }, knobs, plan, instruments(clock));
  const report = toReport(latency, queued, step, () => 0.5);
  expect(report.ratio?.value).toBeCloseTo(3);
  expect(report.throughput).toBeCloseTo(4000 / queued.median);
  expect(toReport(latency, queued, null, () => 0.5).ratio).toBeNull();
});

describe('the parts of a step', () => {
  test('are timed apart, as means over enough steps for the clock', async () => {
    const clock = new FakeClock();
    const { network } = fakeNetwork(clock, { ...even, parts: [0.02, 0.04, 0.01] });
    const batch = Uint32Array.of(5, 6, 7);
    const cost = await measureParts(
      { network, backend: info, model },
      batch,
      knobs,
      { ...plan, repeats: 30 },
      instruments(clock),
    );
    expect(cost.forward.median).toBeCloseTo(0.02);
    expect(cost.backward.median).toBeCloseTo(0.04);
    expect(cost.update.median).toBeCloseTo(0.01);
    expect(cost.update.callsPerSample * 0.01).toBeGreaterThanOrEqual(0.25);
    expect(cost.forward).toMatchObject({ operation: 'forward', batchSize: 3 });
    expect(cost.backward.samples).toHaveLength(30);
  });

  test('that are too short for the clock do not hold a sample up for ever', async () => {
    const clock = new FakeClock(0.1);
    const { network } = fakeNetwork(clock, { ...even, parts: [1, 2, 0] });
    const cost = await measureParts({ network, backend: info, model }, new Uint32Array(1), knobs, plan, instruments(clock));
    expect(cost.update.median).toBe(0);
    expect(cost.update.callsPerSample).toBeLessThan(30);
    expect(cost.forward.median).toBeCloseTo(1);
  });
});
