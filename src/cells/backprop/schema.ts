/** The keys of a `backprop` fence: a 2-2-1 network whose every number is on the page. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, oneOf, reference, strict } from '../fields';

/** w₁₂ leads from input 1 to hidden unit 2, v₁ from hidden unit 1 to the output; b and c are biases. */
export const parameters = ['w11', 'w21', 'b1', 'w12', 'w22', 'b2', 'v1', 'v2', 'c'] as const;

const number = () => between(-10, 10);

const schema = strict({
  /** A network whose unfused step is shown below. */
  of: v.optional(reference()),
  x: v.optional(v.tuple([number(), number()], 'expected two numbers'), [1, 0.5]),
  target: v.optional(between(0, 1), 0),
  /** In the order of `parameters`. */
  weights: v.optional(
    v.pipe(v.array(number()), v.length(parameters.length, `expected ${parameters.length} numbers: ${parameters.join(', ')}`)),
    [0.8, -0.4, 0.1, -0.6, 0.9, 0, 0.7, -0.5, 0.2],
  ),
  learningRate: v.optional(between(0, 100), 1),
  /** Whose gradient the reader computes; hidden until then. */
  ask: v.optional(oneOf(parameters), 'v1'),
});

export type BackpropBody = v.InferOutput<typeof schema>;

export default {
  kind: 'backprop',
  tag: 'fp-backprop',
  schema,
  publishes: [
    'backward', // true once the error has been sent back
    'solved', // true once the reader's gradient was right
    'attempts',
    'steps', // how many the reader has taken since the numbers were last edited
    'loss',
    'startLoss', // before the first of those steps
    'inspected', // how often the real network's step has been looked at
  ],
  width: 'wide',
  references: ['of'],
  needs: { of: ['run', 'model'] },
} satisfies CellSchema;
