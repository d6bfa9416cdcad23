/** `<fp-neuron>`: one neuron that the reader steers by hand: an arrow of weights, a line, and how many points it gets right. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { metas } from '../../../datasets/metas';
import type { CellContext } from '../../contract/cell';
import type { Dataset } from '../../contract/dataset';
import '../../draw/neuron-plane';
import type { Steered } from '../../draw/neuron-plane';
import type { Points } from '../../draw/points';
import { controls } from '../../ui/controls';
import { loss as lossWords, percent } from '../../ui/format';
import '../../ui/fp-figure';
import '../../ui/fp-notice';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { activationWords, hiddenActivationNames, type HiddenActivation } from '../activation-names';
import { reportOf } from '../faults';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { keptOf } from './kept';
import { responseOf, scoreOf, thresholdOf, type Neuron } from './neuron';
import type { NeuronBody } from './schema';

const SIDE = 61;
const LIMIT = 10;
const activationOptions = hiddenActivationNames.map((value) => ({ value, label: activationWords[value] }));
const sign = (value: number) => `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(2)}`;

@customElement('fp-neuron')
export class FpNeuron extends LitElement {
  static override styles = [
    controls,
    lab,
    css`
      fp-neuron-plane {
        margin-inline: auto;
      }
      .numbers {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 10px;
      }
    `,
  ];

  @property({ attribute: false }) accessor body!: NeuronBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor neuron: Neuron = { w1: 1, w2: 0, b: 0, activation: 'sigmoid' };
  @state() private accessor figure = '';
  @state() private accessor data: Dataset | null = null;
  @state() private accessor failure = '';
  /** What a screen reader hears, told when the share of right answers has changed. */
  @state() private accessor said = '';
  #points: Points | null = null;
  #grid: Float32Array | null = null;
  #gridOf: Neuron | null = null;
  #moves = 0;
  #best = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ neuron: this.neuron, dataset: this.figure, moves: this.#moves, best: this.#best }),
    restore: ({ settings: { neuron, dataset, moves, best } }) => {
      Object.assign(this, { neuron, figure: dataset });
      this.#moves = moves;
      this.#best = best;
    },
    // Nothing can be said before the points are there.
    publish: () => void this.#load(this.figure),
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { w1, w2, b, activation, datasets } = this.body;
    this.neuron = { w1, w2, b, activation };
    this.figure ||= datasets[0];
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #choose(dataset: string): void {
    this.#best = 0;
    void this.#load(dataset);
  }

  async #load(dataset: string): Promise<void> {
    this.figure = dataset;
    this.failure = '';
    const { samples, seed } = this.body;
    const meta = metas[dataset];
    const noise = meta.knobs?.noise.default ?? 0;
    const spec = { dataset, seed, noise, samples, trainShare: meta.defaultTrainShare, features: [] };
    try {
      const data = await this.context.engine().ask('dataset', { data: spec });
      if (dataset !== this.figure) return;
      this.data = data;
      // All of them stand in the picture alike: here nobody trains, so nothing is held out.
      this.#points = { raw: data.raw, labels: data.labels, train: Uint32Array.from(data.labels.keys()), test: new Uint32Array() };
      this.#publish();
    } catch (error) {
      this.failure = reportOf(error).message;
    }
  }

  #steer(part: Partial<Neuron>): void {
    const held = (value: number) => Math.max(-LIMIT, Math.min(LIMIT, value));
    const next = { ...this.neuron, ...part };
    this.neuron = { ...next, w1: held(next.w1), w2: held(next.w2), b: held(next.b) };
    this.#moves += 1;
    this.#publish();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const score = this.#score;
      if (score) this.said = `${percent(score.accuracy)} right, loss ${lossWords(score.loss)}.`;
    }, 1000);
  }

  get #score() {
    return this.data && scoreOf(this.neuron, this.data.raw, this.data.labels);
  }

  #publish(): void {
    const score = this.#score;
    if (!score) return;
    this.#best = this.#moves > 0 ? Math.max(this.#best, score.accuracy) : 0;
    this.context.scope.publish(this.cellId, {
      ...this.neuron,
      dataset: this.figure,
      ...score,
      bestAccuracy: this.#best,
      moves: this.#moves,
    });
  }

  protected override willUpdate(): void {
    if (this.#gridOf === this.neuron) return;
    this.#grid = responseOf(this.neuron, SIDE);
    this.#gridOf = this.neuron;
  }

  override render() {
    const { neuron, data } = this;
    const score = this.#score;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">
          ${score ? `${Math.round(score.accuracy * (data?.labels.length ?? 0))} of ${data?.labels.length} points right` : 'loading the points'}
        </p>
      </header>
      <p class="visually-hidden" role="status">${this.said}</p>
      <div class="notices">${this.#keeping.notices}</div>
      ${this.failure ? html`<div class="notices"><fp-notice kind="error">${this.failure}</fp-notice></div>` : nothing}
      <div class="panes">
        <div>
          <fp-neuron-plane
            .grid=${this.#grid}
            .side=${SIDE}
            .points=${this.#points}
            .steered=${neuron}
            .threshold=${thresholdOf(neuron.activation)}
            @steer=${(event: CustomEvent<Steered>) => this.#steer(event.detail)}
          ></fp-neuron-plane>
        </div>
        <div class="side">
          <div class="figures">
            <fp-figure label="Right" .value=${score ? percent(score.accuracy) : ''}></fp-figure>
            <fp-figure label="Loss" .value=${score ? lossWords(score.loss) : ''} note="mean squared error"></fp-figure>
          </div>
          ${this.#formula()}
          <div class="numbers">
            ${this.#number('w1', 'Weight w₁')}${this.#number('w2', 'Weight w₂')}${this.#number('b', 'Bias b')}
          </div>
          <fp-select
            label="Activation"
            .options=${activationOptions}
            .value=${neuron.activation}
            @change-value=${(event: CustomEvent<HiddenActivation>) => this.#steer({ activation: event.detail })}
          ></fp-select>
          ${
            this.body.datasets.length > 1
              ? html`<fp-select
                  label="Dataset"
                  .options=${this.body.datasets.map((value) => ({ value, label: metas[value].name }))}
                  .value=${this.figure}
                  @change-value=${(event: CustomEvent<string>) => this.#choose(event.detail)}
                ></fp-select>`
              : nothing
          }
        </div>
      </div>`;
  }

  #formula() {
    const { w1, w2, b, activation } = this.neuron;
    return html`<p class="formula">
      a = ${activationWords[activation]}(w₁x₁ + w₂x₂ + b)<br />
      <output aria-live="off" aria-label="Formula with the weights" class="now"
        >a = ${activationWords[activation]}(${w1.toFixed(2).replace('-', '−')} x₁ ${sign(w2)} x₂ ${sign(b)})</output
      >
    </p>`;
  }

  #number(name: 'w1' | 'w2' | 'b', label: string) {
    return html`<fp-number
      label=${label}
      .value=${this.neuron[name]}
      min=${-LIMIT}
      max=${LIMIT}
      step="0.05"
      @change-value=${(event: CustomEvent<number>) => this.#steer({ [name]: event.detail })}
    ></fp-number>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-neuron': FpNeuron;
  }
}
