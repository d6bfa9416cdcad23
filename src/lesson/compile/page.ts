/**
 * Gives a lesson's Markdown its HTML: maths, links, terms, phases and footnotes are checked and resolved, and each fault
 * is noted with its line. Prose stands in the page's light DOM; a cell's Markdown in its shadow DOM. Build time only.
 */
import { renderToString } from 'katex';
import type { Token } from 'markdown-it';
import type { Faults } from './faults';
import { createMarkdown } from './markdown';
import type { Project } from './project';
import type { Note } from './survey';

/** Where a piece of Markdown stands. */
export interface Place {
  /** The cell that it stands in, for the way back from a footnote; null in prose. */
  cell: string | null;
  /** The file's line on which it begins, from 1. */
  line: number;
}

/** Pages of the app that a lesson may link to as `[text](#/sandbox)`. */
const routes = ['#/sandbox', '#/glossary', '#/about'];

export class Page {
  readonly #md = createMarkdown();
  readonly #faults: Faults;
  readonly #project: Project;
  /** What links begin with, e.g. '#/lesson/two-phases/'. */
  readonly #base: string;
  readonly #notes = new Map<string, Note & { number: number; back: string }>();
  readonly #known = new Map<string, Note>();
  #anchors: ReadonlySet<string> = new Set();

