/** A live figure: a small grey label above a bold number that does not jump. Read on demand, never announced by itself. */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { controls } from './controls';

@customElement('fp-figure')
export class FpFigure extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-grid;
        align-content: start;
        min-width: 3.6em;
      }
      .label {
        font-size: 11.5px;
        text-transform: lowercase;
      }
      output {
        font-size: 16.5px;
        font-weight: 650;
        line-height: 1.4;
        letter-spacing: -0.005em;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .note {
        font-size: 12px;
      }
    `,
  ];

  /** The accessible name, e.g. 'Train loss'; shown in lower case. */
  @property() accessor label = '';
  /** Already formatted: see format.ts. */
  @property() accessor value = '';
  @property() accessor note = '';

  override render() {
    return html`<span class="label" aria-hidden="true">${this.label}</span
      ><output aria-live="off" aria-label=${this.label}>${this.value || '–'}</output>${
        this.note ? html`<span class="note">${this.note}</span>` : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-figure': FpFigure;
  }
}
