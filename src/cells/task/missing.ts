/** What an expression still needs, in words: 'test loss is 0.31, needs under 0.1'. Pure. */
import type { Expression, Scope } from '../../contract/cell';
import { evaluate, type Value } from '../../lesson/evaluate';
import { duration, loss, percent, significant } from '../../ui/format';

const turned = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;
const needs = { '=': '', '!=': 'other than ', '<': 'under ', '<=': 'at most ', '>': 'over ', '>=': 'at least ' } as const;

type Comparison = Extract<Expression, { left: Expression }> & { op: keyof typeof turned };

/** Each comparison of a name that does not hold yet; those that cannot be said in words are left out. */
export function missing(tree: Expression, scope: Pick<Scope, 'get'>): string[] {
  if (tree.op === 'and') return [...new Set([...missing(tree.left, scope), ...missing(tree.right, scope)])];
  if (!isComparison(tree) || evaluate(tree, scope) === true) return [];
  const { left, right, op } = tree;
  if (left.op === 'name') return said(left.field, op, evaluate(left, scope), evaluate(right, scope));
  if (right.op === 'name') return said(right.field, turned[op], evaluate(right, scope), evaluate(left, scope));
  return [];
}

function isComparison(tree: Expression): tree is Comparison {
  return tree.op in turned;
}

function said(field: string, op: Comparison['op'], value: Value, target: Value): string[] {
  // A count that must only leave nought: what to do already stands in the task.
  if (target === undefined || (op === '>' && target === 0)) return [];
  const now = value === undefined ? 'not known yet' : shown(field, value);
  return [
    `${words(field)} is ${now}, needs ${typeof target === 'number' ? needs[op] : op === '!=' ? 'another than ' : 'to be '}${shown(field, target)}`,
  ];
}

/** 'testLoss' → 'test loss'. */
function words(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** By what the network cell publishes under that name. */
function shown(field: string, value: Exclude<Value, undefined>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (/loss$/i.test(field)) return loss(value);
  if (/accuracy$/i.test(field)) return percent(value);
  if (/latency$/i.test(field)) return duration(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  // As a loss is: the smallest with a power of ten.
  return Math.abs(value) < 1e-3 ? loss(value) : significant(value);
}
