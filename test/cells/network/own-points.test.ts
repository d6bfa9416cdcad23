/** What marks on the plane do to the reader's own points. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { OwnPoint } from '../../../src/contract/model';
import { OwnPoints } from '../../../src/cells/network/own-points';

let used: OwnPoint[][];
let own: OwnPoints;
const start: OwnPoint[] = [
  [0, 0, 0],
  [0.5, 0, 0],
  [1, 1, 1],
  [1, -1, 1],
];

beforeEach(() => {
  used = [];
  own = new OwnPoints(
    start,
    (points) => used.push(points),
    () => undefined,
  );
});

describe('a mark', () => {
  it('adds a point of the class that is chosen', () => {
    own.mark(-1, 0.25);
    own.marking = 'B';
    own.mark(0.1, 0.2);
    expect(own.points.slice(4)).toEqual([
      [-1, 0.25, 0],
      [0.1, 0.2, 1],
    ]);
    expect(own.said).toBe('Added class B at 0.1, 0.2. 6 points: 3 of class A, 3 of class B.');
    expect(used.at(-1)).toEqual(own.points);
  });

  it('removes the nearest point, if one is near', () => {
    own.marking = 'remove';
    own.mark(1.1, 0.9);
    expect(own.points).toEqual([start[0], start[1], start[3]]);
    own.mark(-2, -2);
    expect(own.points).toHaveLength(3);
    expect(own.said).toContain('No point is near');
  });

  it('adds no more than there may be', () => {
    for (let i = 0; i < 600; i++) own.mark(0, 0);
    expect(own.points).toHaveLength(500);
    expect(own.said).toContain('500 points already');
  });
});

it('is undone back to the beginning', () => {
  own.mark(-1, 0);
  own.removeNear(0, 0);
  own.clear();
  expect(own.words).toBe('No points yet.');
  while (own.undoable) own.undo();
  expect(own.points).toEqual(start);
});

it('is used only where a network can learn from it, and says what is missing', () => {
  own.remove(3);
  expect(used).toHaveLength(0);
  expect(own.lacking).toMatch(/1 more point of class B/);
  own.marking = 'B';
  own.mark(2, -2);
  expect(used).toEqual([[...start.slice(0, 3), [2, -2, 1]]]);
  expect(own.lacking).toBeNull();
});

it('draws a point before the worker knows of it, on no side yet', () => {
  const dataset = {
    spec: { dataset: 'points', seed: 1, noise: 0, samples: 0, trainShare: 0.5, features: ['x1', 'x2'] },
    features: ['x1', 'x2'],
    classes: ['class A', 'class B'],
    raw: Float32Array.of(0, 0, 0.5, 0, 1, 1, 1, -1),
    rawWidth: 2,
    x: new Float32Array(8),
    labels: Uint8Array.of(0, 0, 1, 1),
    train: Uint32Array.of(0, 2),
    test: Uint32Array.of(1, 3),
    notes: [],
  };
  own.mark(-1, 0);
  const points = own.asPoints(dataset);
  expect([...points.train]).toEqual([0, 2, 4]);
  expect([...points.test]).toEqual([1, 3]);
  expect(own.asPoints(dataset)).toBe(points);
});
