/** The examples themselves: images as thumbnails, rows of a table as a table; the first of them, and how many more there are. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { mix } from './colours';
import { DrawnElement } from './drawn-element';

@customElement('fp-examples')
export class FpExamples extends DrawnElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: 12px / 1.35 var(--sans, sans-serif);
      color: var(--ink);
    }
    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin: 0;
      padding: 0;
      list-style: none;
    }
    li {
      display: grid;
      gap: 2px;
      justify-items: center;
      font-size: 11px;
      color: var(--ink-2);
    }
    canvas {
      width: 40px;
      height: 40px;
      image-rendering: pixelated;
      border: 1px solid var(--line);
      border-radius: 4px;
    }
    .scroll {
      overflow-x: auto;
    }
    .scroll:focus-visible {
      outline: 2px solid var(--focus);
    }
    table {
      border-collapse: collapse;
      font-variant-numeric: tabular-nums;
    }
    th,
    td {
      padding: 3px 10px 3px 0;
      text-align: right;
      border-bottom: 1px solid var(--line-2);
      white-space: nowrap;
    }
    th {
      font-weight: 600;
      color: var(--ink-2);
    }
    p {
      margin: 6px 0 0;
      color: var(--ink-2);
    }
  `;

  /** All examples, n × rawWidth. */
  @property({ attribute: false }) accessor raw: Float32Array = new Float32Array();
  @property({ type: Number }) accessor rawWidth = 0;
  /** Height and width of an image; null for a table. */
  @property({ attribute: false }) accessor shape: readonly [number, number] | null = null;
  /** Which to show, in this order. */
  @property({ attribute: false }) accessor rows: Uint32Array = new Uint32Array();
  /** Names of the columns of a table. */
  @property({ attribute: false }) accessor names: readonly string[] = [];
  /** Of every example, where they should be named: actual class, predicted class, and the classes' names. */
  @property({ attribute: false }) accessor labels: Uint8Array | null = null;
  @property({ attribute: false }) accessor predicted: Uint8Array | null = null;
  @property({ attribute: false }) accessor classes: readonly string[] = [];
  /** How many are shown at most. */
  @property({ type: Number }) accessor most = 24;

  protected override render() {
    const shown = [...this.rows.subarray(0, this.most)];
    const rest = this.rows.length - shown.length;
    return html`${this.shape ? this.#images(shown, this.shape) : this.#table(shown)}
    ${rest ? html`<p>and ${rest.toLocaleString('en-GB')} more</p>` : nothing}`;
  }

  /** 'actual 3, predicted 5', as far as it is known. */
  #words(row: number): string {
    const named = (what: string, of: Uint8Array | null) => (of ? [`${what} ${this.classes[of[row]] ?? of[row]}`] : []);
    return [...named('actual', this.labels), ...named('predicted', this.predicted)].join(', ');
  }

  #images(shown: readonly number[], [height, width]: readonly [number, number]): TemplateResult {
    return html`<ul aria-label="Examples">
      ${shown.map((row) => {
        const words = this.#words(row);
        const seen = this.predicted ? (this.classes[this.predicted[row]] ?? '') : '';
        return html`<li>
          <canvas
            width=${width}
            height=${height}
            data-row=${row}
            role="img"
            aria-label=${words ? `example ${row + 1}: ${words}` : `example ${row + 1}`}
          ></canvas>
          ${seen ? html`<span aria-hidden="true">${seen}</span>` : nothing}
        </li>`;
      })}
    </ul>`;
  }

  #table(shown: readonly number[]): TemplateResult {
    const { raw, rawWidth, names, labels, predicted, classes } = this;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Examples">
      <table>
        <thead>
          <tr>
            ${names.map((name) => html`<th scope="col">${name.replaceAll('_', ' ')}</th>`)}
            ${labels ? html`<th scope="col">actual</th>` : nothing} ${predicted ? html`<th scope="col">predicted</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            (row) =>
              html`<tr>
                ${names.map((_, i) => html`<td>${Number(raw[row * rawWidth + i].toPrecision(4)).toLocaleString('en-GB')}</td>`)}
                ${labels ? html`<td>${classes[labels[row]]}</td>` : nothing}
                ${predicted ? html`<td>${classes[predicted[row]]}</td>` : nothing}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  protected override paint(): void {
    const { raw, rawWidth, palette } = this;
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const context = canvas.getContext('2d');
      if (!context) continue;
      const image = context.createImageData(canvas.width, canvas.height);
      const offset = Number(canvas.dataset.row) * rawWidth;
      for (let i = 0; i < canvas.width * canvas.height; i++) {
        const [red, green, blue] = mix(palette['--raised'], palette['--ink'], raw[offset + i] || 0);
        image.data.set([red, green, blue, 255], 4 * i);
      }
      context.putImageData(image, 0, 0);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-examples': FpExamples;
  }
}
