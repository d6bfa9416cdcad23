/**
 * `<fp-bars>`: a few amounts as horizontal bars with their values written beside them. Three lengths and three texts need
 * no scales, so this is plain HTML and not Plot: it is a real table (and needs no other), and its bars can move by CSS.
 */
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

export interface Bar {
  label: string;
  /** Any unit, one for all bars; what is not a number above 0 has no length. */
  value: number;
  colour: 'forward' | 'backward' | 'update';
  /** The value as shown. */
  text: string;
}

@customElement('fp-bars')
export class FpBars extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font-family: var(--sans);
      font-size: 13px;
      line-height: 1.3;
      color: var(--ink);
    }
    :host([hidden]) {
      display: none;
    }
    table {
      width: 100%;
      border-collapse: collapse;
    }
    caption,
    .hidden {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .empty,
    tr {
      height: 28px;
    }
    .empty {
      margin: 0;
      color: var(--ink-2);
    }
    th,
    td {
      padding: 0;
      vertical-align: middle;
    }
    th {
      width: 84px;
      text-align: left;
      font-weight: 400;
      color: var(--ink-2);
    }
    .amount {
      width: 76px;
      text-align: right;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    .bar {
      height: 14px;
      min-width: 2px;
      border-radius: 3px;
      transition: width 200ms;
      forced-color-adjust: none;
    }
    .bar.none {
      min-width: 0;
    }
    .forward {
      background: var(--infer);
    }
    .backward {
      background: var(--train);
    }
    .update {
      background: color-mix(in oklab, var(--train) 72%, var(--raised));
    }
    @media (prefers-reduced-motion: reduce) {
      .bar {
        transition: none;
      }
    }
  `;

  /** Accessible name: the table's caption. Set it as a property, or the browser makes it a tooltip. */
  @property() override accessor title = 'Times';
  @property({ attribute: false }) accessor bars: readonly Bar[] = [];
  /** Rows to keep room for, so that nothing moves when the first values come. */
  @property({ type: Number }) accessor rows = 0;

  protected override render(): TemplateResult {
    const most = Math.max(...this.bars.map(({ value }) => length(value)));
    return html`
      <div style="min-height:${28 * Math.max(this.rows, this.bars.length)}px">
        ${this.bars.length === 0 ? html`<p class="empty">Nothing measured yet</p>` : this.tableOf(most)}
      </div>
    `;
  }

  private tableOf(most: number): TemplateResult {
    return html`
      <table>
        <caption>
          ${this.title}
        </caption>
        <tbody>
          ${this.bars.map(
            ({ label, value, colour, text }) => html`
              <tr>
                <th scope="row">${label}</th>
                <td aria-hidden="true">
                  <div
                    class="bar ${colour} ${length(value) > 0 ? '' : 'none'}"
                    style="width:${most > 0 ? (100 * length(value)) / most : 0}%"
                  ></div>
                </td>
                <td class="amount">${text}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    `;
  }
}

/** A bar's length before scaling. */
function length(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-bars': FpBars;
  }
}
