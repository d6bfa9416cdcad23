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

/** Up to so many numbers a loop is quicker than a call of `set`. */
const FEW = 256;

/** `count` numbers from number `first` of `from` on, to address `at`. */
export function copyIn(floats: Float32Array, from: Float32Array, first: number, count: number, at: number): void {
  const to = at / 4;
  if (count > FEW) floats.set(from.subarray(first, first + count), to);
  else for (let i = 0; i < count; i++) floats[to + i] = from[first + i];
}

/** n rows of `units` numbers at address `at`, without what fills them up, into `to` from row `first` on. */
export function copyOut(
  floats: Float32Array,
  at: number,
  stride: number,
  n: number,
  units: number,
  to: Float32Array,
  first: number,
): void {
  const step = stride / 4;
  let k = first * units;
  let row = at / 4;
  if (step === units && n * units > FEW) to.set(floats.subarray(row, row + n * units), k);
  else
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < units; j++) to[k++] = floats[row + j];
      row += step;
    }
}