  constructor(base: string, faults: Faults, project: Project) {
    this.#base = base;
    this.#faults = faults;
    this.#project = project;
    this.#md.renderer.rules.heading_open = (tokens, i, options, _env, self) =>
      `<div class="headed">${self.renderToken(tokens, i, options)}`;
    this.#md.renderer.rules.heading_close = (tokens, i) => {
      const id = String(tokens[i - 2].attrGet('id'));
      // The heading describes the link and does not name it: by its words one finds the heading alone.
      return `</${tokens[i].tag}><a class="anchor" href="${base}${id}" aria-label="Link to this section" aria-describedby="${id}"></a></div>\n`;
    };
  }

  parse(text: string): Token[] {
    return this.#md.parse(text, {});
  }

  /** Says what this page's own links and footnotes can reach. */
  reach(anchors: ReadonlySet<string>, notes: readonly Note[]): void {
    this.#anchors = anchors;
    for (const note of notes) {
      if (this.#known.has(note.label)) this.#faults.add(note.line, `the footnote [^${note.label}] is defined twice`);
      this.#known.set(note.label, note);
    }
  }

  /** A cell's Markdown, or a glossary entry's: one paragraph stands without its <p>. */
  renderText(text: string, place: Place): string {
    const tokens = this.#md.parse(text, {});
    for (const token of tokens) {
      if (token.type === 'heading_open' || token.type === 'note') {
        this.#faults.add(place.line + (token.map?.[0] ?? 0), 'a heading or a footnote’s text cannot stand inside a cell');
      }
    }
    const single = tokens.length === 3 && tokens[0].type === 'paragraph_open' ? tokens.slice(1, 2) : tokens;
    return this.render(single, place).trim();
  }

  render(tokens: Token[], place: Place): string {
    let line = place.line;
    for (const token of tokens) {
      line = token.map ? place.line + token.map[0] : line;
      if (token.type === 'maths_block') {
        if (!token.meta?.closed) this.#faults.add(line, 'the maths that begins here with $$ is never closed');
        else token.content = `<div class="scrolls maths">${this.#maths(token.content, true, line)}</div>\n`;
      }
      if (token.type === 'inline') this.#inline(token.children ?? [], line, place);
    }
    return this.#md.renderer.render(tokens, this.#md.options, {});
  }

  /** The notes that were referred to, in order, and the faults of those that were not. Once, after all the rest. */
  footnotes(): string {
    const items: string[] = [];
    // A note may refer to another, which then joins the end of this very map.
    for (const { number, text, line, back } of this.#notes.values()) {
      const html = this.render(this.#md.parseInline(text, {}), { cell: null, line });
      items.push(
        `<li id="fn-${number}">${html} <a class="back" href="${this.#base}${back}" aria-label="Back to the text">↩</a></li>`,
      );
    }
    for (const note of this.#known.values()) {
      if (!this.#notes.has(note.label)) this.#faults.add(note.line, `nothing refers to the footnote [^${note.label}]`);
    }
    return items.length > 0 ? `<section class="footnotes" aria-label="Sources"><ol>${items.join('')}</ol></section>` : '';
  }

  #inline(children: Token[], firstLine: number, place: Place): void {
    let line = firstLine;
    for (const [i, token] of children.entries()) {
      if (token.type === 'softbreak' || token.type === 'hardbreak') line += 1;
      if (token.type === 'maths_inline') {
        token.content = unbroken(this.#maths(token.content, false, line), token.content, children[i - 1], children[i + 1]);
      }
      if (token.type === 'footnote') token.content = this.#footnote(String(token.meta?.label), line, place);
      if (token.type === 'image') this.#faults.add(line, 'a lesson cannot hold pictures');
      if (token.type === 'link_open') this.#link(token, line);
      if (token.type === 'phase_open' && !['train', 'infer'].includes(String(token.meta?.name))) {
        this.#faults.add(line, `unknown phase {${String(token.meta?.name)}}; expected {train} or {infer}`);
      }
    }
  }

  #maths(tex: string, displayMode: boolean, line: number): string {
    try {
      return renderToString(tex, { displayMode, output: 'htmlAndMathml', throwOnError: true, strict: 'error' });
    } catch (error) {
      this.#faults.add(line, `maths: ${error instanceof Error ? error.message : String(error)}`);
      return '';
    }
  }

  #footnote(label: string, line: number, place: Place): string {
    const known = this.#known.get(label);
    if (!known) {
      this.#faults.add(line, `the footnote [^${label}] is not defined; expected a line that begins with [^${label}]:`);
      return '';
    }
    const first = !this.#notes.has(label);
    const number = this.#notes.get(label)?.number ?? this.#notes.size + 1;
    if (first) this.#notes.set(label, { ...known, number, back: place.cell ?? `fnref-${number}` });
    const id = first && !place.cell ? ` id="fnref-${number}"` : '';
    return `<sup class="footnote"${id}><a href="${this.#base}fn-${number}" aria-label="Source ${number}">${number}</a></sup>`;
  }

  #link(token: Token, line: number): void {
    const href = String(token.attrGet('href'));
    const [scheme, rest] = [href.slice(0, href.indexOf(':')), href.slice(href.indexOf(':') + 1)];
    if (scheme === 'glossary') {
      if (!this.#project.terms.has(rest))
        this.#faults.add(line, `unknown term "${rest}"; lessons/glossary.md has no such heading`);
      token.attrSet('href', `#/glossary/${rest}`);
      token.attrSet('class', 'term');
      token.attrSet('data-term', rest);
    } else if (scheme === 'lesson') {
      const [slug, anchor] = rest.split('#');
      const anchors = this.#project.lessons.get(slug);
      if (!anchors) this.#faults.add(line, `unknown lesson "${slug}"; there are ${list(this.#project.lessons.keys())}`);
      else if (anchor && !anchors.has(anchor)) this.#faults.add(line, `lesson "${slug}" has no heading or cell "${anchor}"`);
      token.attrSet('href', `#/lesson/${slug}${anchor ? `/${anchor}` : ''}`);
    } else if (href.startsWith('#') && !href.startsWith('#/')) {
      if (!this.#anchors.has(href.slice(1))) this.#faults.add(line, `no heading or cell "${href.slice(1)}" on this page`);
      token.attrSet('href', this.#base + href.slice(1));
    } else if (scheme === 'https' || scheme === 'http') {
      token.attrSet('rel', 'noopener');
      token.attrSet('target', '_blank');
    } else if (!routes.includes(href)) {
      this.#faults.add(
        line,
        `unknown link "${href}"; expected glossary:term, lesson:slug#anchor, #anchor, https:… or ${routes.join(', ')}`,
      );
    }
  }
}

export function list(names: Iterable<string>): string {
  return [...names].toSorted().join(', ') || 'none';
}

/**
 * A formula is boxes to the browser, which may break a line beside each: not before the full stop, nor after a bracket.
 * What is bound to it is taken from its neighbours. A long formula is left free, since it must break somewhere.
 */
function unbroken(maths: string, tex: string, before: Token | undefined, after: Token | undefined): string {
  if (tex.length > 24) return maths;
  const bracket = before?.type === 'text' ? /[([“‘]$/.exec(before.content)?.[0] : '';
  const stop = after?.type === 'text' ? /^[.,;:!?)\]”’]+/.exec(after.content)?.[0] : '';
  if (!bracket && !stop) return maths;
  if (before && bracket) before.content = before.content.slice(0, -bracket.length);
  if (after && stop) after.content = after.content.slice(stop.length);
  return `<span class="unbroken">${bracket ?? ''}${maths}${stop ?? ''}</span>`;
}
