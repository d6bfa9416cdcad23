/** The button Share and what it opens: the link, copied already, whether the trained weights go along, and what its cell has to choose. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from '../ui/controls';

export interface SharedLink {
  /** Empty where none could be made. */
  url: string;
  /** Whether the trained weights are in it. */
  weights: boolean;
  /** What the reader should know of it. */
  note: string;
}

export type MakeLink = (withWeights: boolean) => Promise<SharedLink>;

/** Its slot holds what else the link depends on; each `change-view` in there makes the link anew. Slot `says`: what it shows. */
@customElement('fp-share')
export class FpShare extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      .panel {
        position: absolute;
        z-index: 3;
        top: calc(100% + 6px);
        left: 0;
        display: grid;
        gap: 8px;
        width: min(340px, 70vw);
        padding: 12px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
      }
      .panel input[readonly] {
        width: 100%;
        font: 400 12px/1.4 var(--mono);
      }
      .check {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 24px;
        color: var(--ink);
      }
      p {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) accessor make: MakeLink | null = null;
  /** There are trained weights that could go along. */
  @property({ type: Boolean }) accessor trained = false;
  /** Weights were set by hand: without them a link shows another network. */
  @property({ type: Boolean }) accessor edited = false;

  @state() private accessor open = false;
  @state() private accessor link: SharedLink | null = null;
  @state() private accessor said = '';

  override render() {
    return html`<button aria-expanded=${this.open ? 'true' : 'false'} @click=${this.#toggle} @keydown=${this.#key}>Share</button>
      ${this.open ? this.#panel() : nothing}`;
  }

  /** Into the window, where the button stands far to the right. */
  protected override updated(): void {
    const panel = this.renderRoot.querySelector<HTMLElement>('.panel');
    if (!panel) return;
    const room = document.documentElement.clientWidth - 8 - this.getBoundingClientRect().left;
    panel.style.left = `${Math.min(0, room - panel.offsetWidth)}px`;
  }

  #panel() {
    const { link } = this;
    return html`<div class="panel" role="group" aria-label="Share this cell" @keydown=${this.#key}>
      <label class="field"
        >Link<input
          type="text"
          readonly
          .value=${link?.url ?? ''}
          @focus=${(event: FocusEvent) => (event.target as HTMLInputElement).select()}
      /></label>
      ${
        this.trained
          ? html`<label class="check"
              ><input type="checkbox" .checked=${live(link?.weights ?? this.edited)} @change=${this.#weights} />With the trained
              weights</label
            >`
          : nothing
      }
      <p class="note" role="status">${this.said}</p>
      <slot @change-view=${this.#anew}></slot>
      <p class="note">
        <slot name="says"
          >Whoever opens it sees this cell with the same settings, seed and controls, paused, and the lesson’s code as you have
          edited it.</slot
        >
        Nothing is sent anywhere: what is shared stands in the link itself.
      </p>
      <button @click=${this.#close}>Close</button>
    </div>`;
  }

  readonly #toggle = async (): Promise<void> => {
    this.open = !this.open;
    this.said = '';
    this.link = null;
    if (!this.open) return;
    await this.#write(this.trained && this.edited);
    this.renderRoot.querySelector<HTMLElement>('input[readonly]')?.focus();
  };

  /** Whoever is choosing stays where they are. */
  readonly #anew = (): void => void this.#write(this.link?.weights ?? this.edited);

  readonly #weights = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) void this.#write(event.target.checked);
  };

  async #write(withWeights: boolean): Promise<void> {
    if (!this.make) return;
    this.said = 'Making the link…';
    try {
      this.link = await this.make(withWeights);
    } catch (error) {
      this.said = `The link could not be made: ${error instanceof Error ? error.message : String(error)}`;
      return;
    }
    const { url, note } = this.link;
    // The browser may ask whether it may be copied, and wait for the answer.
    this.said = note;
    const copied = url ? await copy(url) : '';
    this.said = [note, copied].filter(Boolean).join(' ');
    await this.updateComplete;
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.open) return;
    event.stopPropagation();
    this.#close();
  };

  readonly #close = (): void => {
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  };
}

/** What came of copying it. */
async function copy(url: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(url);
    return 'The link has been copied.';
  } catch {
    return 'This browser does not let the page copy it: copy it from the field.';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-share': FpShare;
  }
}
