/**
 * The search field: a combobox whose list shows what is found under each lesson. Arrows move, Enter goes there, Escape closes.
 * What can be searched is fetched when the field is first used.
 */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../ui/controls';
import { type Found, type FoundGroup, createSearch } from './search';

type Search = (query: string) => FoundGroup[];

@customElement('fp-search')
export class FpSearch extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .box {
        position: relative;
      }
      input {
        width: 100%;
        min-height: 36px;
        padding: 4px 34px 4px 11px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        font: 400 13.5px/1.4 var(--sans);
      }
      input::placeholder {
        color: var(--ink-2);
        opacity: 1;
      }
      input::-webkit-search-cancel-button {
        display: none;
      }
      kbd {
        position: absolute;
        inset: 8px 9px auto auto;
        min-width: 20px;
        border: 1px solid var(--line);
        border-radius: 5px;
        color: var(--ink-2);
        font: 400 12px/18px var(--mono);
        text-align: center;
        pointer-events: none;
      }
      input:focus + kbd {
        visibility: hidden;
      }
      .results {
        position: fixed;
        inset: auto;
        margin: 0;
        padding: 6px;
        width: min(460px, calc(100vw - 32px));
        border: 1px solid var(--line);
        border-radius: var(--radius-cell);
        background: var(--raised);
        color: var(--ink);
        box-shadow: 0 8px 32px color-mix(in oklab, var(--ink) 18%, transparent);
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      .name {
        padding: 8px 10px 3px;
        color: var(--ink-2);
        font-size: 11.5px;
        font-weight: 600;
      }
      [role='option'] {
        padding: 6px 10px;
        border-radius: 7px;
        cursor: pointer;
      }
      [role='option'][aria-selected='true'],
      [role='option']:hover {
        background: var(--line-2);
      }
      [role='option'][aria-selected='true'] {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      .title {
        font-size: 14px;
        font-weight: 600;
      }
      .text {
        margin: 1px 0 0;
        color: var(--ink-2);
        font-size: 12.5px;
      }
      mark {
        background: none;
        color: var(--ink);
        font-weight: 650;
      }
      .none {
        margin: 0;
        padding: 6px 2px 0;
        font-size: 13px;
      }
      @media (pointer: coarse) {
        input,
        [role='option'] {
          min-height: 44px;
        }
        kbd {
          display: none;
        }
      }
    `,
  ];

  /** Whether / leads here from anywhere. */
  @property({ attribute: false }) accessor slash = true;

  @state() private accessor words = '';
  @state() private accessor open = false;
  /** Which of all that is found is marked. */
  @state() private accessor marked = 0;
  @state() private accessor groups: readonly FoundGroup[] | null = null;
  @state() private accessor failed = false;

  @query('input') private accessor field!: HTMLInputElement;
  @query('.results') private accessor results!: HTMLElement | null;

  #search: Promise<Search> | null = null;

  override focus(): void {
    void this.updateComplete.then(() => {
      this.field.focus();
      this.field.select();
    });
  }

  override render() {
    const found = this.#found();
    const shown = this.open && this.words.trim() !== '';
    return html`<search class="box">
        <input
          type="search"
          role="combobox"
          aria-label="Search lessons and glossary"
          aria-expanded=${shown && found.length > 0}
          aria-controls="list"
          aria-autocomplete="list"
          aria-activedescendant=${shown && found.length > 0 ? `option-${this.marked}` : nothing}
          aria-keyshortcuts=${this.slash ? '/' : nothing}
          placeholder="Search"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${this.words}
          @focus=${this.#prepare}
          @input=${this.#typed}
          @keydown=${this.#key}
          @blur=${() => (this.open = false)}
        />
        ${this.slash ? html`<kbd aria-hidden="true">/</kbd>` : nothing}
        <div
          class="results"
          id="list"
          role="listbox"
          aria-label="Found"
          popover="manual"
          @pointerdown=${(event: Event) => event.preventDefault()}
        >
          ${shown ? this.#renderGroups() : nothing}
        </div>
      </search>
      <p class=${shown && found.length === 0 ? 'none' : 'visually-hidden'} role="status">
        ${shown ? this.#said(found.length) : ''}
      </p>`;
  }

  protected override updated(): void {
    const { results } = this;
    if (!results) return;
    const shown = this.open && this.words.trim() !== '' && this.#found().length > 0;
    if (shown) this.#place(results);
    if (results.matches(':popover-open') !== shown) results.togglePopover(shown);
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  #renderGroups() {
    let number = 0;
    return (this.groups ?? []).map(
      ({ name, found }, i) =>
        html`<div role="group" aria-labelledby="group-${i}">
          <div class="name" id="group-${i}">${name}</div>
          ${found.map((one) => this.#renderOption(one, number++))}
        </div>`,
    );
  }

  #renderOption(found: Found, number: number) {
    const { entry, excerpt } = found;
    return html`<div role="option" id="option-${number}" aria-selected=${number === this.marked} @click=${() => this.#go(found)}>
      <div class="title">${entry.title === entry.group ? 'Beginning of the lesson' : entry.title}</div>
      ${
        excerpt.length > 0
          ? html`<p class="text">${excerpt.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text))}</p>`
          : nothing
      }
    </div>`;
  }

  #found(): Found[] {
    return (this.groups ?? []).flatMap(({ found }) => found);
  }

  #nothing(): string {
    if (this.failed) return 'The search could not be fetched. The connection may be down; try again.';
    return this.groups ? `Nothing has “${this.words.trim()}” in it.` : 'Looking…';
  }

  #said(count: number): string {
    return count === 0 ? this.#nothing() : count === 1 ? '1 place found' : `${count} places found`;
  }

  /** The list and the words of all lessons are fetched once; after a failure, again at the next use. */
  #prepare(): void {
    this.open = true;
    this.failed = false;
    this.#search ??= import('virtual:search-index').then(({ default: entries }) => createSearch(entries));
    this.#search.catch(() => {
      this.#search = null;
      this.failed = true;
    });
  }

  async #typed(): Promise<void> {
    this.words = this.field.value;
    this.#prepare();
    const search = await this.#search?.catch(() => null);
    if (!search) return;
    this.groups = search(this.words);
    this.marked = 0;
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const found = this.#found();
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      this.open = true;
      if (found.length > 0) this.marked = (this.marked + move + found.length) % found.length;
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.open && found[this.marked]) this.#go(found[this.marked]);
    } else if (event.key === 'Escape' && (this.open || this.words)) {
      // first the list, then the words; a third one is the page's
      const shown = this.open && this.words !== '';
      if (!shown && !this.words) return;
      event.preventDefault();
      event.stopPropagation();
      if (shown) this.open = false;
      else this.words = '';
    }
  }

  #go({ entry }: Found): void {
    this.open = false;
    this.words = '';
    this.groups = [];
    this.field.blur();
    if (location.hash !== entry.href) location.hash = entry.href;
    else {
      // where one already is: the page goes there all the same
      history.replaceState(null, '');
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    }
  }

  /** Under the field, and never past the window's edges. */
  #place(results: HTMLElement): void {
    const { left, bottom } = this.field.getBoundingClientRect();
    const width = Math.min(460, window.innerWidth - 32);
    results.style.left = `${Math.max(16, Math.min(left, window.innerWidth - 16 - width))}px`;
    results.style.top = `${bottom + 6}px`;
    results.style.maxHeight = `${Math.max(120, window.innerHeight - bottom - 22)}px`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-search': FpSearch;
  }
}
