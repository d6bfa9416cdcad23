/**
 * Reads an expression's tree in the page. Total: what is not known, or makes no sense, is undefined; nothing throws.
 * `not`, `and` and `or` keep "not known" apart from false, so that `not $net.running` holds only once the cell has said so.
 */
import type { Expression, Scope } from '../contract/cell';

export type Value = number | string | boolean | undefined;

/** The value of a tree where `scope` holds the names. */
export function evaluate(tree: Expression, scope: Pick<Scope, 'get'>): Value {
  switch (tree.op) {
    case 'value':
      return tree.value;
    case 'name':
      return plain(scope.get(tree.id)?.[tree.field]);
    case 'not': {
      const of = evaluate(tree.of, scope);
      return typeof of === 'boolean' ? !of : undefined;
    }
    case 'and':
      return both(evaluate(tree.left, scope), evaluate(tree.right, scope), false);
    case 'or':
      return both(evaluate(tree.left, scope), evaluate(tree.right, scope), true);
    default:
      return operate(tree.op, evaluate(tree.left, scope), evaluate(tree.right, scope));
  }
}

/** Whether a tree is known to be true. */
export function holds(tree: Expression, scope: Pick<Scope, 'get'>): boolean {
  return evaluate(tree, scope) === true;
}

/** Ids of the cells that a tree reads, each once. */
export function idsIn(tree: Expression): string[] {
  if (tree.op === 'name') return [tree.id];
  if (tree.op === 'value') return [];
  if (tree.op === 'not') return idsIn(tree.of);
  return [...new Set([...idsIn(tree.left), ...idsIn(tree.right)])];
}

/** Handles and lists are no values. */
function plain(value: unknown): Value {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : undefined;
}

/** `and` where `decides` is false, `or` where it is true: that value decides alone, even beside one not known. */
function both(left: Value, right: Value, decides: boolean): Value {
  if (left === decides || right === decides) return decides;
  return left === !decides && right === !decides ? !decides : undefined;
}

type Operator = Exclude<Extract<Expression, { left: Expression }>['op'], 'and' | 'or'>;

function operate(op: Operator, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if (op === '=') return left === right;
  if (op === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if (op === '<') return left < right;
  if (op === '<=') return left <= right;
  if (op === '>') return left > right;
  if (op === '>=') return left >= right;
  if (op === '+') return left + right;
  if (op === '-') return left - right;
  if (op === '*') return left * right;
  return left / right;
}
