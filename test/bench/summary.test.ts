/** The run in short, as it stands in the README; and where the marks of its plots stand. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inferenceMarks, order, trainingMarks } from '../../bench/src/places';
import { behind, duration, linesOf, markdownOf, withSection } from '../../bench/src/summary';
import { resultsOf } from '../../bench/src/results';
import { page, results, slices } from './made-up';

describe('the lines', () => {
  const lines = linesOf(results);

  test('name the fastest on either side, with its figure', () => {
    expect(lines.map(({ task }) => task)).toEqual([
      'A2, training',
      'A3, training',
      'A2, inference, batch 32',
      'A3, inference, batch 32',
      'A2, a grid of 500 × 500 points',
    ]);
    expect(lines[0]).toEqual({
      task: 'A2, training',
      ours: { contender: 'plain', figure: '50.0 steps/s' },
      peer: { contender: 'brain.js', figure: '20.0 steps/s' },
      ratio: 2.5,
      alone: { peer: 'brain.js', ratio: 2.5, low: 2, high: 4 },
    });
    expect(lines[4].ours).toEqual({ contender: 'plain', figure: '10.0 ms' });
    expect(lines[4].peer?.contender).toBe('onnxruntime-web wasm, 2 threads');
    expect(lines[4].alone?.peer).toBe('TF.js cpu');
  });

  test('name a second thread of ours only where it brings something', () => {
    const named = (second: number) =>
      linesOf(
        resultsOf({}, [
          {
            ...page,
            training: [
              slices('ours, compiled', [100, 100, 100]),
              slices('ours, compiled, 2 threads', [second, second, second]),
              slices('brain.js', [10, 10, 10]),
            ],
          },
        ]),
      )[0].ours.contender;
    expect([104, 106].map(named)).toEqual(['compiled', 'compiled, 2 threads']);
  });

  test('that may be behind are those whose interval begins below 0.95', () => {
    const line = (low: number) => ({ ...lines[0], alone: { peer: 'brain.js', ratio: 1, low, high: 2 } });
    expect(behind([line(0.94), line(0.95), { ...lines[0], alone: null }])).toEqual([line(0.94)]);
  });
});

test('durations are in microseconds while they are few', () => {
  expect([0.0761, 999, 9200].map(duration)).toEqual(['0.0761 µs', '999 µs', '9.20 ms']);
});

describe('the section of the README', () => {
  const text = markdownOf(results);

  test('names the place and the day, and what the drawn grid is held against', () => {
    expect(text).toContain('Measured on 2026-11-23 in Chromium 156 on 2 processors (A Processor), no graphics card');
    expect(text).toContain('| A2, training | 50.0 steps/s (plain) | 20.0 steps/s (brain.js) | 2.50× | 2.50× (2.00× to 4.00×) |');
    expect(text).toMatch(/after 12\.5 ms \(shader, drawn\); TensorFlow\.js .* \(TF\.js cpu\) .* after 100 ms: 8\.00×/);
    expect(text).toMatch(/reaches, round by round, 0\.4% \(0\.4% to 0\.7%\) in training A3\./);
    expect(text).toMatch(/within 5% of its best, it reaches 0\.4% \(0\.4% to 0\.4%\) in training A3 \(6 of 7 turns\)\./);
    expect(text).toContain('as much as one, times: 1.50 (1.00 to 2.00) beside A2, 1.50 (1.00 to 2.00) beside A3;');
  });

  test('goes between the marks and leaves the rest alone', () => {
    expect(withSection('a\n<!-- bench -->\nold\n<!-- /bench -->\nb', 'new')).toBe('a\n<!-- bench -->\nnew\n<!-- /bench -->\nb');
    expect(() => withSection('a', 'new')).toThrow(RangeError);
  });

  test('is that of the results beside the plots, and empty where there are none', () => {
    const at = (path: string) => new URL(`../../${path}`, import.meta.url);
    const readme = readFileSync(at('README.md'), 'utf8');
    const results = at('bench/results/results.json');
    const section = existsSync(results) ? markdownOf(JSON.parse(readFileSync(results, 'utf8'))) : '';
    expect(withSection(readme, section)).toBe(readme);
  });
});

describe('the marks of the plots', () => {
  test('are multiples of the fastest peer, with their intervals, and held within the axis', () => {
    expect(trainingMarks(results)[0]).toEqual({
      network: 'A2',
      batch: 0,
      contender: 'ours, plain',
      ours: true,
      ratio: 2.5,
      low: 2,
      high: 3,
      label: '50/s',
    });
    const [ours, peer] = inferenceMarks(results.inference);
    expect(ours).toMatchObject({ ratio: 100, low: 100, high: 100, label: '0.500 µs' });
    expect(peer).toMatchObject({ ratio: 1, low: 0.5, high: 2, label: '100 µs' });
  });

  test('stand with ours first, then by speed', () => {
    expect(order(inferenceMarks(results.grid))).toEqual([
      'ours, plain',
      'ours, shader, drawn',
      'onnxruntime-web wasm, 2 threads',
      'TF.js cpu',
      'TF.js webgpu',
    ]);
  });
});
