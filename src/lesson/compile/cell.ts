/**
 * A fence becomes a cell: its YAML is checked against the kind's schema, its expressions parsed, its references
 * resolved and its Markdown rendered. Build time only.
 */
import type { CellSchema, CellSpec } from '../../contract/cell';
import { ExpressionError, namesIn, parseExpression } from '../expression';
import { highlight, readCode } from './code';
import type { Faults } from './faults';
import { list, type Page } from './page';
import type { Project } from './project';
import type { Fence } from './survey';
import type { Path } from './yaml';

/** Fences of these are shown as they stand. */
const plainLanguages = ['text', 'js', 'ts', 'python', 'bash', 'json', 'yaml', 'html', 'css'];

export function isPlain({ kind, rest }: Pick<Fence, 'kind' | 'rest'>): boolean {
  return plainLanguages.includes(kind) && rest === '';
}

export class CellCompiler {
  readonly #project: Project;
  readonly #faults: Faults;
  readonly #page: Page;
  /** Top-level names of code, and the cell of each. */
  readonly #declared = new Map<string, string>();
  /** Kinds of the lesson's cells by their ids. */
  readonly #kinds: ReadonlyMap<string, string>;

  constructor(project: Project, faults: Faults, page: Page, fences: readonly Fence[]) {
    this.#project = project;
    this.#faults = faults;
    this.#page = page;
    const cells = fences.filter((fence) => !isPlain(fence));
    const named = cells.flatMap(({ id, kind }) => (id && project.schemas.has(kind) ? [[id, kind] as const] : []));
    // Of two cells with one id the first keeps it.
    this.#kinds = new Map(named.toReversed());
  }

  /** Null where there is a fault. */
  compile(fence: Fence): CellSpec | null {
    const before = this.#faults.list.length;
    const spec = this.#compile(fence);
    return this.#faults.list.length > before ? null : spec;
  }

