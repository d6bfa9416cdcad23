/** What a code cell is given of another cell, `$id`: plain data, and only the fields that its code names. */
import type { Published } from '../../contract/cell';
import type { EngineClient, History } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import type { DataSpec, ModelSpec } from '../../contract/model';
import schema from './schema';

type Derived = keyof typeof schema.code.derives;

const deepest = 8;

/**
 * @param fields null for all that is published
 * @param engine asked for `data` and `answers` alone
 */
export async function givenOf(
  published: Published | undefined,
  fields: readonly string[] | null,
  engine: () => EngineClient,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const source = published ?? {};
  for (const name of fields ?? [...Object.keys(source), 'layers']) {
    found[name] =
      isDerived(name) && !Object.hasOwn(source, name) ? await derive(name, source, engine) : plain(source[name] ?? null, 0);
  }
  return found;
}

/** The published names that a field stands on. */
export function needsOf(field: string): readonly string[] {
  return isDerived(field) ? schema.code.derives[field] : [field];
}

function isDerived(name: string): name is Derived {
  return Object.hasOwn(schema.code.derives, name);
}

/** Null while what it is made of is not there. */
async function derive(name: Derived, { model, weights, spec }: Published, engine: () => EngineClient): Promise<unknown> {
  const data = (spec as { data: DataSpec } | null | undefined)?.data;
  if (name === 'layers') return model && weights ? layersOf(model as ModelSpec, weights as Float32Array) : null;
  if (!data) return null;
  const dataset = await engine().ask('dataset', { data });
  if (name === 'data') return dataOf(dataset);
  if (!model || !weights) return null;
  const predictor = await engine().freeze(model as ModelSpec, weights as Float32Array, 'plain');
  try {
    const n = dataset.labels.length;
    return rowsOf(await predictor.predict(dataset.x, n), n);
  } finally {
    predictor.dispose();
  }
}

/** As the engine lays them out (src/engine/layout.ts): each layer's kernel, input by input, then its bias. */
export function layersOf(model: ModelSpec, weights: Float32Array) {
  let inputs = model.inputs;
  let from = 0;
  return model.layers.map(({ units, activation }) => {
    const end = from + inputs * units;
    const kernel = rowsOf(weights.subarray(from, end), inputs);
    const bias = Array.from(weights.subarray(end, end + units));
    from = end + units;
    inputs = units;
    return { units, activation, kernel, bias };
  });
}

function dataOf({ features, classes, x, labels, target, train, test }: Dataset) {
  return {
    features: [...features],
    classes: [...classes],
    x: rowsOf(x, labels.length),
    labels: Array.from(labels),
    target: target ? { ...target, values: Array.from(target.values) } : null,
    train: Array.from(train),
    test: Array.from(test),
  };
}

function rowsOf(values: Float32Array, rows: number): number[][] {
  const width = values.length / rows;
  return Array.from({ length: rows }, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
}

/** A copy without handles and functions; a history becomes its columns. Null where nothing is left. */
function plain(value: unknown, depth: number): unknown {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return value;
  if (typeof value !== 'object' || depth > deepest) return null;
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (isHistory(value)) {
    const columns = Object.entries(value.columns) as [string, Float64Array][];
    return Object.fromEntries(columns.map(([name, column]) => [name, Array.from(column.subarray(0, value.length))]));
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => typeof item !== 'function')
      .map(([name, item]) => [name, plain(item, depth + 1)]),
  );
}

function isHistory(value: object): value is History {
  return 'columns' in value && 'length' in value && 'version' in value;
}
