/** Where the drawing puts units and edges, and that each edge is the weight it says it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeAt, layerPlaces, layOut, mostShown, neighbour, parameterCount, touches } from '../../src/draw/diagram-layout';
import { layoutOf } from '../../src/engine/layout';
import { network } from './made-up';

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);
const shape = fc.tuple(
  fc.integer({ min: 1, max: 70 }),
  fc.array(fc.integer({ min: 1, max: 512 }), { minLength: 0, maxLength: 8 }),
  fc.integer({ min: 1, max: 10 }),
);

describe('layerPlaces', () => {
  it('is the layout of the weights that the engine keeps', () => {
    fc.assert(
      fc.property(shape, ([inputs, hidden, outputs]) => {
        const model = network(inputs, ...hidden, outputs);
        const { layers, parameters } = layoutOf(model);
        expect(layerPlaces(model)).toEqual(layers.map(({ inputs, units, kernel, bias }) => ({ inputs, units, kernel, bias })));
        expect(parameterCount(model)).toBe(parameters);
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});

describe('layOut', () => {
  it('gives every edge the index of its own weight: kernels row-major by input', () => {
    const diagram = layOut(network(2, 3, 2, 1), 500, ['x₁', 'x₂'], ['p']);
    const index = (layer: number, from: number, to: number) =>
      diagram.edges.find((edge) => edge.layer === layer && edge.from === from && edge.to === to)?.index;
    expect(index(0, 0, 2)).toBe(2);
    expect(index(0, 1, 0)).toBe(3);
    // 2 × 3 weights and 3 biases before the second layer's kernel.
    expect(index(1, 2, 1)).toBe(9 + 2 * 2 + 1);
    // 3 × 2 and 2 more before the third's.
    expect(index(2, 1, 0)).toBe(9 + 8 + 1);
    expect(diagram.edges).toHaveLength(6 + 6 + 2);
  });

  it('keeps every circle inside the drawing and clear of its neighbours, from 280 pixels and for any shape', () => {
    fc.assert(
      fc.property(shape, fc.integer({ min: 280, max: 900 }), ([inputs, hidden, outputs], width) => {
        const diagram = layOut(network(inputs, ...hidden, outputs), width, names(inputs), names(outputs));
        const { columns, height, gap } = diagram;
        for (const [i, column] of columns.entries()) {
          expect(column.places.length).toBe(Math.min(column.units, mostShown));
          expect((column.more?.count ?? 0) + column.places.length).toBe(column.units);
          expect(column.radius).toBeGreaterThan(5);
          if (i) expect(column.radius + columns[i - 1].radius).toBeLessThan(gap);
          for (const [j, { x, y }] of column.places.entries()) {
            expect(x - column.radius).toBeGreaterThanOrEqual(0);
            expect(x + column.radius).toBeLessThanOrEqual(width);
            expect(y - column.radius).toBeGreaterThanOrEqual(0);
            expect(y + column.radius).toBeLessThanOrEqual(height);
            if (j) expect(y - column.places[j - 1].y).toBeGreaterThan(2 * column.radius);
          }
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  it('draws a network without hidden layers', () => {
    const { columns, edges } = layOut(network(2, 1), 500, ['x₁', 'x₂'], ['p']);
    expect(columns).toHaveLength(2);
    expect(edges.map(({ index }) => index)).toEqual([0, 1]);
  });

  it('puts names beside the circles where one is too long for them', () => {
    const model = network(2, 4, 3);
    const [inputs, , outputs] = layOut(model, 500, ['x₁', 'x₂'], ['Adelie', 'Chinstrap', 'Gentoo']).columns;
    expect(inputs.names).toBe('inside');
    expect(outputs.names).toBe('beside');
    expect(outputs.places[0].x).toBeLessThan(500 - 9 * 6);
  });
});

describe('edgeAt', () => {
  const diagram = layOut(network(2, 8, 8, 1), 510, ['x₁', 'x₂'], ['p']);

  it('finds the edge whose curve is under the pointer', () => {
    const edge = diagram.edges.find(({ layer, from, to }) => layer === 0 && from === 1 && to === 7)!;
    // Close to its end nothing else ends where it does.
    expect(edgeAt(diagram, edge.x1 - 4, edge.y1 - 1, 5)).toMatchObject({ to: 7, layer: 0 });
    // A curve passes through its own middle.
    expect(edgeAt(diagram, (edge.x0 + edge.x1) / 2, (edge.y0 + edge.y1) / 2, 2)).toBe(edge);
  });

  it('finds none where there is none', () => {
    expect(edgeAt(diagram, 5, 5, 6)).toBeNull();
    expect(edgeAt(diagram, diagram.columns[1].places[0].x, 2, 6)).toBeNull();
  });
});

describe('neighbour', () => {
  const diagram = layOut(network(2, 8, 3, 1), 510, ['x₁', 'x₂'], ['p']);

  it('moves within a layer and stops at its ends', () => {
    expect(neighbour(diagram, { layer: 0, unit: 0 }, 'ArrowDown')).toMatchObject({ layer: 0, unit: 1 });
    expect(neighbour(diagram, { layer: 0, unit: 0 }, 'ArrowUp')).toBeNull();
    expect(neighbour(diagram, { layer: 0, unit: 3 }, 'End')).toMatchObject({ layer: 0, unit: 7 });
    expect(neighbour(diagram, { layer: 0, unit: 3 }, 'Home')).toMatchObject({ layer: 0, unit: 0 });
  });

  it('moves to the nearest unit of the next layer, from the inputs to the output', () => {
    expect(neighbour(diagram, { layer: 0, unit: 0 }, 'ArrowRight')).toMatchObject({ layer: 1, unit: 0 });
    expect(neighbour(diagram, { layer: 0, unit: 7 }, 'ArrowRight')).toMatchObject({ layer: 1, unit: 2 });
    expect(neighbour(diagram, { layer: 0, unit: 7 }, 'ArrowLeft')).toMatchObject({ layer: -1, unit: 1 });
    expect(neighbour(diagram, { layer: -1, unit: 0 }, 'ArrowLeft')).toBeNull();
    expect(neighbour(diagram, { layer: 2, unit: 0 }, 'ArrowRight')).toBeNull();
    expect(neighbour(diagram, { layer: 0, unit: 0 }, 'x')).toBeNull();
  });
});

describe('touches', () => {
  it('is true of what enters and what leaves a unit', () => {
    const { edges } = layOut(network(2, 3, 2), 500, ['a', 'b'], ['c', 'd']);
    const own = edges.filter((edge) => touches(edge, { layer: 0, unit: 1 }));
    expect(own.map(({ layer, from, to }) => [layer, from, to])).toEqual([
      [0, 0, 1],
      [0, 1, 1],
      [1, 1, 0],
      [1, 1, 1],
    ]);
  });
});
