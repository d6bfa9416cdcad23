/**
 * Where everything stands in the memory that a network's compiled functions share: laid out once, from the shape alone, with every address
 * a constant in the code. What may grow (data, the largest batch, what inspection wants) stands last, so that nothing before it moves.
 *
 * Weights and whatever is shaped like them stand in panels: 8 columns at a time (the last panel may have 4), each row of a panel after
 * the row before, so that a product reads them in the order of memory. Other matrices are row by row.
 */
import type { LayerLayout } from '../layout';
import { layoutOf } from '../layout';
import type { ModelSpec, OptimizerSpec } from '../../contract/model';
import { slotCount } from '../optimizers';
import { CONTROL_BYTES } from './meeting';
import { SHARED_BYTES } from './sharing';

/** Columns of a panel: two vectors of four floats. */
export const PANEL = 8;
/** Bytes of a panel's row: where its columns begin in the rows of other matrices. */
export const PANEL_ROW = 4 * PANEL;
/** Examples that inference takes through all layers at a time: two layers' activations stay in the cache. */
export const BLOCK = 64;
/** Steps described at a time, and the bytes that describe one. */
export const STEPS = 512;
export const STEP_BYTES = 32;
/** Every so many steps averages which have all but faded are made zeros. A step's description stands where its number modulo this says. */
export const FADED_EVERY = 64;
/** Offsets in a step's description. The examples' number and the address of their row numbers are whole, the others floats. */
export const step = { examples: 0, rows: 4, scale: 8, rate: 12, epsilon: 16, decay: 20, l1: 24, l2: 28 } as const;
/** Row numbers that fit in one go, unless a single batch has more. */
const ROWS = 8192;
/** Bytes that inference takes of inputs in one go, as near as whole blocks come. */
const INPUT_BYTES = 2 ** 20;

/** A matrix in panels. */
export class Panels {
  /** Columns with those that fill up the last vector; they hold zeros. */
  readonly padded: number;

  constructor(
    readonly rows: number,
    readonly columns: number,
  ) {
    this.padded = padded(columns);
  }

  get floats(): number {
    return this.rows * this.padded;
  }

  /** Full panels of 8. */
  get full(): number {
    return Math.floor(this.padded / PANEL);
  }

  /** Whether a panel of 4 stands at the end. */
  get half(): boolean {
    return this.padded % PANEL !== 0;
  }

  get count(): number {
    return this.full + (this.half ? 1 : 0);
  }

  /** Place of an element, in floats. */
  at(row: number, column: number): number {
    const panel = Math.floor(column / PANEL);
    const width = Math.min(PANEL, this.padded - panel * PANEL);
    return panel * PANEL * this.rows + row * width + (column % PANEL);
  }
}

/** The weights of a last layer of one unit: its kernel side by side, filled up with zeros to whole vectors, and its bias in a vector of its own. */
export class Column {
  readonly count = 1;

  /** @param rows inputs, and one for the bias */
  constructor(readonly rows: number) {}

  get floats(): number {
    return padded(this.rows - 1) + 4;
  }

  /** Place of an element, in floats. */
  at(row: number): number {
    return row < this.rows - 1 ? row : padded(row);
  }
}

export interface LayerPlace {
  layout: LayerLayout;
  /** Kernel and, as its last row, bias. */
  panels: Panels | Column;
  /** Where two threads count those whose weights are left to change. */
  shared: number;
  /** Byte address of the weights; each slot and the gradient have the layer at the same distance from their own start. */
  weights: number;
  /** The kernel transposed, in panels of inputs, for every layer but the first; a column needs none. */
  transposed: { panels: Panels; at: number } | null;
  /** Bytes from one example to the next in this layer's matrices. */
  stride: number;
  /** Before the activation: the last layer only. */
  z: number;
  a: number;
  /** The slope, where the activation keeps it. */
  slope: number;
  /** Gradient of the loss. */
  d: number;
}

/** What decides the addresses beside the network's shape. */
export interface Room {
  /** Examples of both splits. */
  train: number;
  test: number;
  /** The largest batch there is room for; 0 before there is any. */
  capacity: number;
  inspection: boolean;
}

export interface Places {
  /** Words by which two threads work together. */
  control: number;
  /** Counters of the panels that they share, where these are the first layer's forward. */
  shared: { first: number };
  layers: LayerPlace[];
  /** Descriptions of the steps to take. */
  steps: number;
  /** Weights of all layers; the slots follow, each as long. */
  weights: number;
  parameterBytes: number;
  slots: number[];
  /** A vector for each weight, for the sums of small networks. */
  sums: number;
  /** Whether it is written out with examples in the lanes. Inspection takes it layer by layer all the same. */
  small: boolean;
  /** Logits and outputs stand side by side at the end, without what fills up their rows. */
  inference: {
    x: number;
    rows: number;
    layers: readonly [number, number];
    /** Bytes from one thread's block to the other's. */
    block: number;
    logits: number;
    outputs: number;
  };
  /** Rows of x as they are given, rows of y padded to whole vectors. */
  data: Record<'train' | 'test', { x: number; y: number }>;
  outputStride: number;
  /** The gathered rows stand at `x`; at `second` are those that a second thread has gathered for itself. */
  batch: { x: number; second: number; stride: number; rows: number; rowCount: number };
  /** Gradient, then weights and slots to try an update on. */
  inspection: { gradient: number; weights: number };
  bytes: number;
}

