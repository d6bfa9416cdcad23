/** What somebody looks at, computed from weights on the host: the network's answer over the plane, one unit's, all outputs. */
import { allPlaneFeatures, planeFeatures } from '../../datasets/features';
import { planeInputs, tablePlane } from '../../datasets/table-plane';
import type { Dataset } from '../contract/dataset';
import type { BackendName, ModelSpec } from '../contract/model';
import type { Look } from '../contract/protocol';
import { forwardFlops } from '../engine/cost';
import { forwardOnly, unitResponse } from '../engine/plain/inference';

/** What a message carries for those who look. */
export interface Seen {
  weights: Float32Array | null;
  grid: Float32Array | null;
  gridBy: BackendName | null;
  unitGrid: Float32Array | null;
  outputs: Float32Array | null;
}

export const nothingSeen: Seen = { weights: null, grid: null, gridBy: null, unitGrid: null, outputs: null };
export const noLook: Look = { weights: false, grid: 0, unit: null, outputs: false };

/** Finer than any screen shows it, and still a message of reasonable size. */
const LARGEST_GRID = 512;
/** Floating-point operations that typed arrays do in about 20 ms; more are left to the run's own backend. */
const PLAIN_FLOPS = 4e7;

/** Whether the run's own backend computes the grid: it has to where there is much to do, and the compiled one is always the quicker. */
function byOwn(own: BackendName, flops: number): boolean {
  return own === 'compiled' || flops > PLAIN_FLOPS;
}

export function wantsAnything({ weights, grid, unit, outputs }: Look): boolean {
  return weights || grid > 0 || unit !== null || outputs;
}

/** Whether examples of this data are points of the plane, so that a grid over it means something. A table's columns may have the same names. */
export function isPlane({ rawWidth, features, scales }: Dataset): boolean {
  return !scales && rawWidth === 2 && features.every((name) => allPlaneFeatures.some((known) => known === name));
}

/**
 * Features of side × side points over the plane from −2 to 2, both ends included, row by row from the top (x2 = 2).
 * @returns side² × features
 */
export function gridFeatures(side: number, features: readonly string[]): Float32Array {
  const x = new Float32Array(side * side * features.length);
  const write = planeFeatures(features);
  const at = (i: number) => (side === 1 ? 0 : -2 + (4 * i) / (side - 1));
  for (let row = 0, offset = 0; row < side; row++)
    for (let column = 0; column < side; column++, offset += features.length) write(at(column), at(side - 1 - row), x, offset);
  return x;
}

/** Does the network's forward pass on its own backend. */
export type Predict = (x: Float32Array, n: number) => Promise<Float32Array>;

export class Looker {
  /** side² points of the plane as the network takes them; null where there is none. */
  readonly #gridOf: ((side: number) => Float32Array) | null;
  #side = 0;
  #gridX: Float32Array = new Float32Array(0);

  constructor(
    private readonly model: ModelSpec,
    private readonly data: Dataset,
  ) {
    const table = tablePlane(data);
    if (table) this.#gridOf = (side) => planeInputs(table, side);
    else this.#gridOf = isPlane(data) ? (side) => gridFeatures(side, data.features) : null;
  }

  /**
   * @param weights as they are now, on the host; copied where they are to be seen
   * @param own the backend that `predict` is of
   */
  async see(look: Look, weights: Float32Array, predict: Predict, own: BackendName): Promise<Seen> {
    return {
      weights: look.weights ? weights.slice() : null,
      ...(await this.#grid(look.grid, weights, predict, own)),
      unitGrid: this.#unitGrid(look, weights),
      outputs: look.outputs ? await predict(this.data.x, this.data.labels.length) : null,
    };
  }

  /** The output grid of any weights of this network, such as a snapshot's; null where the data is not of the plane. */
  gridOf(side: number, weights: Float32Array): Float32Array | null {
    const x = this.#points(side);
    return x && forwardOnly(this.model, weights, x, this.#side ** 2);
  }

  async #grid(side: number, weights: Float32Array, predict: Predict, own: BackendName): Promise<Pick<Seen, 'grid' | 'gridBy'>> {
    const x = this.#points(side);
    if (!x) return { grid: null, gridBy: null };
    const n = this.#side ** 2;
    if (byOwn(own, forwardFlops(this.model, n))) return { grid: await predict(x, n), gridBy: own };
    return { grid: forwardOnly(this.model, weights, x, n), gridBy: 'plain' };
  }

  #unitGrid({ grid, unit }: Look, weights: Float32Array): Float32Array | null {
    if (!unit || !(unit.unit >= 0 && unit.unit < (this.model.layers[unit.layer]?.units ?? 0))) return null;
    const x = this.#points(grid);
    return x && unitResponse(this.model, weights, x, this.#side ** 2, unit.layer, unit.unit);
  }

  #points(side: number): Float32Array | null {
    if (!this.#gridOf || !(side >= 1)) return null;
    const whole = Math.min(LARGEST_GRID, Math.floor(side));
    if (whole !== this.#side) {
      this.#gridX = this.#gridOf(whole);
      this.#side = whole;
    }
    return this.#gridX;
  }
}
