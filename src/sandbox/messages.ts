/** Checks what comes out of the sandbox: whoever wrote the code may have written the message too. */
import * as v from 'valibot';
import type { KernelReply } from '../contract/sandbox';

/** Characters of one message. The kernel holds itself to less (kernel/run.ts). */
const longest = 1_000_000;

const short = v.pipe(v.string(), v.maxLength(200));
const finite = v.pipe(v.number(), v.finite());
const value = v.union([finite, short, v.null()]);
const place = v.nullable(v.object({ line: v.pipe(v.number(), v.integer()), column: v.pipe(v.number(), v.integer()) }));

const scale = v.object({
  name: v.picklist(['x', 'y', 'color', 'r']),
  label: v.nullable(short),
  type: v.nullable(short),
  domain: v.nullable(v.pipe(v.array(value), v.maxLength(1000))),
  grid: v.boolean(),
  reverse: v.boolean(),
  zero: v.boolean(),
});
const mark = v.object({
  mark: short,
  channels: v.pipe(
    v.array(v.object({ name: short, values: v.pipe(v.array(value), v.maxLength(5000)), label: v.nullable(short) })),
    v.maxLength(20),
  ),
  constants: v.pipe(v.array(v.object({ name: short, value: v.union([finite, short]) })), v.maxLength(20)),
});
const output = v.variant('kind', [
  v.object({ kind: v.literal('text'), text: v.string(), level: v.picklist(['log', 'warn', 'value']) }),
  v.object({
    kind: v.literal('table'),
    columns: v.pipe(v.array(short), v.maxLength(16)),
    rows: v.pipe(v.array(v.pipe(v.array(v.union([finite, short])), v.maxLength(16))), v.maxLength(200)),
    of: finite,
  }),
  v.object({
    kind: v.literal('plot'),
    plot: v.object({
      title: v.nullable(short),
      height: v.nullable(finite),
      scales: v.pipe(v.array(scale), v.maxLength(4)),
      marks: v.pipe(v.array(mark), v.maxLength(40)),
    }),
  }),
]);
const reply = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('broken') }),
  v.object({ type: v.literal('output'), run: finite, output }),
  v.object({ type: v.literal('done'), run: finite, value: v.nullable(v.union([finite, v.string(), v.boolean()])) }),
  v.object({
    type: v.literal('failed'),
    run: finite,
    fault: v.object({ name: v.string(), message: v.string(), place }),
  }),
]);

/** Null where it is nothing that the kernel says. Keys that are not asked for are dropped. */
export function readReply(data: unknown): KernelReply | null {
  if (typeof data !== 'string' || data.length > longest) return null;
  try {
    const result = v.safeParse(reply, JSON.parse(data));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
