/** The glossary: every term with its definition and an address of its own, and a field that narrows the list. */
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { GlossaryTerm } from '../contract/cell';
import { loadGlossary } from './lessons';
import type { PageContext } from './pages';

@customElement('fp-glossary-page')
export class FpGlossaryPage extends LitElement {
  @property({ attribute: false }) accessor context: PageContext | null = null;
  /** The id that the address asks for. */
  @property() accessor term: string | null = null;

  @state() private accessor terms: readonly GlossaryTerm[] | null = null;
  @state() private accessor failed = false;
  @state() private accessor search = '';

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  /** Shows all terms again if the search hides this one. */
  async reveal(id: string): Promise<boolean> {
    if (!this.terms?.some((term) => term.id === id)) return false;
    if (!this.#found().some((term) => term.id === id)) this.search = '';
    await this.updateComplete;
    const heading = this.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start', behavior: 'instant' });
    return heading !== null;
  }

  override render() {
    const found = this.#found();
    const unknown = this.term !== null && this.terms?.every((term) => term.id !== this.term);
    return html`<div class="page">
      <h1>Glossary</h1>
      ${
        this.failed
          ? html`<fp-notice kind="error"
              >The glossary could not be fetched.
              <button slot="actions" @click=${() => location.reload()}>Reload the page</button></fp-notice
            >`
          : nothing
      }
      ${unknown ? html`<fp-notice kind="warn">There is no term “${this.term}” here.</fp-notice>` : nothing}
      <search class="search">
        <label for="search">Search the glossary</label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          .value=${this.search}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.search = event.target.value;
          }}
        />
        <p role="status">${this.terms && this.search ? `${found.length} of ${this.terms.length} terms` : ''}</p>
      </search>
      <div class="prose terms">
        ${found.map(
          ({ id, name, html: text }) =>
            html`<div class="entry">
                <h2 id=${id} tabindex="-1">${name}</h2>
                <a href="#/glossary/${id}" aria-label="Link to this term" aria-describedby=${id}>#</a>
              </div>
              ${paragraph(text)}`,
        )}
        ${this.terms && found.length === 0 ? html`<p>No term has “${this.search}” in it.</p>` : nothing}
      </div>
    </div>`;
  }

  /** Terms whose name has the words first, then those whose text has. */
  #found(): readonly GlossaryTerm[] {
    const words = this.search.trim().toLowerCase();
    const all = this.terms ?? [];
    if (!words) return all;
    const byName = all.filter(({ name }) => name.toLowerCase().includes(words));
    return [...byName, ...all.filter((term) => !byName.includes(term) && term.short.toLowerCase().includes(words))];
  }

  async #load(): Promise<void> {
    try {
      this.terms = await loadGlossary();
    } catch {
      this.failed = true;
    }
    await this.updateComplete;
    this.context?.onReady();
  }
}

/** A definition of one paragraph comes without its <p>. */
function paragraph(text: string) {
  return text.startsWith('<p') ? unsafeHTML(text) : html`<p>${unsafeHTML(text)}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-glossary-page': FpGlossaryPage;
  }
}
