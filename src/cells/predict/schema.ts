/** The keys of a `predict` fence: a guess before a measurement, then both side by side. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { between, expression, oneOf, strict, text } from '../fields';

const choice = strict({
  /** What the measured value is where this choice is right. */
  value: v.union([v.number(), v.string(), v.boolean()], 'expected a number, text, true or false'),
  text: text(),
});

const schema = v.pipe(
  strict({
    ask: text(),
    /** The measured value, not known before it has been measured. */
    of: expression(),
    kind: oneOf(['number', 'batch', 'choice']),
    /** Of a number. */
    unit: v.optional(text()),
    min: v.optional(between(-1e12, 1e12)),
    max: v.optional(between(-1e12, 1e12)),
    /** Of a choice. */
    choices: v.optional(v.pipe(v.array(choice, 'expected a list of choices'), v.minLength(2, 'expected at least 2 choices'))),
    /** What to say beside guess and result. */
    after: v.optional(text()),
  }),
  v.forward(
    v.check((body) => (body.kind === 'choice') === (body.choices !== undefined), 'expected with kind: choice, and only then'),
    ['choices'],
  ),
);

export type PredictBody = v.InferOutput<typeof schema>;

export default {
  kind: 'predict',
  tag: 'fp-predict',
  schema,
  publishes: ['guess', 'result', 'done'],
  width: 'column',
  expressions: ['of'],
  markdown: ['ask', 'after', 'choices.*.text'],
  goal: true,
} satisfies CellSchema;
