/** The pictures of a run: everyone is in them, nothing lies outside, and they carry the colours of both themes. */
import { expect, test } from 'vitest';
import { drawn } from '../../bench/src/plots';
import { results } from './made-up';

const svgOf = (source: string) => new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;

test('there is one for each part that is not empty, and it stands alone', () => {
  const files = drawn(results);
  expect(Object.keys(files)).toEqual(['training', 'inference', 'grid']);
  for (const source of Object.values(files)) {
    const svg = svgOf(source);
    expect(svg.tagName).toBe('svg');
    expect(svg.namespaceURI).toBe('http://www.w3.org/2000/svg');
    expect(source).toContain('prefers-color-scheme: dark');
    expect(source).not.toContain('NaN');
  }
  expect(drawn({ ...results, inference: [], grid: [] })).toHaveProperty('training');
  expect(drawn({ ...results, training: [], inference: [], grid: [] })).toEqual({});
});

test('names every contender and its figure, within the picture', () => {
  const host = document.createElement('div');
  host.innerHTML = drawn(results).grid;
  document.body.append(host);
  const texts = [...host.querySelectorAll('text')].map((text) => text.textContent);
  for (const word of ['ours, plain', 'TF.js webgpu', '10.0 ms', '250 ms']) expect(texts).toContain(word);
  const frame = host.querySelector('svg')?.getBoundingClientRect();
  for (const text of host.querySelectorAll('text')) {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    expect(left).toBeGreaterThanOrEqual(frame?.left ?? Infinity);
    expect(right).toBeLessThanOrEqual(frame?.right ?? 0);
    expect(top).toBeGreaterThanOrEqual(frame?.top ?? Infinity);
    expect(bottom).toBeLessThanOrEqual(frame?.bottom ?? 0);
  }
  host.remove();
});
