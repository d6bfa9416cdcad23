/** A native select with its label above and a note on the chosen option below. */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from './controls';

export interface SelectOption {
  value: string;
  label: string;
  /** Shown below while this option is chosen. */
  note?: string;
  disabled?: boolean;
}

/** @fires change-value - CustomEvent<string>, when the reader has chosen */
@customElement('fp-select')
export class FpSelect extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
    `,
  ];

  @property() accessor label = '';
  @property({ attribute: false }) accessor options: readonly SelectOption[] = [];
  @property() accessor value = '';
  @property({ type: Boolean }) accessor disabled = false;

  override render() {
    const note = this.options.find((option) => option.value === this.value)?.note;
    return html`<div class="field">
      <label for="select">${this.label}</label>
      <select id="select" ?disabled=${this.disabled} aria-describedby=${note ? 'note' : nothing} @change=${this.#changed}>
        ${this.options.map(
          (option) =>
            html`<option value=${option.value} ?disabled=${option.disabled} .selected=${option.value === this.value}>
              ${option.label}
            </option>`,
        )}
      </select>
      ${note ? html`<p class="note" id="note">${note}</p>` : nothing}
    </div>`;
  }

  /** After the options stand: a select takes no value that it has no option for. */
  override updated() {
    const select = this.renderRoot.querySelector('select');
    if (select && select.value !== this.value) select.value = this.value;
  }

  #changed(event: Event) {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.value = event.target.value;
    this.dispatchEvent(new CustomEvent('change-value', { detail: this.value, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-select': FpSelect;
  }
}
