/** The probability of each class as a bar with its figure; the likeliest stands out. */
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { styleMap } from 'lit/directives/style-map.js';
import { classTokens } from './colours';
import { perClass, percent } from './counts';

@customElement('fp-probabilities')
export class FpProbabilities extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
      font: 12px / 1.4 var(--sans, sans-serif);
      color: var(--ink);
    }
    dl {
      display: grid;
      grid-template-columns: fit-content(40%) minmax(0, 1fr) auto;
      gap: 4px 8px;
      margin: 0;
      align-items: center;
    }
    dl > div {
      display: contents;
    }
    dt {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    dd {
      display: contents;
    }
    .rail {
      height: 11px;
      border-radius: 3px;
      background: var(--line-2);
      overflow: hidden;
    }
    .bar {
      height: 100%;
      width: 100%;
      border-radius: 3px;
      background: var(--colour);
      forced-color-adjust: none;
      transform: scaleX(var(--p));
      transform-origin: left;
    }
    .figure {
      min-width: 6ch;
      text-align: right;
      font-variant-numeric: tabular-nums;
      color: var(--ink-2);
    }
    .most dt,
    .most .figure {
      font-weight: 700;
      color: var(--ink);
    }
  `;

  @property({ attribute: false }) accessor values: ArrayLike<number> = [];
  @property({ attribute: false }) accessor classes: readonly string[] = [];

  protected override render() {
    const shares = perClass(this.values);
    const most = shares.indexOf(Math.max(...shares));
    return html`<dl aria-label="Class probabilities">
      ${this.classes.map((name, i) => {
        const p = shares[i] ?? 0;
        const colour = this.classes.length <= classTokens.length ? classTokens[i] : '--infer';
        const held = Number.isNaN(p) ? 0 : Math.max(0, Math.min(1, p));
        return html`<div class=${classMap({ most: shares.length > 0 && i === most })}>
          <dt title=${name}>${name}</dt>
          <dd>
            <div class="rail" aria-hidden="true">
              <div class="bar" style=${styleMap({ '--p': String(held), '--colour': `var(${colour})` })}></div>
            </div>
            <span class="figure">${shares.length ? percent(p) : '–'}</span>
          </dd>
        </div>`;
      })}
    </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-probabilities': FpProbabilities;
  }
}
