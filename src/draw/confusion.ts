/** The confusion matrix as the table it is: actual classes down, predicted across; each count a button that shows its examples. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { confusionCounts, rightOf } from './counts';

const ways: Record<string, [number, number]> = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

/** `cell` {detail: [actual, predicted]}: the reader asks for these examples. Arrow keys move among the cells that have any. */
@customElement('fp-confusion')
export class FpConfusion extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: 11.5px / 1.3 var(--sans, sans-serif);
      color: var(--ink);
    }
    table {
      width: 100%;
      table-layout: fixed;
      border-collapse: separate;
      border-spacing: 2px;
      font-variant-numeric: tabular-nums;
    }
    caption {
      caption-side: bottom;
      text-align: left;
      padding-top: 6px;
      color: var(--ink-2);
    }
    th {
      font-weight: 600;
      color: var(--ink-2);
      overflow-wrap: anywhere;
      hyphens: auto;
      padding: 2px 0;
    }
    th[scope='row'] {
      text-align: right;
      padding-right: 5px;
    }
    th.corner {
      font-weight: 400;
      font-size: 10.5px;
      text-align: left;
      width: var(--head);
    }
    td {
      padding: 0;
      height: 26px;
      text-align: center;
      color: var(--ink-2);
      border-radius: 4px;
      background: var(--line-2);
    }
    button {
      all: unset;
      box-sizing: border-box;
      display: block;
      width: 100%;
      min-height: 26px;
      line-height: 26px;
      border-radius: 4px;
      text-align: center;
      cursor: pointer;
      color: var(--ink);
      background: color-mix(in srgb, var(--cell) calc(10% + 35% * var(--share)), var(--raised));
    }
    button:hover {
      box-shadow: inset 0 0 0 1px var(--ink-2);
    }
    button[aria-pressed='true'] {
      box-shadow: inset 0 0 0 2px var(--ink);
    }
    button:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
  `;

  @property({ attribute: false }) accessor classes: readonly string[] = [];
  @property({ attribute: false }) accessor labels: Uint8Array = new Uint8Array();
  @property({ attribute: false }) accessor predicted: Uint8Array = new Uint8Array();
  /** The rows counted: those of the test split, say. */
  @property({ attribute: false }) accessor rows: Uint32Array = new Uint32Array();
  @property({ attribute: false }) accessor selected: readonly [number, number] | null = null;

  protected override render() {
    const { classes } = this;
    const counts = confusionCounts(classes.length, this.labels, this.predicted, this.rows);
    const { right, all } = rightOf(counts);
    const long = Math.max(3, ...classes.map((name) => name.length));
    return html`<table @keydown=${this.#key} style=${styleMap({ '--head': `${Math.min(90, 16 + 7 * long)}px` })}>
      <caption>
        Actual classes down, predicted across: ${right} of ${all} right.
      </caption>
      <thead>
        <tr>
          <th class="corner" scope="col">actual</th>
          ${classes.map((name) => html`<th scope="col" title=${name}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${counts.map((line, actual) => {
          const most = line.reduce((sum, count) => sum + count, 0) || 1;
          return html`<tr>
            <th scope="row" title=${classes[actual]}>${classes[actual]}</th>
            ${line.map((count, predicted) => html`<td>${count ? this.#cell(actual, predicted, count, count / most) : '·'}</td>`)}
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  #cell(actual: number, predicted: number, count: number, share: number) {
    const chosen = this.selected?.[0] === actual && this.selected[1] === predicted;
    const style = { '--share': share.toFixed(3), '--cell': actual === predicted ? 'var(--done)' : 'var(--error)' };
    const name = `actual ${this.classes[actual]}, predicted ${this.classes[predicted]}: ${count} ${count === 1 ? 'example' : 'examples'}`;
    return html`<button
      type="button"
      aria-label=${name}
      aria-pressed=${chosen ? 'true' : 'false'}
      data-actual=${actual}
      data-predicted=${predicted}
      style=${styleMap(style)}
      @click=${() => this.#tell(actual, predicted)}
    >
      ${count}
    </button>`;
  }

  #tell(actual: number, predicted: number): void {
    this.dispatchEvent(new CustomEvent('cell', { detail: [actual, predicted], bubbles: true, composed: true }));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const way = ways[event.key];
    const from = event.target instanceof HTMLButtonElement ? event.target : null;
    if (!way || !from || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    let actual = Number(from.dataset.actual) + way[0];
    let predicted = Number(from.dataset.predicted) + way[1];
    while (this.classes[actual] !== undefined && this.classes[predicted] !== undefined) {
      const to = this.renderRoot.querySelector<HTMLElement>(`[data-actual="${actual}"][data-predicted="${predicted}"]`);
      if (to) {
        to.focus();
        return;
      }
      actual += way[0];
      predicted += way[1];
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-confusion': FpConfusion;
  }
}
