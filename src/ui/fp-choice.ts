/**
 * A few radio buttons in a row. An element of its own also because Chromium keeps a radio button alive for as long as the
 * shadow root that it stood in, with all that it refers to, even after it has been removed.
 */
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from './controls';

export interface Choice {
  value: string;
  label: string;
}

/** @fires change-value - CustomEvent<string>, when the reader has chosen */
@customElement('fp-choice')
export class FpChoice extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 14px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 6px;
        min-height: 24px;
        color: var(--ink);
        font-size: 12.5px;
      }
    `,
  ];

  /** Accessible name of the group; not shown. */
  @property() accessor label = '';
  @property({ attribute: false }) accessor options: readonly Choice[] = [];
  @property() accessor value = '';

  override render() {
    return html`<fieldset role="radiogroup" aria-label=${this.label}>
      ${this.options.map(
        ({ value, label }) =>
          html`<label
            ><input
              type="radio"
              name="choice"
              value=${value}
              .checked=${live(this.value === value)}
              @change=${() => this.#choose(value)}
            />${label}</label
          >`,
      )}
    </fieldset>`;
  }

  #choose(value: string): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent('change-value', { detail: value, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-choice': FpChoice;
  }
}