  #compile(fence: Fence): CellSpec | null {
    const { body, kind } = fence;
    const schema = this.#project.schemas.get(kind);
    if (!schema) {
      const known = `cells are ${list(this.#project.schemas.keys())}; plain code is ${plainLanguages.join(', ')}`;
      this.#faults.add(fence.line, kind ? `unknown kind "${kind}"; ${known}` : `a fence needs a kind; ${known}`);
      return null;
    }
    if (schema.code) return this.#compileCode(fence, schema, schema.code.derives);
    if (fence.rest) this.#faults.add(fence.line, `expected the kind "${kind}" alone, but after it stands "${fence.rest}"`);
    if (fence.nested) this.#faults.add(fence.line, 'a cell cannot stand inside a list or a quotation');
    for (const fault of body.faults) this.#faults.add(fault.line, `YAML: ${fault.message}`);
    if (body.faults.length > 0) return null;
    if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value)) {
      this.#faults.add(fence.line, 'expected keys such as id and title');
      return null;
    }
    const { id, title, ...rest } = body.value as Record<string, unknown>;
    if (typeof id !== 'string' || !/^[a-z]\w*$/i.test(id)) {
      this.#faults.add(body.lineOf(['id']), 'expected a name of letters and digits, such as net', 'id');
    }
    if (typeof title !== 'string' || title.trim() === '') this.#faults.add(body.lineOf(['title']), 'expected text', 'title');
    const value = this.#resolve(rest, schema, fence);
    return { kind, tag: schema.tag, width: schema.width, id: String(id), title: String(title), body: value };
  }

  /** Id and title stand in the info string; the body is the code. */
  #compileCode(fence: Fence, schema: CellSchema, derives: Readonly<Record<string, readonly string[]>>): CellSpec | null {
    const { kind, line } = fence;
    const fault = (at: number, message: string) => this.#faults.add(at, message);
    const { id, title, ...others } = Object.fromEntries(fence.attributes ?? [['', '']]);
    const wanted = `expected \`\`\`${kind} id=name title="Its title"`;
    if (Object.keys(others).length > 0) fault(line, `${wanted}, but got "${fence.rest}"`);
    else if (!/^[a-z]\w*$/i.test(id ?? '')) fault(line, `${wanted}: the id is a name of letters and digits`);
    else if (!title?.trim()) fault(line, `${wanted}: the title is missing`);
    if (fence.nested) fault(line, 'a cell cannot stand inside a list or a quotation');
    const code = fence.token.content.replace(/\n$/, '');
    const names = readCode(code, (at, message) => fault(line + at, message));
    for (const { id: read, fields, place } of names?.reads ?? []) {
      const publishes = this.#publishes(read);
      if (!publishes) {
        fault(line + place.line, `unknown name $${read}; cells here are ${this.#cells()}`);
        continue;
      }
      const derived = Object.keys(derives).filter((name) => derives[name].every((need) => publishes.includes(need)));
      const known = [...publishes, ...derived];
      const missing = (fields ?? []).filter((field) => !known.includes(field));
      if (missing.length > 0) fault(line + place.line, `$${read} has no ${missing.join(', ')}; it has ${list(known)}`);
    }
    for (const name of names?.outputs ?? []) {
      const owner = this.#declared.get(name);
      if (owner) fault(line, `the cell "${owner}" already declares ${name}: two cells cannot share a top-level name`);
      else this.#declared.set(name, id);
    }
    return { kind, tag: schema.tag, width: schema.width, id, title, body: { code, html: highlight(code), names } };
  }

  #resolve(raw: Record<string, unknown>, schema: CellSchema, fence: Fence): unknown {
    const fault = (path: Path, message: string) => this.#faults.add(fence.body.lineOf(path), message, path.join('.'));
    const broken = new Set<string>();
    for (const key of schema.expressions ?? []) {
      if (typeof raw[key] !== 'string') continue;
      const problem = this.#expression(raw, key);
      if (problem) broken.add(key);
      if (problem) fault([key], problem);
    }
    for (const key of schema.references ?? []) {
      const problem = this.#reference(raw, key, schema.needs?.[key] ?? []);
      if (problem) broken.add(key);
      if (problem) fault([key], problem);
    }
    for (const key of schema.datasets ?? []) {
      for (const name of [raw[key]].flat()) {
        if (typeof name !== 'string' || this.#project.datasets.has(name)) continue;
        fault([key], `no dataset "${name}" in datasets/; there are ${list(this.#project.datasets)}`);
      }
    }
    const result = schema.schema['~standard'].validate(raw);
    if (result instanceof Promise)
      throw new Error(`The schema of ${schema.kind} is asynchronous; the compiler needs an answer at once.`);
    if (result.issues) {
      for (const issue of result.issues) {
        const path = (issue.path ?? [])
          .map((step) => (typeof step === 'object' ? step.key : step))
          .map((step) => (typeof step === 'number' ? step : String(step)));
        if (!broken.has(String(path[0]))) fault(path, said(issue.message));
      }
      return null;
    }
    for (const pattern of schema.markdown ?? []) {
      this.#markdown(result.value, pattern.split('.'), [], fence);
    }
    return result.value;
  }

  /** Puts the tree where the text was. */
  #expression(raw: Record<string, unknown>, key: string): string | null {
    try {
      const tree = parseExpression(String(raw[key]));
      raw[key] = tree;
      for (const { id, field } of namesIn(tree)) {
        const publishes = this.#publishes(id);
        if (!publishes) return `unknown name $${id}; cells here are ${this.#cells()}`;
        if (!publishes.includes(field)) return `$${id} has no "${field}"; it has ${publishes.join(', ') || 'none'}`;
      }
      return null;
    } catch (error) {
      if (error instanceof ExpressionError) return error.message;
      throw error;
    }
  }

  /** Puts the id where `$id` was. */
  #reference(raw: Record<string, unknown>, key: string, needs: readonly string[]): string | null {
    const given = raw[key];
    const resolved: string[] = [];
    for (const text of [given].flat()) {
      if (text === undefined) return null;
      const id = typeof text === 'string' ? /^\$([a-z]\w*)$/i.exec(text)?.[1] : undefined;
      if (!id) return 'expected a cell such as $net';
      const publishes = this.#publishes(id);
      if (!publishes) return `unknown name $${id}; cells here are ${this.#cells()}`;
      const missing = needs.filter((name) => !publishes.includes(name));
      if (missing.length > 0) return `$${id} is a ${this.#kinds.get(id)} cell, which has no ${missing.join(', ')}`;
      resolved.push(id);
    }
    raw[key] = Array.isArray(given) ? resolved : resolved[0];
    return null;
  }

  /** Renders the strings at a path such as answers.*.why, in place. */
  #markdown(value: unknown, pattern: readonly string[], path: Path, fence: Fence): void {
    if (typeof value !== 'object' || value === null) return;
    const holder = value as Record<string, unknown>;
    const [head, ...tail] = pattern;
    for (const key of head === '*' ? Object.keys(holder) : [head]) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      const text = holder[key];
      if (tail.length > 0) this.#markdown(text, tail, at, fence);
      else if (typeof text === 'string') {
        holder[key] = this.#page.renderText(text, { cell: fence.id, line: fence.body.lineOfText(at) });
      }
    }
  }

  #publishes(id: string): readonly string[] | undefined {
    return this.#project.schemas.get(this.#kinds.get(id) ?? '')?.publishes;
  }

  #cells(): string {
    return list([...this.#kinds.keys()].map((id) => `$${id}`));
  }
}

/** A schema library's own words, made ours. */
function said(message: string): string {
  if (message.startsWith('Invalid key: Expected never')) return 'unknown key';
  if (/^Invalid key: .* but received undefined$/.test(message)) return 'is missing';
  return message.replace(/^Invalid [\w ]+: Expected (.*) but received (.*)$/s, 'expected $1 but got $2');
}
