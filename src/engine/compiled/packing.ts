/** Numbers in and out of a network's memory: weights and slots between the layout of a Snapshot and panels, and rows of examples. */
import type { LayerPlace, Places } from './memory';

/** Where panels hold an element of each layer, and where a Snapshot does. */
function eachWeight({ layers, weights }: Places, visit: (inPanels: number, inSnapshot: number) => void): void {
  for (const { layout, panels, weights: start } of layers)
    for (let row = 0; row < panels.rows; row++)
      for (let j = 0; j < layout.units; j++)
        visit((start - weights) / 4 + panels.at(row, j), layout.kernel + row * layout.units + j);
}

/** Into panels at address `to`; what fills them up becomes 0. */
export function pack(floats: Float32Array, places: Places, from: Float32Array, to: number): void {
  floats.fill(0, to / 4, (to + places.parameterBytes) / 4);
  eachWeight(places, (inPanels, inSnapshot) => (floats[to / 4 + inPanels] = from[inSnapshot]));
}

export function unpacked(floats: Float32Array, places: Places, at: number): Float32Array {
  const all = new Float32Array(places.layers[places.layers.length - 1].layout.end);
  eachWeight(places, (inPanels, inSnapshot) => (all[inSnapshot] = floats[at / 4 + inPanels]));
  return all;
}

/** Makes the transposed kernels from the weights as they are. */
export function transpose(floats: Float32Array, layers: readonly LayerPlace[]): void {
  for (const { layout, panels: from, transposed, weights } of layers) {
    if (!transposed) continue;
    const { panels, at } = transposed;
    floats.fill(0, at / 4, at / 4 + panels.floats);
    for (let i = 0; i < layout.inputs; i++)
      for (let j = 0; j < layout.units; j++) floats[at / 4 + panels.at(j, i)] = floats[weights / 4 + from.at(i, j)];
  }
}

/** Up to so many numbers a loop is quicker than a call of `set`, which takes 30 ns, and 90 ns where it needs a part of an array. */
const FEW = 12;

/** `count` numbers from number `first` of `from` on, to address `at`. */
export function copyIn(floats: Float32Array, from: Float32Array, first: number, count: number, at: number): void {
  const to = at >> 2;
  if (count <= FEW) for (let i = 0; i < count; i++) floats[to + i] = from[first + i];
  else floats.set(from.length === count ? from : from.subarray(first, first + count), to);
}

/** All of `part`, a part of the memory, into `to` from number `first` on. */
export function copyOut(part: Float32Array, to: Float32Array, first: number): void {
  const count = part.length;
  if (count <= FEW) for (let i = 0; i < count; i++) to[first + i] = part[i];
  else to.set(part, first);
}

/** n rows of `units` numbers at address `at`, without what fills them up. */
export function rowsAt(floats: Float32Array, at: number, stride: number, n: number, units: number): Float32Array {
  const rows = new Float32Array(n * units);
  for (let i = 0; i < n; i++) {
    const row = (at + i * stride) >> 2;
    for (let j = 0; j < units; j++) rows[i * units + j] = floats[row + j];
  }
  return rows;
}
