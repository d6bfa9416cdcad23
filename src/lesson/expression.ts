/**
 * Reads an expression of a lesson file, such as `$net.testLoss < 0.1 and $net.phase = "inference"`, into a tree.
 * Used at build time, and by elements on other pages; src/lesson/evaluate.ts reads the tree in the page. Nothing is ever evaluated as code.
 *
 *     or    = and { "or" and }
 *     and   = not { "and" not }
 *     not   = "not" not | comparison
 *     comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum ]
 *     sum   = product { ("+" | "-") product }
 *     product = unary { ("*" | "/") unary }
 *     unary = "-" unary | number | string | "true" | "false" | $id.field | "(" or ")"
 */
import type { Expression } from '../contract/cell';

/** What is wrong with an expression, and at which character (from 1). */
export class ExpressionError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(`${message} (at character ${at})`);
    this.name = 'ExpressionError';
    this.at = at;
  }
}

type Token = { kind: 'number' | 'string' | 'name' | 'word' | 'sign' | 'end'; text: string; at: number };
type Binary = Extract<Expression, { left: Expression }>['op'];

const longest = 1000;
const pattern =
  /\s*(?:(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<string>"[^"\n]*"|'[^'\n]*')|(?<name>\$[A-Za-z]\w*(?:\.[A-Za-z]\w*)?)|(?<word>[A-Za-z]+)|(?<sign>!=|<=|>=|[-=<>+*/()]))/y;

function tokens(text: string): Token[] {
  const found: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const from = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) {
      const at = from + (/\S/.exec(text.slice(from))?.index ?? 0);
      throw new ExpressionError(`cannot read "${text[at]}"`, at + 1);
    }
    const [kind, value] = Object.entries(match.groups ?? {}).find(([, part]) => part !== undefined) as [Token['kind'], string];
    found.push({ kind, text: value, at: match.index + match[0].length - value.length + 1 });
  }
  found.push({ kind: 'end', text: 'the end', at: text.length + 1 });
  return found;
}

/** @throws ExpressionError */
export function parseExpression(text: string): Expression {
  if (text.length > longest) throw new ExpressionError(`an expression has at most ${longest} characters`, longest + 1);
  const list = tokens(text);
  let next = 0;

  const peek = () => list[next];
  const accept = (...texts: string[]): string | null =>
    (peek().kind === 'sign' || peek().kind === 'word') && texts.includes(peek().text) ? list[next++].text : null;

  const chain = (operand: () => Expression, ...signs: Binary[]): Expression => {
    let left = operand();
    for (let op = accept(...signs); op; op = accept(...signs)) left = { op: op as Binary, left, right: operand() };
    return left;
  };
  const or = (): Expression => chain(and, 'or');
  const and = (): Expression => chain(not, 'and');
  const not = (): Expression => (accept('not') ? { op: 'not', of: not() } : comparison());
  const comparison = (): Expression => {
    const left = sum();
    const op = accept('=', '!=', '<', '<=', '>', '>=');
    return op ? { op: op as Binary, left, right: sum() } : left;
  };
  const sum = (): Expression => chain(product, '+', '-');
  const product = (): Expression => chain(unary, '*', '/');
  const unary = (): Expression => {
    if (!accept('-')) return primary();
    const right = unary();
    return right.op === 'value' && typeof right.value === 'number'
      ? { op: 'value', value: -right.value }
      : { op: '-', left: { op: 'value', value: 0 }, right };
  };
  const primary = (): Expression => {
    const token = list[next++];
    if (token.kind === 'number') return { op: 'value', value: Number(token.text) };
    if (token.kind === 'string') return { op: 'value', value: token.text.slice(1, -1) };
    if (token.kind === 'word' && (token.text === 'true' || token.text === 'false'))
      return { op: 'value', value: token.text === 'true' };
    if (token.kind === 'name') {
      const [id, field] = token.text.slice(1).split('.');
      if (!field) throw new ExpressionError(`${token.text} needs a field, such as ${token.text}.step`, token.at);
      return { op: 'name', id, field };
    }
    if (token.kind === 'sign' && token.text === '(') {
      const inner = or();
      if (!accept(')')) throw new ExpressionError(`expected ")" but found ${shown(peek())}`, peek().at);
      return inner;
    }
    throw new ExpressionError(`expected a number, a "text", $id.field or "(" but found ${shown(token)}`, token.at);
  };

  const tree = or();
  if (peek().kind !== 'end') throw new ExpressionError(`expected the end or an operator but found ${shown(peek())}`, peek().at);
  return tree;
}

/** Every `$id.field` in a tree. */
export function namesIn(tree: Expression): { id: string; field: string }[] {
  if (tree.op === 'name') return [{ id: tree.id, field: tree.field }];
  if (tree.op === 'value') return [];
  if (tree.op === 'not') return namesIn(tree.of);
  return [...namesIn(tree.left), ...namesIn(tree.right)];
}

function shown(token: Token): string {
  return token.kind === 'end' ? token.text : `"${token.text}"`;
}
