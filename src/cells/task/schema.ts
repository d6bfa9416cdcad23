/** The keys of a `task` fence: waits until the reader has really done something. */
import * as v from 'valibot';
import type { CellSchema } from '../../contract/cell';
import { expression, strict, text } from '../fields';

const schema = strict({
  /** What to do. */
  do: text(),
  /** What then holds, having not held before. */
  when: expression(),
  /** Shown on request. */
  hint: v.optional(text()),
});

export type TaskBody = v.InferOutput<typeof schema>;

export default {
  kind: 'task',
  tag: 'fp-task',
  schema,
  publishes: ['done'],
  width: 'column',
  expressions: ['when'],
  markdown: ['do', 'hint'],
  goal: true,
} satisfies CellSchema;
