/** The network that another cell has published, as a sweep takes it. */
import type { Published } from '../../contract/cell';
import type { ModelSpec } from '../../contract/model';
import type { Source } from '../sweep';

/** Null while the other cell has no network yet. */
export function sourceOf(published: Published | undefined): Source | null {
  const { model, weights, spec } = (published ?? {}) as Partial<Record<keyof Source, unknown>>;
  return model && weights instanceof Float32Array && spec
    ? { model: model as ModelSpec, weights, spec: spec as Source['spec'] }
    : null;
}

/** '2 → 8 → 8 → 1' */
export function shapeOf({ inputs, layers }: ModelSpec): string {
  return [inputs, ...layers.map(({ units }) => units)].join(' → ');
}
