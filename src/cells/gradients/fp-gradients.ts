/** `<fp-gradients>`: how large the gradient is in each layer of a deep network while it trains, for several activations at once. */
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/lines';
import { seriesStyle } from '../../charts/series';
import type { CellContext } from '../../contract/cell';
import type { ProbeLook } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import { loss as lossWords, significant } from '../../ui/format';
import '../../ui/fp-number';
import { activationWords } from '../activation-names';
import { Job } from '../job';
import { runBar, runNotice, spokenProgress } from '../job-bar';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { packLooks, unpackLooks } from '../look-fields';
import { smallRun } from '../small-run';
import { keptOf } from './kept';
import type { GradientsBody } from './schema';

const norm = (value: number) => (value >= 1e-3 ? significant(value, 2) : value.toExponential(1).replace('-', '−'));

@customElement('fp-gradients')
export class FpGradients extends LitElement {
  static override styles = [
    controls,
    lab,
    css`
      .when {
        display: grid;
        grid-template-columns: auto minmax(80px, 320px) auto;
        align-items: center;
        gap: 12px;
        justify-content: start;
        padding: 12px 16px 0;
      }
      .when input {
        accent-color: var(--phase);
      }
    `,
  ];

  @property({ attribute: false }) accessor body!: GradientsBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor looks: readonly ProbeLook[] = [];
  @state() private accessor seed = 1;
  /** The look that is shown, counted from step 0; null is the newest. */
  @state() private accessor shown: number | null = null;
  readonly #job = new Job(() => this.requestUpdate());
  #runs = 0;
  /** Of the last whole run: what came of it, and its seed. */
  #whole: { looks: readonly ProbeLook[]; seed: number } | null = null;
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ seed: this.seed, shown: this.shown }),
    results: () =>
      this.#whole && { looks: packLooks(this.#whole.looks, { norms: true }), runs: this.#runs, seed: this.#whole.seed },
    restore: ({ settings, results }) => {
      Object.assign(this, settings);
      this.looks = results ? unpackLooks(results.looks) : [];
      this.#runs = results?.runs ?? 0;
      this.#whole = results && { looks: this.looks, seed: results.seed };
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.seed = this.body.seed;
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  /** Looks of one activation, in order of step. */
  #of(index: number): ProbeLook[] {
    return this.looks.filter((look) => look.index === index);
  }

  /** Steps at which all that still train have been looked at. */
  get #steps(): number[] {
    return this.#of(this.body.activations.length - 1).map(({ step }) => step);
  }

  #publish(): void {
    const whole = this.#whole;
    const values = this.body.activations.flatMap((name, i) => {
      const looks = this.#of(i);
      const first = looks[0]?.gradientNorm;
      return [
        [`${name}Ratio`, whole && first ? first[first.length - 1] / first[0] : null],
        [`${name}Loss`, whole ? (looks.at(-1)?.trainLoss ?? null) : null],
      ];
    });
    this.context.scope.publish(this.cellId, {
      runs: this.#runs,
      seed: whole?.seed ?? this.seed,
      ...Object.fromEntries(values),
    });
  }

  readonly #run = async (): Promise<void> => {
    const { body, seed } = this;
    const specs = body.activations.map((activation) => smallRun(body, activation, seed));
    // Grows without a word: the job says when to look again.
    const heard: ProbeLook[] = [];
    this.looks = heard;
    this.shown = null;
    const looks = await this.#job.run(
      'probe',
      (options) => this.context.engine().ask('probe', { specs, steps: body.steps, every: body.every }, options),
      ({ look }) => {
        if (look) heard.push(look);
      },
    );
    if (!looks) return;
    this.looks = looks;
    this.#runs += 1;
    this.#whole = { looks, seed };
    this.#publish();
    this.#keeping.found();
  };

  override render() {
    const { body } = this;
    const layers = body.layers.length + 1;
    const steps = this.#steps;
    const at = this.shown ?? steps.length - 1;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">
          ${layers} layers of weights: ${body.layers.length} hidden ones of ${body.layers[0]} units, and the output
        </p>
      </header>
      <div class="bar">
        <fp-number
          label="Seed"
          .value=${this.seed}
          min="0"
          max=${2 ** 32 - 1}
          step="1"
          integer
          ?disabled=${this.#job.name !== null}
          @change-value=${(event: CustomEvent<number>) => (this.seed = event.detail)}
        ></fp-number>
        ${runBar(this.#job, () => void this.#run(), 'Steps trained')}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      ${runNotice(this.#job)}
      <div class="notices">${this.#keeping.notices}</div>
      ${steps.length > 0 ? this.#slider(steps, at) : nothing}
      <div class="chart">
        <fp-chart-lines
          empty="Press Run: one line for each activation"
          .device=${this.#keeping.device}
          .title=${'Norm of the gradient by layer'}
          .height=${260}
          .series=${this.#series(steps[at])}
          .xCounts=${Array.from({ length: layers }, (_, i) => i + 1)}
          .yRange=${this.#range}
          xLabel="layer, from input to output"
          yLabel="norm of the gradient"
          yLog
        ></fp-chart-lines>
      </div>
      ${steps.length > 0 ? html`<div class="found">${this.#table(steps[at])}</div>` : nothing}`;
  }

  #slider(steps: readonly number[], at: number): TemplateResult {
    return html`<div class="when">
      <label for="when">Look at step</label>
      <input
        id="when"
        type="range"
        min="0"
        max=${steps.length - 1}
        step="1"
        .value=${String(at)}
        aria-valuetext="step ${steps[at]}"
        @input=${(event: Event) => (this.shown = Number((event.target as HTMLInputElement).value))}
      />
      <output aria-live="off" aria-label="Step shown">${steps[at].toLocaleString('en-US')}</output>
    </div>`;
  }

  #at(index: number, step: number | undefined): ProbeLook | undefined {
    return this.#of(index).find((look) => look.step === step);
  }

  /** Of all looks so far, so that the axis stands still while the reader goes through them; null before the first. */
  get #range(): [number, number] | null {
    const norms = this.looks
      .flatMap(({ gradientNorm }) => [...gradientNorm])
      .filter((value) => value > 0 && Number.isFinite(value));
    return norms.length ? [Math.min(...norms), Math.max(...norms)] : null;
  }

  #series(step: number | undefined) {
    return this.body.activations.flatMap((name, i) => {
      const look = this.#at(i, step);
      if (!look) return [];
      const y = [...look.gradientNorm];
      return [{ label: activationWords[name], x: y.map((_, layer) => layer + 1), y }];
    });
  }

  #table(step: number): TemplateResult {
    return html`<div class="scrolls" role="region" tabindex="0" aria-label="Gradients, as a table">
      <table>
        <caption>
          At step ${step.toLocaleString('en-US')}
        </caption>
        <thead>
          <tr>
            <th scope="col">Activation</th>
            <th scope="col">First layer</th>
            <th scope="col">Last layer</th>
            <th scope="col">Last over first</th>
            <th scope="col">Train loss</th>
          </tr>
        </thead>
        <tbody>
          ${this.body.activations.map((name, i) => {
            const look = this.#at(i, step);
            const first = look?.gradientNorm[0] ?? NaN;
            const last = look?.gradientNorm.at(-1) ?? NaN;
            return html`<tr>
              <th scope="row">
                <span class="swatch" style="background:${seriesStyle(i).colour}"></span>${activationWords[name]}
              </th>
              <td>${norm(first)}</td>
              <td>${norm(last)}</td>
              <td>${significant(last / first, 2)} ×</td>
              <td>${lossWords(look?.trainLoss ?? NaN)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #spoken(): string {
    if (this.#job.name) return spokenProgress(this.#job, 'Training');
    if (this.#runs === 0 || this.looks.length === 0) return '';
    const words = this.body.activations.map((name, i) => {
      const look = this.#of(i).at(-1);
      return `${activationWords[name]} loss ${lossWords(look?.trainLoss ?? NaN)}`;
    });
    return `Done: ${words.join(', ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-gradients': FpGradients;
  }
}
