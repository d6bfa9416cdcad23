/** The shape of the file that the bench writes, and the tables it prints. */
import { describe, expect, test } from 'vitest';
import { flopsPerStep, networkOf } from '../../bench/src/networks';
import { lineUp } from '../../bench/src/line-up';
import { resultsOf } from '../../bench/src/results';
import { figure, interval, tablesOf, times } from '../../bench/src/tables';
import { page } from './made-up';

describe('resultsOf', () => {
  const results = resultsOf({ date: 'today' }, [page]);
  const gflops = flopsPerStep(networkOf('A2')) / 1e9;

  test('gives steps a second with their interval and the ratio to the best peer', () => {
    expect(results.training).toEqual([
      {
        network: 'A2',
        contender: 'ours, plain',
        threads: 1,
        stepsPerSecond: 50,
        low: 40,
        high: 60,
        ratioToBestPeer: 2.5,
        equalThreads: { peer: 'brain.js', ratio: 2.5, low: 2, high: 4 },
        // Of 50, 60 and 40 GFLOP/s: rounds without the peak do not count.
        peakShare: { median: (50 * gflops) / 60, low: (40 * gflops) / 50, high: (60 * gflops) / 40 },
      },
      {
        network: 'A2',
        contender: 'brain.js',
        threads: 1,
        stepsPerSecond: 20,
        low: 10,
        high: 30,
        ratioToBestPeer: 1,
        equalThreads: { peer: 'brain.js', ratio: 1, low: 1, high: 1 },
        peakShare: { median: (20 * gflops) / 60, low: (10 * gflops) / 50, high: (30 * gflops) / 40 },
      },
    ]);
    expect(resultsOf({}, [{ ...page, peak: [] }]).training[0].peakShare).toBeNull();
  });

  test('gives the share of the peak where nothing else needed the core', () => {
    const [row] = results.environment.undisturbed;
    expect(row).toMatchObject({ network: 'A2', contender: 'ours, plain', turns: 6, of: 7 });
    expect(row.share.high).toBeCloseTo((50 * gflops) / 58.5, 12);
    expect(resultsOf({}, [{ ...page, between: null }]).environment.undisturbed).toEqual([]);
  });

  test('gives microseconds a call, where the lower is the faster, and ratios as speeds', () => {
    expect(results.inference).toEqual([
      {
        network: 'A2',
        batch: 32,
        contender: 'ours, plain',
        threads: 1,
        ratioToBestPeer: 200,
        microseconds: 0.5,
        low: 0.25,
        high: 1,
        equalThreads: { peer: 'TF.js cpu', ratio: 200, low: 50, high: 800 },
      },
      {
        network: 'A2',
        batch: 32,
        contender: 'TF.js cpu',
        threads: 1,
        ratioToBestPeer: 1,
        microseconds: 100,
        low: 50,
        high: 200,
        equalThreads: { peer: 'TF.js cpu', ratio: 1, low: 1, high: 1 },
      },
    ]);
  });

  test('holds the grid against the best of TF.js too, and says who draws it', () => {
    expect(results.grid.map(({ batch, microseconds, drawn, tfjs }) => [batch, microseconds, drawn, tfjs?.ratio])).toEqual([
      [250_000, 10_000, false, 10],
      [250_000, 12_500, true, 8],
      [250_000, 100_000, false, 1],
      [250_000, 250_000, false, 0.4],
      [250_000, 20_000, false, 5],
    ]);
    expect(results.grid[0]).toMatchObject({
      ratioToBestPeer: 2,
      equalThreads: { peer: 'TF.js cpu' },
      tfjs: { peer: 'TF.js cpu' },
    });
  });

  test('has the keys that were asked for and no others', () => {
    expect(Object.keys(results)).toEqual(['environment', 'training', 'inference', 'grid', 'peakGflops']);
    expect(results.peakGflops).toBe(50);
    expect(resultsOf({}, []).peakGflops).toBe(0);
    expect(results.environment.twoThreads).toEqual({ A2: { median: 1.5, low: 1, high: 2 } });
    expect(resultsOf({}, [{ ...page, peakOfTwo: [] }]).environment.twoThreads).toEqual({});
  });

  test('prints as tables, ours first, with the share of the peak', () => {
    const text = tablesOf(results);
    const gflops = (50 * flopsPerStep(networkOf('A2'))) / 1e9;
    expect(text).toMatch(
      /A2 training \(2-8-8-8-8-1, tanh, SGD, batch 30\)\n.*steps\/s.*\n-.*\nours, plain .*2\.50×.*\nbrain\.js/,
    );
    expect(text).toContain(gflops.toPrecision(3));
    expect(text).toContain('A2, a grid of 250000 points');
  });
});

test('a step of A3 and A4 multiplies and adds as often as counted by hand', () => {
  // Twice (a product and a sum) the batch times: forward and weights all kernels, inputs all but the first.
  expect(flopsPerStep(networkOf('A3'))).toBe(2 * 32 * (2 * (64 * 128 + 128 * 128 + 128 * 10) + (128 * 128 + 128 * 10)));
  expect(flopsPerStep(networkOf('A4'))).toBe(2 * 64 * (2 * (784 * 128 + 128 * 64 + 64 * 10) + (128 * 64 + 64 * 10)));
});

test('figures have three digits, and thousands set apart', () => {
  expect([0.07612, 3.14159, 271.8, 1234567.8].map(figure)).toEqual(['0.0761', '3.14', '272', '1,234,568']);
});

test('ratios are multiples, and what is hundreds of times slower is only said to be so', () => {
  expect([12.34, 2.5, 0.2, 0.001, null].map(times)).toEqual(['12.3×', '2.50×', '0.20×', '< 0.01×', '']);
  expect(interval({ peer: 'TF.js cpu', ratio: 2, low: 1.5, high: 11 })).toBe('2.00× (1.50× to 11.0×)');
  expect(interval(null)).toBe('');
});

describe('lineUp', () => {
  test('names everyone once, ours first', () => {
    const names = lineUp(['plain', 'compiled'], 2, true).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 6)).toEqual([
      'ours, compiled',
      'ours, compiled, 2 threads',
      'ours, plain',
      'ours, compiled, drawn',
      'ours, compiled, 2 threads, drawn',
      'ours, shader, drawn',
    ]);
    expect(names).toContain('onnxruntime-web wasm, 2 threads');
  });

  test('has nobody with several threads where there is one processor', () => {
    expect(lineUp(['plain'], 1, false).filter(({ name }) => name.includes('thread'))).toEqual([]);
  });

  test('has WebGPU of TF.js alone where there is no graphics card', () => {
    expect(
      lineUp([], 2, false)
        .map(({ name }) => name)
        .filter((name) => name.includes('webgpu')),
    ).toEqual(['TF.js webgpu']);
    expect(lineUp([], 2, true).filter(({ name }) => name.includes('webgpu'))).toHaveLength(3);
  });
});
