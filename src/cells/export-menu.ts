/** The button Export and what it opens: the results as a JSON or a CSV file, and the network in four formats. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { controls } from '../ui/controls';

export type NetworkFormat = 'network' | 'tfjs' | 'onnx' | 'notebook';
export type ExportFormat = 'json' | 'csv' | NetworkFormat;

const networkFormats: readonly { format: NetworkFormat; label: string }[] = [
  { format: 'network', label: 'Network, JSON of ours' },
  { format: 'tfjs', label: 'Network, TensorFlow.js (zip)' },
  { format: 'onnx', label: 'Network, ONNX' },
  { format: 'notebook', label: 'Network, Keras notebook' },
];

/** @fires export - CustomEvent<ExportFormat>, when the reader has chosen one */
@customElement('fp-export-menu')
export class FpExportMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
      }
      div {
        position: absolute;
        z-index: 3;
        top: calc(100% + 6px);
        left: 0;
        display: grid;
        gap: 6px;
        padding: 8px;
        border: 1px solid var(--line);
        border-radius: var(--radius);
        background: var(--raised);
        box-shadow: 0 6px 20px rgb(0 0 0 / 18%);
      }
      div button {
        justify-content: start;
        white-space: nowrap;
      }
    `,
  ];

  /** What the CSV holds, e.g. 'the loss history'. */
  @property() accessor csv = 'measurements';
  /** Whether there is a network to be saved. */
  @property({ type: Boolean }) accessor network = false;
  @state() private accessor open = false;

  override render() {
    return html`<button aria-expanded=${this.open ? 'true' : 'false'} @click=${this.#toggle}>Export</button> ${
        this.open
          ? html`<div @keydown=${this.#key} @focusout=${this.#left}>
              <button @click=${() => this.#choose('json')}>JSON, everything</button>
              <button @click=${() => this.#choose('csv')}>CSV, ${this.csv}</button>
              ${
                this.network
                  ? networkFormats.map(
                      ({ format, label }) => html`<button @click=${() => this.#choose(format)}>${label}</button>`,
                    )
                  : nothing
              }
            </div>`
          : nothing
      }`;
  }

  readonly #toggle = async (): Promise<void> => {
    this.open = !this.open;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('div button')?.focus();
  };

  readonly #key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  };

  readonly #left = (event: FocusEvent): void => {
    if (event.relatedTarget instanceof Node && this.renderRoot.contains(event.relatedTarget)) return;
    this.open = false;
  };

  #choose(format: ExportFormat): void {
    this.#close();
    this.dispatchEvent(new CustomEvent<ExportFormat>('export', { detail: format, bubbles: true, composed: true }));
  }

  #close(): void {
    this.open = false;
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-export-menu': FpExportMenu;
  }
}
