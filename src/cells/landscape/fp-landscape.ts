/** `<fp-landscape>`: the train loss around another cell's network, along two random directions; the last slice and the one before. */
import { html, LitElement, css, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/contour';
import type { Grid } from '../../charts/contour-words';
import type { CellContext } from '../../contract/cell';
import type { Landscape } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import { count, loss, percent } from '../../ui/format';
import '../../ui/fp-number';
import { bench } from '../bench';
import { Job } from '../job';
import { failureOf, progressOf } from '../job-bar';
import { Keeping } from '../keeping';
import { NetworkOf } from '../network-of';
import { keptOf } from './kept';
import type { LandscapeBody } from './schema';

interface Slice {
  landscape: Landscape;
  step: number;
  seed: number;
}

@customElement('fp-landscape')
export class FpLandscape extends LitElement {
  static override styles = [
    controls,
    bench,
    css`
      fp-number {
        width: 116px;
      }
      .slices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr));
        gap: 16px 24px;
      }
      h4 {
        margin: 0 0 6px;
        font-size: 13px;
        color: var(--ink-2);
      }
    `,
  ];

  @property({ attribute: false }) accessor body!: LandscapeBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  /** The newest last; two at most. */
  @state() private accessor slices: readonly Slice[] = [];
  @state() private accessor reach = 1;
  @state() private accessor seed = 1;
  #drawn = 0;
  #firstCentre: number | null = null;
  readonly #job = new Job(() => this.requestUpdate());
  readonly #network = new NetworkOf(this, () => this.body.of);
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ reach: this.reach, seed: this.seed }),
    results: () =>
      this.#firstCentre === null ? null : { slices: [...this.slices], drawn: this.#drawn, firstCentre: this.#firstCentre },
    restore: ({ settings, results }) => {
      Object.assign(this, settings);
      this.slices = results?.slices ?? [];
      this.#drawn = results?.drawn ?? 0;
      this.#firstCentre = results?.firstCentre ?? null;
    },
    publish: () => this.#publish(),
    of: () => this.body.of,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    if (this.#drawn === 0) Object.assign(this, { reach: this.body.reach, seed: this.body.seed });
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  #publish(): void {
    const last = this.slices.at(-1);
    this.context.scope.publish(this.cellId, {
      drawn: this.#drawn,
      centre: last?.landscape.centre ?? null,
      firstCentre: this.#firstCentre,
      lower: last ? lowerShare(last.landscape) : null,
    });
  }

  override render() {
    const job = this.#job;
    const last = this.slices.at(-1);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${this.#network.shape}</p>
      </header>
      <div class="bar">
        <fp-number
          label="Reach"
          .value=${this.reach}
          .min=${0.05}
          .max=${5}
          scale="log"
          @change-value=${({ detail }: CustomEvent<number>) => (this.reach = detail)}
        ></fp-number>
        <fp-number
          label="Seed"
          .value=${this.seed}
          .min=${0}
          .max=${2 ** 32 - 1}
          .step=${1}
          integer
          @change-value=${({ detail }: CustomEvent<number>) => (this.seed = detail)}
        ></fp-number>
        <button class="primary" ?disabled=${this.#network.source === null || job.name !== null} @click=${this.#draw}>
          Draw the slice
        </button>
        ${progressOf(job, 'Computing losses')}
      </div>
      <p class="visually-hidden" role="status">${last && !job.name ? `Drawn. ${sentence(last)}` : ''}</p>
      <div class="notices">${failureOf(job)} ${this.#keeping.notices}</div>
      <div class="panes">
        ${
          last
            ? html`<div class="slices">${this.slices.map((slice, i) => this.#slice(slice, i))}</div>`
            : html`<fp-chart-contour
                .title=${'Slice of the loss'}
                .height=${280}
                empty="Press “Draw the slice”"
              ></fp-chart-contour>`
        }
        <p class="note">
          A cross marks the network itself. At a distance of 1 every unit’s incoming weights have changed by their own length.
          ${count(this.body.side ** 2)} losses over all training examples; biases stay as they are.
        </p>
      </div>`;
  }

  #slice(slice: Slice, i: number): TemplateResult {
    const name = i === this.slices.length - 1 ? 'Newest slice' : 'The slice before';
    return html`<div>
      <h4>${name}: step ${count(slice.step)}, seed ${slice.seed}</h4>
      <fp-chart-contour
        .device=${this.#keeping.device}
        .title=${`${name}: the loss around the network`}
        .grid=${gridOf(slice.landscape)}
        .minima=${[[0, 0]]}
        .height=${300}
        xLabel="first direction"
        yLabel="second direction"
      ></fp-chart-contour>
      <p class="note">${sentence(slice)}</p>
    </div>`;
  }

  readonly #draw = async (): Promise<void> => {
    const { published, source } = this.#network;
    if (!source) return;
    const { side } = this.body;
    const { reach, seed } = this;
    const step = Number(published?.step ?? 0);
    const ask = { model: source.model, weights: source.weights.slice(), data: source.spec.data, side, reach, seed };
    const landscape = await this.#job.run('landscape', (options) => this.context.engine().ask('landscape', ask, options));
    if (!landscape) return;
    this.#drawn++;
    this.#firstCentre ??= landscape.centre;
    this.slices = [...this.slices.slice(-1), { landscape, step, seed }];
    this.#publish();
    this.#keeping.found({ beside: this.slices.length > 1 });
  };
}

function gridOf({ side, reach, values }: Landscape): Grid {
  return { columns: side, rows: side, values, x: [-reach, reach], y: [-reach, reach] };
}

function lowerShare({ values, centre }: Landscape): number {
  return values.filter((value) => value < centre).length / values.length;
}

function sentence({ landscape }: Slice): string {
  const { values, centre } = landscape;
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  return `Loss ${loss(centre)} at the network; ${loss(least)} to ${loss(most)} over the slice; lower than at the network on ${percent(lowerShare(landscape))} of it.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-landscape': FpLandscape;
  }
}
