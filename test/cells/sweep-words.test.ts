/** What a sweep says in words. */
import { describe, expect, test } from 'vitest';
import { fastestWords, gpuWords } from '../../src/cells/sweep-words';
import { crossed, lost, point } from './latency/points';

describe('the fastest backend', () => {
  test('by runs of batch sizes', () => {
    expect(fastestWords(crossed)).toBe('Fastest by median: WASM up to a batch of 16, WebGL from 256 on.');
    const three = [
      ...crossed,
      point('plain', 1, 0.001),
      point('webgpu', 64, 0.1),
      point('webgpu', 128, 0.1),
      point('plain', 1024, 0.1),
    ];
    expect(fastestWords(three)).toBe(
      'Fastest by median: plain up to a batch of 1, WASM at 16, WebGPU from 64 to 128, WebGL at 256, plain from 1,024 on.',
    );
  });

  test('the same everywhere, and nothing of nothing', () => {
    expect(fastestWords(lost)).toBe('Fastest by median at every batch size: WASM.');
    expect(fastestWords([])).toBe('');
  });
});

describe('the GPU', () => {
  test('loses and wins at the ends', () => {
    expect(gpuWords(crossed)).toEqual([
      'At a batch of 1, WebGL takes 0.40 ms, WASM 50 µs: the GPU loses.',
      'At a batch of 256, WebGL takes 0.50 ms, WASM 1.60 ms: the GPU wins.',
    ]);
  });

  test('a software renderer is called one', () => {
    expect(gpuWords(lost)).toEqual([
      'At a batch of 1, WebGL · software takes 5.00 ms, WASM 50 µs: the software renderer loses.',
      'At a batch of 16, WebGL · software takes 5.00 ms, WASM 0.10 ms: the software renderer loses.',
    ]);
  });

  test('without the other side there is nothing to compare', () => {
    expect(gpuWords(crossed.slice(0, 3))).toEqual([]);
    expect(gpuWords(crossed.slice(3))).toEqual([]);
  });
});
