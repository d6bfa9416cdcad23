/** A lesson's page: which of how many, its title, the lesson itself, and the way to its neighbours. */
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CellContext, Kept, Lesson, LessonMeta, Opened, Scope } from '../contract/cell';
import { createScope } from '../lesson/scope';
import { type FpLesson } from '../lesson/view';
import '../lesson/view';
import './fp-outline';
import { InputFault } from '../share/fault';
import { printWhenDrawn } from '../ui/printing';
import { bringAhead } from './ahead';
import { hasNotes, loadLesson } from './lessons';
import { linkFault, openLink } from './opened';
import type { PageContext } from './pages';
import { addressOf, lessonHref, notesHref } from './routes';

@customElement('fp-lesson-page')
export class FpLessonPage extends LitElement {
  @property({ attribute: false }) accessor lessons: readonly LessonMeta[] = [];
  /** Which of the lessons this is. */
  @property({ type: Number }) accessor index = 0;
  @property({ attribute: false }) accessor context: PageContext | null = null;
  /** Whether its cells may be drawn yet. */
  @property({ type: Boolean }) accessor cells = false;

  /** What a shared link carries. */
  @property() accessor link: string | null = null;

  @state() private accessor lesson: Lesson | null = null;
  @state() private accessor failed = false;
  @state() private accessor kept: Kept | null = null;
  @state() private accessor opened: Opened | InputFault | null = null;
  @query('fp-lesson') private accessor view!: FpLesson | null;

  #scope: Scope | null = null;
  #stopAhead = () => {};

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopAhead();
  }

  /** The cell that a link is about. */
  get place(): string | null {
    return this.opened && !(this.opened instanceof InputFault) ? this.opened.cell : null;
  }

  /** As fp-lesson's. */
  async reveal(anchor: string): Promise<boolean> {
    return (await this.view?.reveal(anchor)) ?? false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lessons') || changed.has('index') || changed.has('link')) void this.#load();
  }

  /** Stands once everything that an address can point at is there. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const complete = this.failed || (this.lesson !== null && this.cells && this.kept !== null);
    if (complete && ['lesson', 'failed', 'cells', 'kept'].some((name) => changed.has(name))) void this.#stands();
  }

  override render() {
    const meta = this.lessons[this.index];
    if (!meta) return nothing;
    return html`<div class="page">
      <p class="eyebrow">Lesson ${this.index + 1} of ${this.lessons.length} · ${meta.minutes} min</p>
      <h1>${meta.title}</h1>
      ${
        this.failed
          ? html`<fp-notice kind="error"
              >This lesson could not be fetched. The connection may be down, or a newer version of the site has taken its place.
              <button slot="actions" @click=${() => location.reload()}>Reload the page</button></fp-notice
            >`
          : html`${this.opened instanceof InputFault ? linkFault(this.opened) : nothing}<fp-lesson
                .lesson=${this.lesson}
                .makeContext=${this.cells && this.kept ? this.#makeContext : null}
              ></fp-lesson>`
      }
      ${this.lesson || this.failed ? this.#neighbours() : nothing} ${this.lesson ? this.#aside(meta.slug) : nothing}
    </div>`;
  }

  /** What a learner does not need. */
  #aside(slug: string) {
    return html`<p class="aside">
      <button @click=${() => void printWhenDrawn(document)}>Print this lesson</button>
      ${hasNotes(slug) ? html`<a href=${notesHref(slug)}>Teacher’s notes</a>` : nothing}
    </p>`;
  }

  #neighbours() {
    const link = (at: number, rel: 'prev' | 'next', word: string) => {
      const lesson = this.lessons[at];
      return lesson
        ? html`<a class=${rel} rel=${rel} href=${lessonHref(lesson.slug)}><small>${word}</small>${lesson.title}</a>`
        : nothing;
    };
    return html`<nav class="neighbours" aria-label="Previous and next">
      ${link(this.index - 1, 'prev', 'Previous')} ${link(this.index + 1, 'next', 'Next')}
    </nav>`;
  }

  async #load(): Promise<void> {
    const meta = this.lessons[this.index];
    if (!meta) return;
    this.failed = false;
    this.lesson = null;
    this.kept = null;
    void this.#readKept(meta.slug);
    this.opened = null;
    let lesson: Lesson | null = null;
    let opened: Opened | InputFault | null = null;
    try {
      lesson = await loadLesson(meta.slug);
      opened = lesson && this.link !== null ? await openLink(this.link, lesson) : null;
    } catch {
      // a chunk that is no longer there, or no connection: said in the page
    }
    if (this.lessons[this.index] !== meta) return;
    this.opened = opened;
    this.lesson = lesson;
    this.failed = lesson === null;
  }

  /** The words of a lesson do not wait for it, its cells do. */
  async #readKept(slug: string): Promise<void> {
    const kept = await this.context?.keptOf(slug);
    if (kept && this.lessons[this.index]?.slug === slug) this.kept = kept;
  }

  async #stands(): Promise<void> {
    await this.view?.updateComplete;
    const meta = this.lessons[this.index];
    if (!meta || (!this.failed && this.lesson?.slug !== meta.slug)) return;
    this.context?.onReady();
    this.#stopAhead();
    if (this.isConnected) this.#stopAhead = bringAhead(this, () => this.#running);
  }

  /** Whether a network trains: it is what the reader looks at. */
  get #running(): boolean {
    const cells = this.lesson?.blocks.flatMap((block) => (block.type === 'cell' ? [block.cell.id] : [])) ?? [];
    return cells.some((id) => this.#scope?.get(id)?.running === true);
  }

  readonly #makeContext = (lesson: Lesson): CellContext => {
    const { context } = this;
    if (!context) throw new Error('a lesson page without its context');
    this.#scope = createScope();
    return {
      scope: this.#scope,
      engine: () => context.engine(),
      progress: context.progressOf(lesson.slug),
      kept: this.kept ?? undefined,
      opened: this.opened instanceof InputFault ? null : this.opened,
      linkTo: (state) => addressOf(lessonHref(lesson.slug), state),
    };
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-lesson-page': FpLessonPage;
  }
}
