/**
 * Where everything stands in the drawing of a network: columns of units, the edges between them, and what lies under the
 * pointer. Pure. Large layers show their first units only, so a drawing never has more than about 1,300 edges.
 */
import type { ModelSpec } from '../contract/model';

/** Units of a layer that are drawn; the rest are counted in words. */
export const mostShown = 12;

/** A unit: layer -1 is the inputs, 0 the first hidden layer, model.layers.length - 1 the output. */
export interface Unit {
  layer: number;
  unit: number;
}

export const sameUnit = (a: Unit | null, b: Unit | null): boolean => a?.layer === b?.layer && a?.unit === b?.unit;

export interface Place extends Unit {
  x: number;
  y: number;
}

export interface Column {
  layer: number;
  units: number;
  places: Place[];
  radius: number;
  /** Where the units' names stand, where they have any: in the circle, or beside it. */
  names: 'inside' | 'beside';
  /** 0 at the inputs, 1 at the output. */
  along: number;
  /** Where to say how many more there are, or null. */
  more: { x: number; y: number; count: number } | null;
}

export interface Edge {
  /** The layer whose kernel holds the weight. */
  layer: number;
  /** Unit of the layer before, and of this one. */
  from: number;
  to: number;
  /** Where the weight stands in the flat weights. */
  index: number;
  /** From the rim of one unit to the rim of the other. */
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

export interface Diagram {
  width: number;
  height: number;
  columns: Column[];
  edges: Edge[];
  /** Pixels between neighbouring columns. */
  gap: number;
}

/** Where a layer's numbers stand in the flat weights: the weight from input i to unit j at kernel + i × units + j, then the bias. */
export interface LayerPlace {
  inputs: number;
  units: number;
  kernel: number;
  bias: number;
}

/** The flat layout of contract/backend.ts (Snapshot.weights). */
export function layerPlaces(model: ModelSpec): LayerPlace[] {
  let inputs = model.inputs;
  let kernel = 0;
  return model.layers.map(({ units }) => {
    const place = { inputs, units, kernel, bias: kernel + inputs * units };
    kernel = place.bias + units;
    inputs = units;
    return place;
  });
}

/** Weights and biases of the whole network. */
export function parameterCount(model: ModelSpec): number {
  const last = layerPlaces(model).at(-1);
  return last ? last.bias + last.units : 0;
}

const pad = 20;
const roughLetter = 6.4;
/** Share of the width that names beside the circles may take, on either side. */
const namesShare = 0.22;

/** Sizes in CSS pixels. `inputs` and `outputs` are the names as drawn. */
export function layOut(model: ModelSpec, width: number, inputs: readonly string[], outputs: readonly string[]): Diagram {
  const units = [model.inputs, ...model.layers.map((layer) => layer.units)];
  const shown = units.map((count) => Math.min(count, mostShown));
  const usable = Math.max(230, (Math.max(...shown) - 1) * 27);
  const anyMore = units.some((count) => count > mostShown);
  const height = usable + 2 * pad + (anyMore ? 22 : 0);

  // Names stand in the circles where they are short and the circles are not too small for them, and beside them otherwise.
  const rim = Math.min(15, width / (units.length * 3));
  const inside = ([inputs, outputs] as const).map(
    (names) => rim > 11 && names.slice(0, mostShown).every((name) => name.length <= 3),
  );
  const beside = ([inputs, outputs] as const).map((names, side) =>
    inside[side]
      ? 0
      : Math.min(width * namesShare, Math.max(0, ...names.slice(0, mostShown).map((name) => name.length)) * roughLetter + 8),
  );
  const edge = Math.min(29, Math.max(4, width * 0.057));
  const left = (beside[0] || edge) + rim;
  const right = width - (beside[1] || edge) - rim;
  const gap = (right - left) / (units.length - 1);

  const columns = units.map((count, i): Column => {
    const step = shown[i] > 1 ? Math.min(60, usable / (shown[i] - 1)) : 60;
    const end = i === 0 || i === units.length - 1;
    const x = left + i * gap;
    const top = pad + (usable - step * (shown[i] - 1)) / 2;
    const places = Array.from({ length: shown[i] }, (_, unit) => ({ layer: i - 1, unit, x, y: top + unit * step }));
    return {
      layer: i - 1,
      units: count,
      places,
      radius: Math.min(end ? 15 : 11.5, gap * 0.28, step * 0.36),
      names: (i === 0 ? inside[0] : inside[1]) ? 'inside' : 'beside',
      along: i / (units.length - 1),
      more: count > shown[i] ? { x, y: top + step * (shown[i] - 1) + 27, count: count - shown[i] } : null,
    };
  });
  return { width, height, columns, edges: edgesBetween(model, columns), gap };
}

function edgesBetween(model: ModelSpec, columns: readonly Column[]): Edge[] {
  return layerPlaces(model).flatMap(({ units, kernel }, layer) => {
    const before = columns[layer];
    const after = columns[layer + 1];
    return before.places.flatMap((from) =>
      after.places.map((to) => ({
        layer,
        from: from.unit,
        to: to.unit,
        index: kernel + from.unit * units + to.unit,
        x0: from.x + before.radius,
        y0: from.y,
        x1: to.x - after.radius,
        y1: to.y,
      })),
    );
  });
}

/** Does this edge begin or end at the unit? */
export function touches(edge: Edge, { layer, unit }: Unit): boolean {
  return (edge.layer === layer && edge.to === unit) || (edge.layer === layer + 1 && edge.from === unit);
}

/** The edge nearest to a point, at most `reach` pixels away, or null. */
export function edgeAt(diagram: Diagram, x: number, y: number, reach: number): Edge | null {
  let nearest: Edge | null = null;
  let least = reach * reach;
  for (const edge of diagram.edges) {
    if (x < edge.x0 || x > edge.x1) continue;
    const distance = distanceSquared(edge, x, y);
    if (distance <= least) {
      least = distance;
      nearest = edge;
    }
  }
  return nearest;
}

/** To the edge's curve: a cubic Bézier whose inner points stand half-way across, drawn as 24 straight pieces. */
function distanceSquared({ x0, y0, x1, y1 }: Edge, x: number, y: number): number {
  let least = Infinity;
  let px = x0;
  let py = y0;
  for (let i = 1; i <= 24; i++) {
    const t = i / 24;
    const u = 1 - t;
    const qx = x0 * (u ** 3 + 1.5 * u * u * t + 1.5 * u * t * t) + x1 * (t ** 3 + 1.5 * u * t * t + 1.5 * u * u * t);
    const qy = y0 * (u ** 3 + 3 * u * u * t) + y1 * (t ** 3 + 3 * u * t * t);
    least = Math.min(least, toSegmentSquared(x, y, px, py, qx, qy));
    px = qx;
    py = qy;
  }
  return least;
}

/** Squared distance from a point to a straight piece. */
export function toSegmentSquared(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const long = dx * dx + dy * dy;
  const t = long ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / long)) : 0;
  return (x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2;
}

/** The unit that an arrow key leads to: up and down within a layer, left and right to the nearest of the next one; null where there is none. */
export function neighbour(diagram: Diagram, from: Unit, key: string): Unit | null {
  const column = diagram.columns[from.layer + 1];
  const place = column?.places[from.unit];
  if (!place) return null;
  if (key === 'ArrowUp') return column.places[from.unit - 1] ?? null;
  if (key === 'ArrowDown') return column.places[from.unit + 1] ?? null;
  if (key === 'Home') return column.places[0];
  if (key === 'End') return column.places[column.places.length - 1];
  const beside = diagram.columns[from.layer + 1 + (key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : NaN)];
  if (!beside) return null;
  return beside.places.reduce((best, next) => (Math.abs(next.y - place.y) < Math.abs(best.y - place.y) ? next : best));
}

/** How many letters of a name beside its circle have room. */
export function lettersBeside(width: number): number {
  return Math.max(3, Math.floor((width * namesShare - 4) / roughLetter));
}
