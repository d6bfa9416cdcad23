/** What a cell has kept comes back as it was; 1,000 wrong values are refused in words that say what and where. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backendNames } from '../../src/cells/network/names';
import { InputFault } from '../../src/share/fault';
import { readKept, type KeptNetwork } from '../../src/share/kept-network';
import { anyOpening } from './arbitrary';

const seeded = { seed: 20261123 };

const rowsOf = (length: number) => {
  const column = () => new Float64Array(length).fill(0.5);
  return {
    step: column(),
    epoch: column(),
    trainLoss: column(),
    testLoss: column(),
    trainAccuracy: column(),
    testAccuracy: column(),
    learningRate: column(),
    ms: column(),
  };
};

const anyKept: fc.Arbitrary<KeptNetwork> = fc
  .record({ opening: anyOpening, rows: fc.nat({ max: 5 }), count: fc.nat({ max: 9 }) })
  .map(({ opening: { second, ...first }, rows, count }) => ({
    version: 1,
    first: { ...first, ...(first.checkpoint && { rows: rowsOf(rows) }) },
    second,
    counts: { resets: count, stepped: count, knobChanges: count, measured: 0, sweeps: 0 },
    measurements: { cost: null, reports: [], points: [], skipped: [] },
  }));

function faultOf(value: unknown): InputFault {
  try {
    readKept(value);
  } catch (error) {
    if (error instanceof InputFault) return error;
    throw error;
  }
  throw new Error(`read: ${JSON.stringify(value)?.slice(0, 200)}`);
}

it('comes back as it was', () => {
  fc.assert(
    fc.property(anyKept, (kept) => {
      const { opening, counts, measurements } = readKept(kept);
      expect({ ...opening, second: null }).toEqual({ ...kept.first, second: null, view: undefined });
      expect({ second: opening.second, counts, measurements }).toEqual({
        second: kept.second,
        counts: kept.counts,
        measurements: kept.measurements,
      });
    }),
    { ...seeded, numRuns: 50 },
  );
});

it.each(backendNames)('with what was measured on %s', (name) => {
  const latency = {
    operation: 'inference' as const,
    backend: { name, variant: '', software: false, readback: false },
    batchSize: 32,
    model: '2 → 8 → 1',
    firstCall: 1,
    warmup: 3,
    samples: [1, 2],
    callsPerSample: 1,
    sync: 'each' as const,
    clockResolution: 0.005,
    median: 1.5,
    p95: 2,
    p99: null,
    at: '2026-11-23T06:00:00Z',
    crossOriginIsolated: true,
  };
  const [kept] = fc.sample(anyKept, { ...seeded, numRuns: 1 });
  const points = [{ backend: latency.backend, batchSize: 32, latency }];
  expect(readKept({ ...kept, measurements: { ...kept.measurements, points } }).measurements.points).toEqual(points);
});

it('500 values of any kind', () => {
  fc.assert(
    fc.property(fc.anything({ withTypedArray: true, withMap: true, withDate: true }), (value) => {
      expect(faultOf(value)).toMatchObject({ stage: 'schema', message: expect.stringMatching(/./) as string });
    }),
    { ...seeded, numRuns: 500 },
  );
});

it('500 right ones with one thing changed', () => {
  const changes: fc.Arbitrary<{ stage: string; where: RegExp; change(kept: KeptNetwork): unknown }> = fc.constantFrom(
    { stage: 'schema', where: /^At version: /, change: (kept) => ({ ...kept, version: 2 }) },
    { stage: 'schema', where: /^At first: /, change: (kept) => ({ ...kept, first: 'x' }) },
    { stage: 'schema', where: /^At first\.step: /, change: (kept) => ({ ...kept, first: { ...kept.first, step: -1 } }) },
    { stage: 'schema', where: /^At counts\.resets: /, change: (kept) => ({ ...kept, counts: { ...kept.counts, resets: 0.5 } }) },
    {
      stage: 'schema',
      where: /^At first\.checkpoint\.weights: expected float32 numbers/,
      change: (kept) => ({
        ...kept,
        first: { ...kept.first, checkpoint: { step: 0, epoch: 0, position: 0, weights: [1], slots: [] } },
      }),
    },
    {
      stage: 'schema',
      where: /^At first\.rows: expected columns of one length/,
      change: (kept) => ({ ...kept, first: { ...kept.first, rows: { ...rowsOf(3), ms: new Float64Array(2) } } }),
    },
    {
      stage: 'schema',
      where: /^At measurements\.points\.0/,
      change: (kept) => ({ ...kept, measurements: { ...kept.measurements, points: [{ backend: 'warp' }] } }),
    },
    {
      stage: 'meaning',
      where: /suns/,
      change: (kept) => ({ ...kept, first: { ...kept.first, body: { ...kept.first.body, data: 'suns' } } }),
    },
    {
      stage: 'meaning',
      where: /weights|parameters/,
      change: (kept) => ({
        ...kept,
        first: { ...kept.first, checkpoint: { step: 0, epoch: 0, position: 0, weights: new Float32Array(1), slots: [] } },
      }),
    },
  );
  const stages = { schema: 0, meaning: 0 };
  fc.assert(
    fc.property(anyKept, changes, (kept, { stage, where, change }) => {
      const fault = faultOf(change(kept));
      expect(fault.message).toMatch(where);
      expect(fault.stage, fault.message).toBe(stage);
      stages[fault.stage as keyof typeof stages]++;
    }),
    { ...seeded, numRuns: 500 },
  );
  expect(Math.min(...Object.values(stages))).toBeGreaterThan(60);
});
