/** Where a shown number comes from, one click away: samples, warm-up, sync, backend, renderer, clock, date. */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Measurement, Provenance } from '../contract/measurement';
import { controls } from './controls';
import { dialogStyles } from './dialog-styles';
import { count, duration } from './format';

const titles: Record<Provenance['kind'], string> = {
  measured: 'How this was measured',
  simulated: 'How this was simulated',
  derived: 'How this was worked out',
  quoted: 'Where this comes from',
};

@customElement('fp-receipt')
export class FpReceipt extends LitElement {
  static override styles = [
    controls,
    dialogStyles,
    css`
      :host {
        display: inline;
        font-size: inherit;
        line-height: inherit;
      }
      dialog {
        width: min(30rem, calc(100vw - 32px));
        font-size: 14px;
        line-height: 1.45;
        overscroll-behavior: contain;
      }
      .inside {
        display: grid;
        gap: 14px;
        padding: 20px 22px;
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
      }
      h2,
      p {
        margin: 0;
      }
      h2 {
        font-size: 16px;
        font-weight: 650;
      }
      dl {
        display: grid;
        grid-template-columns: minmax(7em, auto) 1fr;
        gap: 5px 16px;
        margin: 0;
        font-variant-numeric: tabular-nums;
      }
      dt {
        color: var(--ink-2);
      }
      dd {
        margin: 0;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      a {
        color: var(--phase);
      }
    `,
  ];

  @property({ attribute: false }) accessor provenance: Provenance | null = null;
  /** The button's name; by default the dialog's title. */
  @property() accessor label = '';

  @state() private accessor open = false;
  @query('dialog') private accessor dialog!: HTMLDialogElement | null;

  override render() {
    if (!this.provenance) return nothing;
    const title = titles[this.provenance.kind];
    return html`<button class="quiet" aria-haspopup="dialog" @click=${this.#show}>${this.label || title}</button>${
        this.open
          ? html`<dialog aria-labelledby="title" @close=${() => (this.open = false)} @click=${this.#outside}>
              <div class="inside">
                <header>
                  <h2 id="title">${title}</h2>
                  <button @click=${() => this.dialog?.close()}>Close</button>
                </header>
                ${this.#body(this.provenance)}
              </div>
            </dialog>`
          : nothing
      }`;
  }

  async #show() {
    this.open = true;
    await this.updateComplete;
    this.dialog?.showModal();
  }

  /** The dialog's own box is all filled, so a click that reaches the dialog itself is one on the backdrop. */
  #outside(event: Event) {
    if (event.target === this.dialog) this.dialog?.close();
  }

  #body(provenance: Provenance) {
    switch (provenance.kind) {
      case 'measured':
        return rows(measured(provenance.measurement));
      case 'quoted':
        return html`<p>
          ${
            provenance.url
              ? html`<a href=${provenance.url} rel="noreferrer" target="_blank">${provenance.source}</a>`
              : provenance.source
          },
          ${provenance.date}
        </p>`;
      default:
        return html`<p>${provenance.how}</p>`;
    }
  }
}

function rows(facts: readonly (readonly [string, string])[]) {
  return html`<dl>
    ${facts.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

function measured(m: Measurement): [string, string][] {
  const facts: [string, string][] = [
    ['Operation', `${m.operation}, batch of ${count(m.batchSize)}`],
    ['Network', m.model],
    ['Backend', m.backend.variant ? `${m.backend.name}, ${m.backend.variant}` : m.backend.name],
  ];
  if (m.backend.renderer) facts.push(['Renderer', m.backend.renderer]);
  if (m.backend.software) facts.push(['', 'software rendering, not a GPU']);
  facts.push(
    ['Median', duration(m.median)],
    ['p95', duration(m.p95)],
    ...(m.p99 === null ? [] : [['p99', duration(m.p99)] as [string, string]]),
    ['First call', `${duration(m.firstCall)}, kept apart`],
    ['Warm-up', `${count(m.warmup)} calls, not timed`],
    [
      'Samples',
      `${count(m.samples.length)}, of ${m.callsPerSample === 1 ? 'one call' : `${count(m.callsPerSample)} calls`} each`,
    ],
    ['Sync', m.sync === 'each' ? 'waited for every result' : 'queued, waited once a sample'],
    ['Clock', `steps of ${duration(m.clockResolution)}${m.crossOriginIsolated ? ', cross-origin isolated' : ''}`],
    ['Taken', when(m.at)],
  );
  return facts;
}

function when(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium' });
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-receipt': FpReceipt;
  }
}
