/**
 * The lesson's outline in the rail: its headings, and under the one that is being read also what it holds, so that a long
 * lesson does not push the others away. In light DOM.
 */
import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Lesson } from '../contract/cell';
import { type Place, type Section, sectionsOf } from './outline';
import { lessonHref } from './routes';

/** A place is being read once it is above this part of the window. */
const readingLine = 0.15;

@customElement('fp-outline')
export class FpOutline extends LitElement {
  @property({ attribute: false }) accessor lesson: Lesson | null = null;

  /** The last place above the reading line. */
  @state() private accessor here: string | null = null;

  #sections: Section[] = [];
  #frame = 0;
  #timer = 0;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ['scroll', 'resize']) window.addEventListener(type, this.#soon, { passive: true });
    this.#soon();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const type of ['scroll', 'resize']) window.removeEventListener(type, this.#soon);
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('lesson')) return;
    this.#sections = this.lesson ? sectionsOf(this.lesson) : [];
    this.#soon();
  }

  override render() {
    const slug = this.lesson?.slug;
    if (slug === undefined || this.#sections.length === 0) return nothing;
    const link = ({ id, text }: Place) =>
      html`<a href=${lessonHref(slug, id)} aria-current=${this.here === id ? 'location' : 'false'}>${text}</a>`;
    const reading = this.#sections.find(({ heading, parts }) => [heading, ...parts].some((place) => place?.id === this.here));
    const open = reading ?? this.#sections.find(({ heading }) => heading === null);
    return html`<nav aria-label="On this page">
      <ul>
        ${this.#sections.map((section) => {
          const parts = section === open ? section.parts.map((part) => html`<li>${link(part)}</li>`) : [];
          if (section.heading === null) return parts;
          return html`<li>
            ${link(section.heading)}
            ${
              parts.length > 0
                ? html`<ul>
                    ${parts}
                  </ul>`
                : nothing
            }
          </li>`;
        })}
      </ul>
    </nav>`;
  }

  /** At most once a frame, and behind it: by then the page is laid out, and looking costs nothing. */
  readonly #soon = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#timer = window.setTimeout(() => {
        this.#frame = 0;
        this.#look();
      });
    });
  };

  #look(): void {
    const line = window.innerHeight * readingLine;
    const places = this.#sections.flatMap(({ heading, parts }) => [...(heading ? [heading] : []), ...parts]);
    const passed = places.filter(({ id }) => {
      const element = document.getElementById(id);
      return element !== null && element.getBoundingClientRect().top <= line;
    });
    // at the page's end the last places can no longer rise to the line
    const atEnd = window.scrollY > 0 && window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2;
    this.here = (atEnd ? places.at(-1) : passed.at(-1))?.id ?? null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-outline': FpOutline;
  }
}
