/** What stands where in a file's Markdown: headings with their anchors, fences with their cells, notes. Build time only. */
import type { Token } from 'markdown-it';
import { YamlPart } from './yaml';

export interface Heading {
  /** `heading_open`; the inline token and `heading_close` follow it. */
  token: Token;
  id: string;
  text: string;
  level: number;
  line: number;
}

export interface Fence {
  token: Token;
  kind: string;
  /** What the info string says after the kind. */
  rest: string;
  /** The same, where it is made of `name=word` and `name="some words"`; else null. */
  attributes: ReadonlyMap<string, string> | null;
  /** The line of the opening fence. */
  line: number;
  body: YamlPart;
  /** As it stands in the body, right or wrong; null where there is none. */
  id: string | null;
  /** Inside a list or a quotation, where no cell can be. */
  nested: boolean;
  closed: boolean;
}

export interface Note {
  label: string;
  text: string;
  line: number;
}

export interface Survey {
  headings: Heading[];
  fences: Fence[];
  notes: Note[];
}

/** @param text the source that the tokens were made from */
export function survey(tokens: readonly Token[], text: string): Survey {
  const lines = text.split('\n');
  const found: Survey = { headings: [], fences: [], notes: [] };
  tokens.forEach((token, i) => {
    const line = (token.map?.[0] ?? 0) + 1;
    if (token.type === 'heading_open') found.headings.push(heading(token, tokens[i + 1], line));
    if (token.type === 'note') found.notes.push({ label: String(token.meta?.label), text: token.content, line });
    if (token.type === 'fence') {
      const [, kind, rest] = /^(\S*)\s*([^]*)$/.exec(token.info.trim()) ?? ['', '', ''];
      const attributes = attributesOf(rest);
      const last = lines[(token.map?.[1] ?? line) - 1] ?? '';
      const closed =
        (token.map?.[1] ?? 0) > line && new RegExp(`^[\\s>]*${token.markup[0]}{${token.markup.length},}\\s*$`).test(last);
      const body = new YamlPart(token.content, line + 1);
      found.fences.push({
        token,
        kind,
        rest,
        attributes,
        line,
        body,
        id: attributes?.get('id') ?? idOf(token.content, body),
        nested: token.level > 0,
        closed,
      });
    }
  });
  return found;
}

/** `id=adam title="Adam by hand"` → its pairs. */
function attributesOf(text: string): Map<string, string> | null {
  const pairs = [...text.matchAll(/(\w+)=(?:"([^"]*)"|(\S+))\s*/g)];
  if (pairs.map(([whole]) => whole).join('') !== text) return null;
  return new Map(pairs.map(([, name, quoted, word]) => [name, quoted ?? word]));
}

/** Takes `{#id}` off the heading's end; else its words are its id. */
function heading(token: Token, inline: Token, line: number): Heading {
  const own = /\s*\{#([\w-]+)\}$/.exec(inline.content);
  const last = inline.children?.at(-1);
  if (own && last?.type === 'text') last.content = last.content.replace(/\s*\{#[\w-]+\}$/, '');
  const text = plainText(inline);
  const id = own?.[1] ?? slugOf(text);
  token.attrSet('id', id);
  return { token, id, text, level: Number(token.tag.slice(1)), line };
}

/** The words of an inline token, without its marks. */
export function plainText(inline: Token): string {
  return (inline.children ?? [])
    .map((child) =>
      child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.type === 'footnote' ? '' : child.content,
    )
    .join('')
    .trim();
}

/** 'What a step costs' → 'what-a-step-costs'. */
export function slugOf(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/[\s-]+/g, '-');
}

/** Also from a body that is no YAML, so that one fault does not bring others. */
function idOf(text: string, body: YamlPart): string | null {
  const value = body.value;
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  return /^id:\s*['"]?(\w+)/m.exec(text)?.[1] ?? null;
}
