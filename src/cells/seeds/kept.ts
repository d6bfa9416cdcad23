/** What a run of seeds keeps from visit to visit: each seed's final loss. */
import * as v from 'valibot';
import type { HiddenActivation } from '../activation-names';
import { oneOf, strict, whole } from '../fields';
import type { Group } from './results';
import type { SeedsBody } from './schema';

interface Kept {
  activation: HiddenActivation;
  /** Of seed 1 on; NaN where it diverged. */
  losses: Float64Array<ArrayBuffer>;
}

export function packed({ activation, points }: Group): Kept {
  return { activation, losses: Float64Array.from(points, ({ value }) => value) };
}

export function unpacked({ activation, losses }: Kept): Group {
  return { activation, of: losses.length, points: Array.from(losses, (value, i) => ({ seed: i + 1, value })) };
}

export function keptOf(body: SeedsBody) {
  const activation = v.picklist(body.activations);
  const losses = v.pipe(
    v.instance(Float64Array, 'expected float64 numbers'),
    v.check(({ length }) => length === body.seeds, `expected ${body.seeds} losses`),
  );
  const group = strict({ activation, losses });
  const distinct = (groups: Kept[]) => new Set(groups.map((one) => one.activation)).size === groups.length;
  return {
    version: 1,
    settings: strict({
      activation,
      loss: oneOf(['binaryCrossEntropy', 'meanSquaredError']),
      layers: v.pipe(v.array(whole(1, 512)), v.length(body.layers.length, `expected ${body.layers.length} layers`)),
    }),
    results: strict({
      groups: v.pipe(v.array(group), v.check(distinct, 'expected each activation once')),
      reference: v.nullable(v.number()),
      runs: whole(1, Number.MAX_SAFE_INTEGER),
      last: group,
      asWritten: v.record(
        v.picklist(body.activations.flatMap((name) => [`${name}Successes` as const, `${name}Runs` as const])),
        whole(0, Number.MAX_SAFE_INTEGER),
      ),
    }),
  };
}
