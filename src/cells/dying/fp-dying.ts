/** `<fp-dying>`: how many hidden units go off for good while a network trains, with ReLU and with leaky ReLU, over several seeds. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/band';
import type { CellContext } from '../../contract/cell';
import type { ProbeLook } from '../../contract/protocol';
import { activations } from '../../engine/activations';
import { controls } from '../../ui/controls';
import { loss as lossWords, percent } from '../../ui/format';
import '../../ui/fp-number';
import { activationWords } from '../activation-names';
import { Job } from '../job';
import { runBar, runNotice, spokenProgress } from '../job-bar';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { packLooks, unpackLooks } from '../look-fields';
import { smallRun } from '../small-run';
import { overSteps, tally, type Looks, type Tally } from './count';
import { keptOf } from './kept';
import type { DyingBody } from './schema';

const kinds = ['relu', 'leakyRelu'] as const;
const colours = { relu: 'var(--series-7)', leakyRelu: 'var(--series-5)' };

@customElement('fp-dying')
export class FpDying extends LitElement {
  static override styles = [controls, lab];

  @property({ attribute: false }) accessor body!: DyingBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor learningRate = 0;
  /** Looks by their spec's place: first all seeds of ReLU, then all of leaky ReLU. */
  @state() private accessor looks: readonly (readonly ProbeLook[])[] = [];
  readonly #job = new Job(() => this.requestUpdate());
  #runs = 0;
  #ranAt = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ learningRate: this.learningRate }),
    results: () => ({
      looks: packLooks(this.looks.flat(), { off: true }),
      runs: this.#runs,
      learningRate: this.#ranAt,
    }),
    restore: ({ settings, results }) => {
      this.learningRate = settings.learningRate;
      this.looks = results ? bySpec(unpackLooks(results.looks), kinds.length * this.body.seeds) : [];
      this.#runs = results?.runs ?? 0;
      this.#ranAt = results?.learningRate ?? 0;
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.learningRate = this.body.optimizer.learningRate;
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  #of(kind: (typeof kinds)[number]): Looks {
    const { seeds } = this.body;
    return kind === 'relu' ? this.looks.slice(0, seeds) : this.looks.slice(seeds);
  }

  #publish(): void {
    const [relu, leaky] = this.#runs > 0 ? kinds.map((kind) => tally(this.#of(kind))) : [null, null];
    const back = (one: Tally | null) => (one && one.ever > 0 ? one.back / one.ever : null);
    this.context.scope.publish(this.cellId, {
      runs: this.#runs,
      learningRate: this.#runs > 0 ? this.#ranAt : null,
      reluOff: relu?.off.median ?? null,
      leakyOff: leaky?.off.median ?? null,
      reluBack: back(relu),
      leakyBack: back(leaky),
      reluLoss: relu?.loss.median ?? null,
      leakyLoss: leaky?.loss.median ?? null,
    });
  }

  readonly #run = async (): Promise<void> => {
    const { body, learningRate } = this;
    const fields = { ...body, optimizer: { ...body.optimizer, learningRate } };
    const seeds = Array.from({ length: body.seeds }, (_, i) => i + 1);
    const specs = kinds.flatMap((kind) => seeds.map((seed) => smallRun(fields, kind, seed)));
    const looks: ProbeLook[][] = specs.map(() => []);
    this.looks = looks;
    const answer = await this.#job.run(
      'probe',
      (options) => this.context.engine().ask('probe', { specs, steps: body.steps, every: body.every }, options),
      ({ look }) => {
        if (look) looks[look.index].push(look);
      },
    );
    if (!answer) return;
    this.looks = bySpec(answer, specs.length);
    this.#runs += 1;
    this.#ranAt = learningRate;
    this.#publish();
    this.#keeping.found();
  };

  override render() {
    const { body } = this;
    const units = body.layers.reduce((sum, layer) => sum + layer, 0);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${[2, ...body.layers, 1].join(' → ')}, ${body.seeds} seeds, ${units} hidden units each</p>
      </header>
      <div class="bar">
        <fp-number
          label="Learning rate"
          .value=${this.learningRate}
          min="0.0001"
          max="10"
          step="0.0001"
          scale="log"
          slider
          ?disabled=${this.#job.name !== null}
          @change-value=${(event: CustomEvent<number>) => (this.learningRate = event.detail)}
        ></fp-number>
        ${runBar(this.#job, () => void this.#run(), 'Steps trained')}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      ${runNotice(this.#job)}
      <div class="notices">${this.#keeping.notices}</div>
      <div class="chart">
        <fp-band
          empty="Press Run: how many units are off, step by step"
          .device=${this.#keeping.device}
          .title=${'Share of hidden units that are off on all data'}
          .bands=${this.#bands()}
          .domain=${[body.steps, 1]}
          xLabel="step"
          yLabel="share of units off on all data"
        ></fp-band>
      </div>
      ${this.looks.some((one) => one.length > 0) ? html`<div class="found">${this.#table(units)}</div>` : nothing}`;
  }

  #bands() {
    return kinds.flatMap((kind) => {
      const looks = this.#of(kind);
      if (looks.length === 0 || looks.some((one) => one.length === 0)) return [];
      return [{ label: activationWords[kind], colour: colours[kind], points: overSteps(looks) }];
    });
  }

  #table(units: number): TemplateResult {
    const all = units * this.body.seeds;
    return html`<div class="scrolls" role="region" tabindex="0" aria-label="Units off, as a table">
      <table>
        <caption>
          ${this.#job.name ? 'So far' : 'At the end'}, over ${this.body.seeds} seeds (${all} units)
        </caption>
        <thead>
          <tr>
            <th scope="col">Activation</th>
            <th scope="col">Off now, median</th>
            <th scope="col">Range</th>
            <th scope="col">Slope there</th>
            <th scope="col">Ever off</th>
            <th scope="col">Came back</th>
            <th scope="col">Median loss</th>
            <th scope="col">Largest loss</th>
          </tr>
        </thead>
        <tbody>
          ${kinds.map((kind) => {
            const one = tally(this.#of(kind));
            return html`<tr>
              <th scope="row"><span class="swatch" style="background:${colours[kind]}"></span>${activationWords[kind]}</th>
              ${
                one
                  ? html`<td>${percent(one.off.median)}</td>
                      <td>${percent(one.off.low)} to ${percent(one.off.high)}</td>
                      <td>${activations[kind].derivative(-1)}${kind === 'relu' ? ': dead' : ''}</td>
                      <td>${one.ever}</td>
                      <td>${one.back}</td>
                      <td>${lossWords(one.loss.median)}</td>
                      <td>${lossWords(one.loss.most)}</td>`
                  : html`<td colspan="7">–</td>`
              }
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  #spoken(): string {
    if (this.#job.name) return spokenProgress(this.#job, 'Training');
    const [relu, leaky] = kinds.map((kind) => tally(this.#of(kind)));
    if (this.#runs === 0 || !relu || !leaky) return '';
    return `Off at the end: ReLU ${percent(relu.off.median)}, leaky ReLU ${percent(leaky.off.median)}. Came back: ${relu.back} and ${leaky.back} units.`;
  }
}

/** A list for each spec, in order of step. */
function bySpec(looks: readonly ProbeLook[], specs: number): ProbeLook[][] {
  return Array.from({ length: specs }, (_, i) => looks.filter(({ index }) => index === i));
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-dying': FpDying;
  }
}
