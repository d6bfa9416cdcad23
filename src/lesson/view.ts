/**
 * Draws a lesson: prose in light DOM, and for each cell a section labelled by its title. The lesson's header (number,
 * minutes, title) is the app's. A lesson saved in development is redrawn with those cells kept whose fence is as it was.
 */
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { Block, CellContext, GlossaryTerm, Lesson, LessonFault } from '../contract/cell';
import './lesson.css';
import { formulaStyles } from './formula-styles';
import { createHolder } from './holder';
import { type Scrolls, watchScrolls } from './scrolls';
import { watchTerms } from './terms';
import { createTurns } from './turns';

type CellBlock = Extract<Block, { type: 'cell' }>;

/** Characters of HTML that are drawn at once, and then in each turn. What is drawn is laid out at once too. */
const AT_ONCE = 12_000;
/** Counted for a cell: until its turn comes there is little of it. */
const CELL = 500;

/** @fires lesson-drawn - CustomEvent<Lesson>: this lesson's words stand, anew or as saved */
@customElement('fp-lesson')
export class FpLesson extends LitElement {
  @property({ attribute: false }) accessor lesson: Lesson | null = null;
  /** Called once for each lesson that is opened. */
  @property({ attribute: false }) accessor makeContext: ((lesson: Lesson) => CellContext) | null = null;

  #context: CellContext | null = null;
  readonly #holders = new Map<string, { block: CellBlock; element: HTMLElement }>();
  readonly #turn = createTurns();
  #scrolls: Scrolls | null = null;
  #styles: CSSStyleSheet | null = null;
  /** Until more blocks are drawn. */
  #growing: Promise<void> | null = null;
  #stops: (() => void)[] = [];

  /** How many of its blocks are drawn yet. */
  @state() private accessor shown = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scrolls = watchScrolls();
    this.#stops = [watchTerms(this, loadGlossary), () => this.#scrolls?.stop()];
    if (this.hasUpdated) this.requestUpdate();
    if (import.meta.hot) {
      window.addEventListener('fp-lesson-saved', this.#saved);
      this.#stops.push(() => window.removeEventListener('fp-lesson-saved', this.#saved));
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  /** Brings a heading, footnote or cell into view and moves the reading position there. False where there is none. */
  async reveal(anchor: string): Promise<boolean> {
    await this.updateComplete;
    const target = this.querySelector<HTMLElement>(`#${CSS.escape(anchor)}`);
    if (!target) return false;
    if (!target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lesson') && changed.get('lesson')?.slug !== this.lesson?.slug) {
      this.#holders.clear();
      this.#context = null;
      this.#styles = null;
      this.shown = this.#reach(0);
    }
    if (this.lesson?.formulasInCells) this.#styles ??= formulaStyles();
    if (this.lesson && this.makeContext) this.#context ??= this.makeContext(this.lesson);
  }

  override render() {
    const blocks = this.lesson?.blocks.slice(0, this.shown) ?? [];
    const slug = this.lesson?.slug ?? '';
    const faults = import.meta.hot ? (this.lesson?.faults ?? []) : [];
    return [
      faults.length > 0 ? renderFaults(faults) : nothing,
      repeat(
        blocks,
        (block, i) => `${slug}/${block.type === 'cell' ? block.cell.id : i}`,
        (block, i) =>
          block.type === 'html' ? html`<div class="prose">${unsafeHTML(block.html)}</div>` : this.#section(block, i),
      ),
    ];
  }

  protected override updated(changed: PropertyValues): void {
    const { lesson } = this;
    if (!lesson) return;
    const drawn = this.shown >= lesson.blocks.length;
    if (drawn && (changed.has('lesson') || changed.has('shown')))
      this.dispatchEvent(new CustomEvent('lesson-drawn', { detail: lesson, bubbles: true }));
    this.#scrolls?.observe(this);
    if (!drawn) this.#growing ??= this.#grow();
  }

  /** How far the blocks go that come next: at least one. */
  #reach(from: number): number {
    const blocks = this.lesson?.blocks ?? [];
    let room = AT_ONCE;
    let end = from;
    for (; end < blocks.length; end++) {
      const block = blocks[end];
      room -= block.type === 'html' ? block.html.length : CELL;
      if (room < 0 && end > from) break;
    }
    return end;
  }

  async #grow(): Promise<void> {
    await this.#turn();
    this.#growing = null;
    this.shown = this.#reach(this.shown);
  }

  /** Once all of the lesson stands. */
  protected override async getUpdateComplete(): Promise<boolean> {
    let complete = await super.getUpdateComplete();
    while (this.#growing) {
      await this.#growing;
      complete = await super.getUpdateComplete();
    }
    return complete;
  }

  #section(block: CellBlock, index: number) {
    if (!this.#context) return null;
    const { id, width } = block.cell;
    const slug = this.lesson?.slug;
    // The title describes the link and does not name it: by its words, often a control's, one finds no link.
    return html`<section class="cell ${width}" id=${id} aria-labelledby="${id}-title">
      <a class="anchor" href="#/lesson/${slug}/${id}" aria-label="Link to this cell" aria-describedby="${id}-title"></a>
      ${this.#holder(block, index, this.#context)}
    </section>`;
  }

  #holder(block: CellBlock, index: number, context: CellContext): HTMLElement {
    const kept = this.#holders.get(block.cell.id);
    if (kept && (kept.block === block || JSON.stringify(kept.block) === JSON.stringify(block))) return kept.element;
    const under = this.lesson?.blocks.slice(0, index).some((other) => other.type === 'html' && other.html.includes('<h2'));
    // Right under the page's title a cell's own is at level 2: no level is left out.
    const element = createHolder(block, { context, level: under ? 3 : 2, turn: this.#turn, styles: this.#styles });
    this.#holders.set(block.cell.id, { block, element });
    return element;
  }

  readonly #saved = (event: Event) => {
    const { detail } = event as CustomEvent<Lesson>;
    if (detail.slug === this.lesson?.slug) this.lesson = detail;
  };
}

/** For whoever is writing the lesson: it stays in sight until the file is mended. */
function renderFaults(faults: readonly LessonFault[]) {
  return html`<div class="lesson-faults" role="alert">
    <p>
      ${faults.length === 1 ? 'A fault' : `${faults.length} faults`} in the file as it was saved. Below stands the lesson as it
      last was right.
    </p>
    <ul>
      ${faults.map(
        ({ file, line, key, message }) =>
          html`<li><code>${file}:${line}</code> ${key ? html`<code>${key}</code>: ` : nothing}${message}</li>`,
      )}
    </ul>
  </div>`;
}

/** Loaded at the first term that somebody looks up. */
async function loadGlossary(): Promise<GlossaryTerm[]> {
  return (await import('../../lessons/glossary.md')).default;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-lesson': FpLesson;
  }
}
