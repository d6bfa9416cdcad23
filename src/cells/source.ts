/** What a cell takes of another cell's network: its shape, its weights as they are now, and where its inputs come from. */
import type { Published } from '../contract/cell';
import type { ModelSpec, RunSpec } from '../contract/model';

export interface Source {
  model: ModelSpec;
  weights: Float32Array;
  spec: RunSpec;
}

/** Null while the other cell has no network yet. */
export function sourceOf(published: Published | undefined): Source | null {
  const { model, weights, spec } = (published ?? {}) as Partial<Record<keyof Source, unknown>>;
  return model && weights instanceof Float32Array && spec ? { model: model as ModelSpec, weights, spec: spec as RunSpec } : null;
}

/** '2 → 8 → 8 → 1' */
export function shapeOf({ inputs, layers }: ModelSpec): string {
  return [inputs, ...layers.map(({ units }) => units)].join(' → ');
}