/** Filled up to whole vectors. */
export function padded(columns: number): number {
  return Math.ceil(columns / 4) * 4;
}

/** Rows a multiple of 256 bytes apart would fall into the same few sets of the cache. */
function strideOf(columns: number): number {
  const bytes = 4 * padded(columns);
  return bytes % 256 === 0 ? bytes + 16 : bytes;
}

/** The most weights and biases, and the most inputs, of a network written out whole: beyond, tiles are quicker and much less code. */
const SMALL = { parameters: 64, inputs: 16 };

export function placesOf(model: ModelSpec, optimizer: OptimizerSpec, room: Room): Places {
  let end = 64;
  const take = (bytes: number) => {
    const at = end;
    // A cache line beyond each: reading whole vectors may run past the last row.
    end = Math.ceil((end + bytes) / 64) * 64 + 64;
    return at;
  };
  const { layers } = layoutOf(model);
  const small = layers[layers.length - 1].end <= SMALL.parameters && model.inputs <= SMALL.inputs;
  const isColumn = (i: number) => !small && i === layers.length - 1 && layers[i].units === 1;
  const strides = layers.map(({ units }, i) => (isColumn(i) ? 4 : strideOf(units)));
  const widest = Math.max(...strides);
  const outputStride = strides[layers.length - 1];
  const control = take(CONTROL_BYTES);
  const shared = { first: take(SHARED_BYTES) };
  const sharedWeights = layers.map(() => take(SHARED_BYTES));
  const steps = take((STEPS + FADED_EVERY - 1) * STEP_BYTES);

  const shapes = layers.map(({ inputs, units }, i) => (isColumn(i) ? new Column(inputs + 1) : new Panels(inputs + 1, units)));
  const parameterBytes = 4 * shapes.reduce((sum, { floats }) => sum + floats, 0);
  const weights = take(parameterBytes);
  const slots = Array.from({ length: slotCount(optimizer.kind) }, () => take(parameterBytes));
  const sums = take(4 * parameterBytes);
  const transposed = layers.map(({ inputs, units }, i) => {
    if (i === 0 || isColumn(i)) return null;
    // Whole vectors of rows: an update turns four columns at a time.
    const panels = new Panels(padded(units), inputs);
    return { panels, at: take(4 * panels.floats) };
  });

  const blocks = Math.max(1, Math.min(64, Math.floor(INPUT_BYTES / (4 * model.inputs * BLOCK))));
  const rows = blocks * BLOCK;
  const inference = {
    rows,
    x: take(4 * model.inputs * rows),
    layers: [take(2 * BLOCK * widest), take(2 * BLOCK * widest)] as const,
    block: BLOCK * widest,
    logits: take(rows * outputStride),
    outputs: take(rows * outputStride),
  };
  const split = (n: number) => ({ x: take(4 * model.inputs * n), y: take(outputStride * n) });
  const data = { train: split(room.train), test: split(room.test) };

  const rowCount = Math.max(ROWS, room.capacity);
  const batch = {
    rowCount,
    rows: take(4 * rowCount),
    x: take(strideOf(model.inputs) * room.capacity),
    second: take(strideOf(model.inputs) * room.capacity),
    stride: strideOf(model.inputs),
  };
  let offset = weights;
  const placed = layers.map((layout, i): LayerPlace => {
    const stride = strides[i];
    const matrix = () => take(stride * room.capacity);
    const at = offset;
    offset += 4 * shapes[i].floats;
    return {
      layout,
      panels: shapes[i],
      shared: sharedWeights[i],
      weights: at,
      transposed: transposed[i],
      stride,
      z: i === layers.length - 1 ? matrix() : 0,
      a: matrix(),
      slope: matrix(),
      d: matrix(),
    };
  });
  const inspection = room.inspection
    ? { gradient: take(parameterBytes), weights: take(parameterBytes * (1 + slots.length)) }
    : { gradient: 0, weights: 0 };
  return {
    control,
    shared,
    layers: placed,
    steps,
    weights,
    parameterBytes,
    slots,
    sums,
    small,
    inference,
    data,
    outputStride,
    batch,
    inspection,
    bytes: end,
  };
}
