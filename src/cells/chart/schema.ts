/** The keys of a `chart` fence: columns of a run's history against one another. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { oneOf, reference, strict } from '../fields';

/** Columns of a run's history (contract/protocol.ts, Rows). */
export const columns = ['step', 'epoch', 'trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy', 'learningRate', 'ms'] as const;

const schema = strict({
  of: reference(),
  x: v.optional(oneOf(columns), 'epoch'),
  y: v.pipe(v.array(oneOf(columns), `expected a list of ${columns.join(', ')}`), v.minLength(1, 'expected at least one column')),
  xLog: v.optional(v.boolean('expected true or false'), false),
  yLog: v.optional(v.boolean('expected true or false'), false),
});

export type ChartBody = v.InferOutput<typeof schema>;

export default {
  kind: 'chart',
  tag: 'fp-chart',
  schema,
  publishes: [],
  width: 'column',
  references: ['of'],
  needs: { of: ['history'] },
} satisfies CellSchema;
