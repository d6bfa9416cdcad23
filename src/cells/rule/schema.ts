/** The keys of a `rule` fence: an optimizer's rule as its formula, as the code that runs it, and with live numbers. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import type { OptimizerName } from '../../contract/model';
import { between, oneOf, strict, text } from '../fields';

const names = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'] as const satisfies readonly OptimizerName[];

const schema = strict({
  optimizer: oneOf(names),
  /** The rule, with a word on each symbol that is new. */
  formula: text(),
  learningRate: v.optional(between(1e-6, 10), 0.1),
});

export type RuleBody = v.InferOutput<typeof schema>;

export default {
  kind: 'rule',
  tag: 'fp-rule',
  schema,
  publishes: ['steps', 'weight', 'gradients'],
  width: 'wide',
  markdown: ['formula'],
} satisfies CellSchema;
