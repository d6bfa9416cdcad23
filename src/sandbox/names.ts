/** Which names a program declares at its top level, which it takes from outside, and what it reads of `$…`. Pure; walks acorn's tree. */
import type { CodeNames } from '../contract/sandbox';

/** A node of the ESTree, as far as this walk cares. */
export interface Node {
  type: string;
  start: number;
  end: number;
  loc?: { start: { line: number; column: number } } | null;
}

/** What is declared in a block or a function, inside what surrounds it. */
interface Scope {
  names: Set<string>;
  parent: Scope | null;
}

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const blocks = [
  'BlockStatement',
  'StaticBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
];
/** Keys under which a name is no reference, unless it is computed. */
const nameKeys: Record<string, string> = {
  MemberExpression: 'property',
  Property: 'key',
  MethodDefinition: 'key',
  PropertyDefinition: 'key',
};

/** Where `import(…)` or `import.meta` stands, anywhere in a program; null where neither does. */
export function importIn(node: Node): Node | null {
  if (node.type === 'ImportExpression') return node;
  if (node.type === 'MetaProperty' && isNode(get(node, 'meta')) && get(get(node, 'meta') as Node, 'name') === 'import')
    return node;
  for (const key of Object.keys(node)) {
    for (const child of childrenOf(get(node, key))) {
      const found = importIn(child);
      if (found) return found;
    }
  }
  return null;
}

export function namesOf(program: Node): CodeNames {
  const top: Scope = { names: new Set([...declaredIn(program), ...varsIn(program)]), parent: null };
  let current = top;
  const free = new Set<string>();
  const reads = new Map<string, CodeNames['reads'][number]>();

  const reference = (node: Node, field: string | null) => {
    const name = String(get(node, 'name'));
    for (let scope: Scope | null = current; scope; scope = scope.parent) if (scope.names.has(name)) return;
    free.add(name);
    if (!/^\$[a-z]\w*$/i.test(name)) return;
    const id = name.slice(1);
    const read = reads.get(id);
    const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
    if (!read) reads.set(id, { id, fields: field === null ? null : [field], place: { line, column: column + 1 } });
    else if (field === null) read.fields = null;
    else if (read.fields && !read.fields.includes(field)) read.fields.push(field);
  };

  const visit = (node: Node): void => {
    if (node.type === 'Identifier') return reference(node, null);
    const outer = current;
    if (functions.includes(node.type)) {
      const own = node.type === 'FunctionDeclaration' ? [] : patternNames(get(node, 'id'));
      const params = childrenOf(get(node, 'params')).flatMap(patternNames);
      current = { names: new Set([...own, ...params, ...varsIn(get(node, 'body'))]), parent: outer };
      if (node.type !== 'ArrowFunctionExpression') current.names.add('arguments');
    } else if (blocks.includes(node.type)) {
      const caught = node.type === 'CatchClause' ? patternNames(get(node, 'param')) : [];
      current = { names: new Set([...declaredIn(node), ...caught]), parent: outer };
    } else if (node.type === 'ClassExpression') {
      current = { names: new Set(patternNames(get(node, 'id'))), parent: outer };
    }
    const object = get(node, 'object');
    const property = get(node, 'property');
    if (node.type === 'MemberExpression' && !get(node, 'computed') && isNode(object) && object.type === 'Identifier') {
      reference(object, isNode(property) ? String(get(property, 'name')) : null);
    } else {
      for (const key of Object.keys(node)) {
        if (nameKeys[node.type] === key && !get(node, 'computed')) continue;
        if (key === 'label' || node.type === 'MetaProperty') continue;
        for (const child of childrenOf(get(node, key))) visit(child);
      }
    }
    current = outer;
  };
  visit(program);
  return { outputs: [...top.names].filter((name) => !name.startsWith('$')), free: [...free], reads: [...reads.values()] };
}

/** `let`, `const`, functions and classes that stand straight in a block, a program or a loop's head. */
function declaredIn(node: Node): string[] {
  const heads = [get(node, 'init'), get(node, 'left')];
  const cases = childrenOf(get(node, 'cases')).flatMap((one) => childrenOf(get(one, 'consequent')));
  const body = node.type.startsWith('For') || node.type === 'CatchClause' ? [] : childrenOf(get(node, 'body'));
  return [...heads.filter(isNode), ...cases, ...body].flatMap((one) => {
    if (one.type === 'VariableDeclaration' && get(one, 'kind') !== 'var') return declarators(one);
    return one.type === 'FunctionDeclaration' || one.type === 'ClassDeclaration' ? patternNames(get(one, 'id')) : [];
  });
}

/** Every `var` of a function's body, however deep, but not those of functions inside it; and the body's own declarations. */
function varsIn(value: unknown): string[] {
  if (!isNode(value) || functions.includes(value.type)) return [];
  const own = value.type === 'VariableDeclaration' && get(value, 'kind') === 'var' ? declarators(value) : [];
  return [...own, ...Object.keys(value).flatMap((key) => childrenOf(get(value, key)).flatMap(varsIn))];
}

function declarators(declaration: Node): string[] {
  return childrenOf(get(declaration, 'declarations')).flatMap((one) => patternNames(get(one, 'id')));
}

/** The names that a pattern binds. */
function patternNames(value: unknown): string[] {
  if (!isNode(value)) return [];
  switch (value.type) {
    case 'Identifier':
      return [String(get(value, 'name'))];
    case 'ObjectPattern':
      return childrenOf(get(value, 'properties')).flatMap((one) =>
        patternNames(one.type === 'RestElement' ? one : get(one, 'value')),
      );
    case 'ArrayPattern':
      return childrenOf(get(value, 'elements')).flatMap(patternNames);
    case 'AssignmentPattern':
      return patternNames(get(value, 'left'));
    case 'RestElement':
      return patternNames(get(value, 'argument'));
    default:
      return [];
  }
}

function get(node: Node, key: string): unknown {
  return (node as unknown as Record<string, unknown>)[key];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function childrenOf(value: unknown): Node[] {
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}
