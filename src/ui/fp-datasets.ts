/** The choice of data: a radio group of thumbnails, each named by its dataset; the chosen name stands beside the label. */
import { LitElement, css, html, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { DatasetMeta } from '../contract/dataset';
import { controls } from './controls';

type Thumbnail = DatasetMeta['thumbnail'];

/** @fires change-value - CustomEvent<string>, the id of the dataset the reader has chosen */
@customElement('fp-datasets')
export class FpDatasets extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      fieldset {
        display: grid;
        gap: 6px;
      }
      .heading {
        display: flex;
        justify-content: space-between;
        gap: 8px;
      }
      .chosen {
        color: var(--ink);
        font-size: 13px;
        font-weight: 500;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 7px;
        margin: 0;
      }
      label {
        position: relative;
        display: block;
        width: 40px;
        height: 40px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--paper);
        overflow: hidden;
        cursor: pointer;
      }
      label:hover {
        background: var(--hover);
      }
      label:has(:checked) {
        border-color: var(--phase);
        box-shadow:
          0 0 0 2px var(--raised),
          0 0 0 4px var(--phase);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 5px;
      }
      label:has(:disabled) {
        cursor: default;
        opacity: 0.55;
      }
      svg {
        display: block;
        width: 38px;
        height: 38px;
      }
      .label-0 {
        fill: var(--neg-mark);
      }
      .label-1 {
        fill: var(--pos-mark);
      }
      .label-2 {
        fill: var(--third);
      }
      .pixel {
        fill: var(--ink);
      }
      .lines {
        fill: none;
        stroke: var(--ink-2);
        stroke-width: 6;
        stroke-linecap: round;
        stroke-linejoin: round;
      }
      @media (pointer: coarse) {
        label {
          width: 48px;
          height: 48px;
        }
        svg {
          width: 46px;
          height: 46px;
        }
      }
      /* on paper there is nothing to choose */
      @media print {
        .choices {
          display: none;
        }
        .heading {
          display: grid;
          justify-content: stretch;
          gap: 4px;
        }
        .chosen {
          padding: 7px 10px;
          border: 1px solid var(--control);
          border-radius: var(--radius);
          font-size: 14px;
        }
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 3px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor datasets: readonly DatasetMeta[] = [];
  /** The id of the chosen dataset. */
  @property() accessor value = '';
  @property({ type: Boolean }) accessor disabled = false;

  override render() {
    const chosen = this.datasets.find((dataset) => dataset.id === this.value);
    return html`<fieldset role="radiogroup" aria-label="Dataset" ?disabled=${this.disabled}>
      <div class="heading" aria-hidden="true"><span class="label">Dataset</span><span class="chosen">${chosen?.name}</span></div>
      <div class="choices">
        ${this.datasets.map(
          ({ id, name, thumbnail }) =>
            html`<label title=${name}
              ><input
                class="over"
                type="radio"
                name="dataset"
                value=${id}
                aria-label=${name}
                .checked=${live(id === this.value)}
                @change=${() => this.#choose(id)}
              />${draw(thumbnail)}</label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  #choose(id: string) {
    this.value = id;
    this.dispatchEvent(new CustomEvent('change-value', { detail: id, bubbles: true, composed: true }));
  }
}

/** Points, lines or pixels in a square of 100, y downwards as in the meta. */
function draw(thumbnail: Thumbnail) {
  if (thumbnail.kind === 'points') {
    const dots = thumbnail.points.map(
      ([x, y, label]) => svg`<circle class="label-${label}" cx=${10 + 80 * x} cy=${10 + 80 * y} r="4.6"></circle>`,
    );
    return html`<svg viewBox="0 0 100 100" aria-hidden="true">${dots}</svg>`;
  }
  if (thumbnail.kind === 'lines')
    return html`<svg viewBox="0 0 100 100" aria-hidden="true"><path class="lines" d=${thumbnail.path}></path></svg>`;
  const [rows, columns] = thumbnail.shape;
  const side = 80 / Math.max(rows, columns);
  const squares = thumbnail.pixels.map((grey, i) =>
    grey > 0
      ? svg`<rect class="pixel" x=${10 + side * (i % columns)} y=${10 + side * Math.floor(i / columns)}
          width=${side + 0.3} height=${side + 0.3} fill-opacity=${grey}></rect>`
      : svg``,
  );
  return html`<svg viewBox="0 0 100 100" aria-hidden="true">${squares}</svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-datasets': FpDatasets;
  }
}
