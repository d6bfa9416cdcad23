/** The keys of a `microscope` fence: every number Adam keeps of one weight, with and without bias correction. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, oneOf, strict } from '../fields';

const schema = strict({
  gradients: v.optional(oneOf(['constant', 'noisy', 'bowl']), 'constant'),
  learningRate: v.optional(between(1e-6, 10), 0.01),
});

export type MicroscopeBody = v.InferOutput<typeof schema>;

export default {
  kind: 'microscope',
  tag: 'fp-microscope',
  schema,
  /** `first` says how the first step without correction compares. The ratios are the uncorrected step over the corrected one: of the first step, of the last, and the largest so far with its step. */
  publishes: ['steps', 'first', 'firstRatio', 'ratio', 'peak', 'peakStep', 'scale', 'gradients', 'firstStep'],
  width: 'wide',
} satisfies CellSchema;
