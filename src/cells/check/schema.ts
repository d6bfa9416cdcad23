/** The keys of a `check` fence: a question whose every answer explains itself. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { strict, text } from '../fields';

const answer = strict({
  text: text(),
  right: v.optional(v.literal(true, 'expected true, or no such key')),
  /** Why it is right or wrong: shown once it has been chosen. */
  why: text(),
});

const schema = strict({
  question: text(),
  answers: v.pipe(
    v.array(answer, 'expected a list of answers'),
    v.minLength(2, 'expected at least 2 answers'),
    v.check((answers) => answers.filter((one) => one.right).length === 1, 'expected exactly one answer with right: true'),
  ),
  /** Another order than the written one, the same at each visit. */
  shuffle: v.optional(v.boolean('expected true or false'), false),
});

export type CheckBody = v.InferOutput<typeof schema>;

export default {
  kind: 'check',
  tag: 'fp-check',
  schema,
  publishes: ['done', 'attempts'],
  width: 'column',
  markdown: ['question', 'answers.*.text', 'answers.*.why'],
  goal: true,
} satisfies CellSchema;
