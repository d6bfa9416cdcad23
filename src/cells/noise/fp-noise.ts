/** `<fp-noise>`: how far a batch's gradient lies from the full one, measured on another cell's network, beside the 1/√B line. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/spread';
import type { SpreadSeries } from '../../charts/spread';
import type { CellContext } from '../../contract/cell';
import type { GradientNoise } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import { count, significant } from '../../ui/format';
import { bench } from '../bench';
import { Job } from '../job';
import { failureOf, progressOf } from '../job-bar';
import { Keeping } from '../keeping';
import { NetworkOf } from '../network-of';
import { quarterOf, slopeOf } from './findings';
import { kept } from './kept';
import type { NoiseBody } from './schema';

@customElement('fp-noise')
export class FpNoise extends LitElement {
  static override styles = [controls, bench];

  @property({ attribute: false }) accessor body!: NoiseBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor found: { noise: GradientNoise; step: number } | null = null;
  #measured = 0;
  readonly #job = new Job(() => this.requestUpdate());
  readonly #network = new NetworkOf(this, () => this.body.of);
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({}),
    results: () => this.found && { ...this.found, measured: this.#measured },
    restore: ({ results }) => {
      this.found = results;
      this.#measured = results?.measured ?? 0;
    },
    publish: () => this.#publish(),
    of: () => this.body.of,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  #publish(): void {
    const points = this.found?.noise.points ?? [];
    const values = { measured: this.#measured, quarter: quarterOf(points), slope: slopeOf(points) };
    this.context.scope.publish(this.cellId, values);
  }

  override render() {
    const job = this.#job;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${this.#network.shape}</p>
      </header>
      <div class="bar">
        <button class="primary" ?disabled=${this.#network.source === null || job.name !== null} @click=${this.#measure}>
          Measure
        </button>
        ${progressOf(job, 'Measuring')}
        ${
          job.name
            ? nothing
            : html`<span class="doing"
                >${count(this.body.draws)} batches of each size, drawn with replacement from the training examples</span
              >`
        }
      </div>
      <p class="visually-hidden" role="status">
        ${this.found && !job.name ? `Measured. ${this.#sentence(this.found.noise)}` : ''}
      </p>
      <div class="notices">${failureOf(job)} ${this.#keeping.notices}</div>
      <div class="panes">
        <fp-chart-spread
          .device=${this.#keeping.device}
          .title=${'Distance of a batch’s gradient from the full gradient, by batch size'}
          .series=${this.#series()}
          .height=${260}
          xLabel="batch size"
          yLabel="distance, root mean square"
          xLog
          yLog
          rangeLabel="95% interval"
          empty="Press Measure: one point for each batch size"
        ></fp-chart-spread>
      </div>
      ${this.found ? this.#words(this.found) : nothing}`;
  }

  #series(): SpreadSeries[] {
    if (!this.found) return [];
    const { points, single } = this.found.noise;
    const x = points.map(({ batchSize }) => batchSize);
    return [
      { label: '1/√B', x, y: x.map((size) => single / Math.sqrt(size)), dashed: true, colour: 'var(--ink-2)' },
      {
        label: 'measured',
        x,
        y: points.map(({ rms }) => rms),
        low: points.map(({ low }) => low),
        high: points.map(({ high }) => high),
        dots: true,
        colour: 'var(--train)',
      },
    ];
  }

  #words({ noise, step }: { noise: GradientNoise; step: number }): TemplateResult {
    return html`<div class="found">
      <p>${this.#sentence(noise)}</p>
      <p class="note">
        At step ${count(step)}. The full gradient, over all training examples, is ${significant(noise.norm)} long. The line starts
        at ${significant(noise.single)}, the exact root mean square over single examples, and is not fitted to the points.
      </p>
    </div>`;
  }

  #sentence({ points }: GradientNoise): string {
    const first = points[0];
    const last = points[points.length - 1];
    const slope = slopeOf(points);
    const falls = `The noise falls from ${significant(first.rms)} at a batch of ${count(first.batchSize)} to ${significant(last.rms)} at ${count(last.batchSize)}`;
    return slope === null ? `${falls}.` : `${falls}: as the batch size to the power of ${significant(slope)}.`;
  }

  readonly #measure = async (): Promise<void> => {
    const { published, source } = this.#network;
    if (!source) return;
    const { batchSizes, draws } = this.body;
    const step = Number(published?.step ?? 0);
    const ask = { model: source.model, weights: source.weights.slice(), data: source.spec.data, batchSizes, draws, seed: 1 };
    const noise = await this.#job.run('gradientNoise', (options) => this.context.engine().ask('gradientNoise', ask, options));
    if (!noise) return;
    this.#measured++;
    this.found = { noise, step };
    this.#publish();
    this.#keeping.found();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-noise': FpNoise;
  }
}
