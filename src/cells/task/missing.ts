/** What an expression still needs, in words: 'test loss: 0.31, must be under 0.1'. Pure. */
import { metas } from '../../../datasets/metas';
import type { Expression, Published, Scope } from '../../contract/cell';
import type { DatasetMeta } from '../../contract/dataset';
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
  const [name, other, way] = left.op === 'name' ? [left, right, op] : [right, left, turned[op]];
  if (name.op !== 'name') return [];
  const value = evaluate(name, scope);
  const now = value === undefined ? unknown(name.field, scope.get(name.id)) : shown(name.field, value);
  return said(name.field, way, now, evaluate(other, scope));
}

function isComparison(tree: Expression): tree is Comparison {
  return tree.op in turned;
}

/** A network that predicts a number has no accuracy, however long one waits. */
function unknown(field: string, published: Published | undefined): string {
  const meta = published?.datasetInfo as DatasetMeta | undefined;
  return /accuracy$/i.test(field) && meta?.target !== undefined ? 'none where a number is predicted' : 'not known yet';
}

/** Whether there can ever be something to say: a place is kept for it. */
export function sayable(tree: Expression): boolean {
  if (tree.op === 'and') return sayable(tree.left) || sayable(tree.right);
  if (!isComparison(tree)) return false;
  const { left, right, op } = tree;
  if (left.op !== 'name' && right.op !== 'name') return false;
  const [other, way] = left.op === 'name' ? [right, op] : [left, turned[op]];
  return !(way === '>' && other.op === 'value' && other.value === 0);
}

function said(field: string, op: Comparison['op'], now: string, target: Value): string[] {
  // A count that must only leave nought: what to do already stands in the task.
  if (target === undefined || (op === '>' && target === 0)) return [];
  return [`${words(field)}: ${now}, must be ${needs[op]}${shown(field, target)}`];
}

/** What a name that a cell publishes does not say by itself. */
const called: Readonly<Record<string, string>> = {
  name: 'assembled so far',
  adam: 'where Adam ends',
  beta2: 'β₂',
  measured: 'number of measurements',
  drawn: 'number of slices',
  centre: 'loss of the last slice’s network',
  reluOff: 'share of ReLU units that are off',
  overLimit: 'learning rate over its limit',
  byData: 'validation loss with more examples',
  byPenalty: 'validation loss with a penalty',
};

/** 'testLoss' → 'test loss'. */
function words(field: string): string {
  return called[field] ?? field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** By what the network cell publishes under that name. */
function shown(field: string, value: Exclude<Value, undefined>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return field === 'dataset' ? (metas[value]?.name ?? value) : value;
  if (/loss$|^centre$|^by[A-Z]/i.test(field)) return loss(value);
  if (/accuracy$|Off$/i.test(field)) return percent(value);
  if (/latency$/i.test(field)) return duration(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  // As a loss is: the smallest with a power of ten.
  return Math.abs(value) < 1e-3 ? loss(value) : significant(value);
}
