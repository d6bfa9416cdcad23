/** `<fp-seeds>`: the same small network from many random starts, each one's final loss as it comes, and how often it succeeded. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/strip';
import { dotShape, seriesStyle } from '../../charts/series';
import type { CellContext } from '../../contract/cell';
import type { LossName } from '../../contract/model';
import { controls } from '../../ui/controls';
import { loss as lossWords, percent } from '../../ui/format';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { activationWords, type HiddenActivation } from '../activation-names';
import { Job } from '../job';
import { runBar, runNotice } from '../job-bar';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { smallRun } from '../small-run';
import { keptOf, packed, unpacked } from './kept';
import { constantLoss, finalLoss, outcomeOf, type Group } from './results';
import type { SeedsBody } from './schema';

const losses: Record<SeedsBody['loss'], string> = {
  binaryCrossEntropy: 'cross-entropy',
  meanSquaredError: 'mean squared error',
};
const lossOptions = Object.entries(losses).map(([value, label]) => ({ value, label }));

@customElement('fp-seeds')
export class FpSeeds extends LitElement {
  static override styles = [controls, lab];

  @property({ attribute: false }) accessor body!: SeedsBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor activation: HiddenActivation = 'identity';
  @state() private accessor loss: SeedsBody['loss'] = 'binaryCrossEntropy';
  @state() private accessor layers: readonly number[] = [];
  @state() private accessor groups: readonly Group[] = [];
  @state() private accessor reference: number | null = null;
  readonly #job = new Job(() => this.requestUpdate());
  #runs = 0;
  /** What is published of the network as the lesson gives it. */
  #asWritten: Record<string, number> = {};
  /** The last whole run. */
  #last: Group | null = null;
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ activation: this.activation, loss: this.loss, layers: [...this.layers] }),
    results: () =>
      this.#last && {
        groups: this.groups.filter(({ points, of }) => points.length === of).map(packed),
        reference: this.reference,
        runs: this.#runs,
        last: packed(this.#last),
        asWritten: { ...this.#asWritten },
      },
    restore: ({ settings, results }) => {
      Object.assign(this, settings);
      this.groups = results?.groups.map(unpacked) ?? [];
      this.reference = results?.reference ?? null;
      this.#runs = results?.runs ?? 0;
      this.#last = results && unpacked(results.last);
      this.#asWritten = { ...results?.asWritten };
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    const { activations, loss, layers } = this.body;
    this.activation = activations[0];
    this.loss = loss;
    this.layers = layers;
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  /** Another network: what came of the one before is not comparable. */
  #restructure(change: () => void): void {
    this.#job.drop();
    change();
    this.groups = [];
    this.reference = null;
    if (this.#last) this.#keeping.found();
  }

  get #asGiven(): boolean {
    return this.loss === this.body.loss && this.layers.join() === this.body.layers.join();
  }

  /** All seeds have been trained. */
  #ended(last: Group): void {
    this.#last = last;
    this.#runs += 1;
    if (this.#asGiven) {
      const runs = `${last.activation}Runs`;
      this.#asWritten[`${last.activation}Successes`] = outcomeOf(last, this.body.success).successes;
      this.#asWritten[runs] = (this.#asWritten[runs] ?? 0) + 1;
    }
    this.#publish();
    this.#keeping.found({ beside: this.groups.length > 1 });
  }

  #publish(): void {
    const last = this.#last;
    const outcome = last && outcomeOf(last, this.body.success);
    this.context.scope.publish(this.cellId, {
      runs: this.#runs,
      activation: last?.activation ?? null,
      successes: outcome?.successes ?? null,
      rate: outcome?.rate ?? null,
      leastLoss: outcome?.least ?? null,
      mostLoss: outcome?.most ?? null,
      ...this.#asWritten,
    });
  }

  readonly #run = async (): Promise<void> => {
    const { activation, body, layers, loss } = this;
    const engine = this.context.engine();
    const seeds = Array.from({ length: body.seeds }, (_, i) => i + 1);
    const specs = seeds.map((seed) => smallRun({ ...body, layers: [...layers], loss }, activation, seed));
    const others = this.groups.filter((group) => group.activation !== activation);
    const put = (points: Group['points']) => (this.groups = [...others, { activation, of: body.seeds, points }]);
    put([]);
    const trials = await this.#job.run(
      'trials',
      async (options) => {
        const data = await engine.ask('dataset', { data: specs[0].data }, options);
        this.reference = constantLoss(data, loss);
        return engine.ask('trials', { specs, steps: body.steps, every: body.steps }, options);
      },
      ({ trial }) => {
        const group = this.groups.at(-1);
        if (trial && group) put([...group.points, { seed: seeds[trial.index], value: finalLoss(trial) }]);
      },
    );
    if (!trials) return;
    put(trials.map((trial) => ({ seed: seeds[trial.index], value: finalLoss(trial) })));
    const last = this.groups.at(-1);
    if (last) this.#ended(last);
  };

  override render() {
    const { body, layers } = this;
    const shape = [2, ...layers, 1].join(' → ');
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${shape}, ${body.seeds} seeds, ${body.steps.toLocaleString('en-US')} steps each</p>
      </header>
      <div class="bar">
        <fp-select
          label="Activation"
          .options=${body.activations.map((value) => ({ value, label: activationWords[value] }))}
          .value=${this.activation}
          ?disabled=${this.#job.name !== null}
          @change-value=${(event: CustomEvent<HiddenActivation>) => (this.activation = event.detail)}
        ></fp-select>
        ${this.#choices()} ${runBar(this.#job, () => void this.#run(), 'Seeds trained')}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      ${runNotice(this.#job)}
      <div class="notices">${this.#keeping.notices}</div>
      <div class="chart">
        <fp-strip
          empty="Press Run: each of the ${body.seeds} seeds becomes a dot"
          .device=${this.#keeping.device}
          .title=${`Final loss of each of ${body.seeds} seeds`}
          .groups=${this.groups.map((group) => ({
            label: activationWords[group.activation],
            colour: this.#colour(group.activation),
            points: group.points,
          }))}
          .seeds=${[1, body.seeds]}
          .yLabel=${`final ${losses[this.loss]}`}
          .reference=${this.reference === null ? null : { value: this.reference, label: `constant ${lossWords(this.reference)}` }}
        ></fp-strip>
      </div>
      ${this.groups.some(({ points }) => points.length > 0) ? html`<div class="found">${this.#table()}</div>` : nothing}`;
  }

  #colour(activation: HiddenActivation): string {
    return seriesStyle(this.body.activations.indexOf(activation) + 1).colour;
  }

  #choices(): TemplateResult[] {
    const { choices } = this.body;
    const parts: TemplateResult[] = [];
    if (choices.includes('units'))
      parts.push(
        html`<fp-number
          label="Hidden units"
          .value=${this.layers[0]}
          min="1"
          max="32"
          step="1"
          integer
          @change-value=${(event: CustomEvent<number>) =>
            this.#restructure(() => (this.layers = this.layers.map(() => event.detail)))}
        ></fp-number>`,
      );
    if (choices.includes('loss'))
      parts.push(
        html`<fp-select
          label="Loss"
          .options=${lossOptions}
          .value=${this.loss}
          @change-value=${(event: CustomEvent<LossName & SeedsBody['loss']>) =>
            this.#restructure(() => (this.loss = event.detail))}
        ></fp-select>`,
      );
    return parts;
  }

  /** In steps of a quarter while it runs. */
  #spoken(): string {
    if (this.#job.name) return `Training, ${Math.floor(this.#job.done * 4) * 25} per cent of the seeds.`;
    const last = this.groups.at(-1);
    if (!last || last.points.length < last.of) return '';
    const { successes, trials } = outcomeOf(last, this.body.success);
    return `${activationWords[last.activation]}: ${successes} of ${trials} seeds succeeded.`;
  }

  #table(): TemplateResult {
    const { success } = this.body;
    return html`<div class="scrolls" role="region" tabindex="0" aria-label="Outcomes, as a table">
        <table>
          <caption>
            Success: a final loss under ${success}
          </caption>
          <thead>
            <tr>
              <th scope="col">Activation</th>
              <th scope="col">Succeeded</th>
              <th scope="col">Rate</th>
              <th scope="col">95% interval</th>
              <th scope="col">Median loss</th>
              <th scope="col">Lowest</th>
              <th scope="col">Highest</th>
            </tr>
          </thead>
          <tbody>
            ${this.groups.map((group, i) => {
              if (group.points.length === 0) return nothing;
              const { successes, trials, rate, interval, ...losses } = outcomeOf(group, success);
              return html`<tr>
                <th scope="row">
                  <span style="color:${this.#colour(group.activation)}" aria-hidden="true">${dotShape(i).character}</span>
                  ${activationWords[group.activation]}
                </th>
                <td>${successes} of ${trials}</td>
                <td>${percent(rate)}</td>
                <td>${interval.map((share) => `${Math.round(100 * share)}`).join(' to ')}%</td>
                <td>${lossWords(losses.median)}</td>
                <td>${lossWords(losses.least)}</td>
                <td>${lossWords(losses.most)}</td>
              </tr>`;
            })}
          </tbody>
        </table>
      </div>
      <p>The interval (Wilson’s) says where the rate may lie that very many seeds would show.</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-seeds': FpSeeds;
  }
}
