/** `<fp-race>`: every optimizer at every learning rate of one grid, from the same starts, with the spread over seeds. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { count as whole, figure } from '../../charts/format';
import '../../charts/race-chart';
import type { CellContext } from '../../contract/cell';
import type { RunSpec } from '../../contract/model';
import type { Trial } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import '../../ui/fp-notice';
import '../../ui/fp-select';
import { bench } from '../bench';
import { Job } from '../job';
import { entriesOf, type Entry, type LossColumn, outcomeOf, specOf } from './on-network';
import { raceOnSurfaces, type Results, type SurfaceName, surfaceNames } from './on-surfaces';
import { atTheEdge, entrants, linesOf, type Outcome, overlap, type Standing, standings } from './outcomes';
import type { RaceBody } from './schema';
import { styles } from './styles';

const surfaceOptions = [
  { value: 'ravine', label: 'Ravine' },
  { value: 'saddle', label: 'Saddle' },
  { value: 'rosenbrock', label: 'Rosenbrock' },
  { value: 'beale', label: 'Beale' },
];
const lossOptions = [
  { value: 'testLoss', label: 'Test loss' },
  { value: 'trainLoss', label: 'Train loss' },
];
const lineOptions = [{ value: '', label: 'All' }, ...entrants.map(({ label }) => ({ value: label, label }))];

@customElement('fp-race')
export class FpRace extends LitElement {
  static override styles = [controls, bench, styles];

  @property({ attribute: false }) accessor body!: RaceBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor surface: SurfaceName = 'ravine';
  @state() private accessor column: LossColumn = 'testLoss';
  @state() private accessor chosen = '';
  readonly #job = new Job(() => this.#heardJob());
  #surfaces: Results | null = null;
  #entries: Entry[] = [];
  #trials: Trial[] = [];
  /** The spec of the network that raced last. */
  #raced: RunSpec | null = null;
  #races = 0;
  #startedAt = 0;
  #seconds: number | null = null;
  #shown = '';
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    const { of } = this.body;
    if (of) this.#stop = this.context.scope.subscribe([of], () => this.#heard());
    this.#publish();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#job.drop();
  }

  /** The network cell publishes with every frame of a run. */
  #heard(): void {
    const shown = JSON.stringify(this.#spec && [this.#spec.model, this.#spec.data, this.#spec.knobs.batchSize]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.requestUpdate();
  }

  get #spec(): RunSpec | null {
    return this.body.of ? specOf(this.context.scope.get(this.body.of)) : null;
  }

  get #outcomes(): Outcome[] {
    if (!this.body.of) return this.#surfaces?.[this.surface] ?? [];
    return this.#trials.map((trial) => outcomeOf(this.#entries[trial.index], trial, this.column));
  }

  /** Only that it runs or no longer does is worth a publication; the runs themselves come too fast for that. */
  #heardJob(): void {
    if (this.context.scope.get(this.cellId)?.running !== (this.#job.name !== null)) this.#publish();
    this.requestUpdate();
  }

  #publish(): void {
    const all = standings(linesOf(this.#outcomes));
    const over = this.#races > 0 && this.#job.name === null;
    const of = (label: string) => (over ? (all.find((one) => one.label === label) ?? null) : null);
    const winner = over ? (all.at(0) ?? null) : null;
    this.context.scope.publish(this.cellId, {
      races: this.#races,
      winner: winner?.label ?? null,
      winnerRate: winner?.rate ?? null,
      winnerLoss: winner?.median ?? null,
      sgdLoss: of('SGD')?.median ?? null,
      adamLoss: of('Adam')?.median ?? null,
      adamRate: of('Adam')?.rate ?? null,
      seconds: this.#seconds,
      running: this.#job.name !== null,
      runs: this.#outcomes.length,
    });
  }

  override render() {
    const { of, rates, seeds, steps } = this.body;
    const running = this.#job.name !== null;
    const lines = linesOf(this.#outcomes);
    const runs = entrants.length * rates.length * seeds * (of ? 1 : surfaceNames.length);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">
          ${entrants.length} optimizers × ${rates.length} learning rates × ${seeds}
          seeds${of ? '' : ` × ${surfaceNames.length} surfaces`} = ${whole(runs)} runs of ${steps}
          steps${of && !this.#spec ? '; waits for the network' : nothing}
        </p>
      </header>
      <div class="bar">
        <button class="primary" ?disabled=${running || (of !== undefined && this.#spec === null)} @click=${this.#run}>Run</button>
        ${
          running
            ? html`<progress aria-label="Racing" max="1" .value=${this.#job.done}></progress>
                <button @click=${() => this.#job.cancel()}>Cancel</button>
                <span class="doing">${this.#job.doing}</span>`
            : nothing
        }
        ${
          of
            ? html`<fp-select
                label="Loss"
                .options=${lossOptions}
                .value=${this.column}
                @change-value=${this.#columned}
              ></fp-select>`
            : html`<fp-select
                label="Surface"
                .options=${surfaceOptions}
                .value=${this.surface}
                @change-value=${this.#surfaced}
              ></fp-select>`
        }
        <fp-select label="Bring out" .options=${lineOptions} .value=${this.chosen} @change-value=${this.#brought}></fp-select>
      </div>
      <p class="visually-hidden" role="status">${this.#spoken(lines)}</p>
      <div class="notices">${this.#notices()}</div>
      <fp-race-chart
        .title=${`${this.#measured} by learning rate and optimizer`}
        .lines=${lines}
        .yLabel=${this.#measured.toLowerCase()}
        .chosen=${this.chosen}
      ></fp-race-chart>
      ${running || lines.length === 0 ? nothing : this.#found(standings(lines))}`;
  }

  get #measured(): string {
    const { of, steps } = this.body;
    if (!of) return `Loss after ${steps} steps`;
    return `${this.column === 'testLoss' ? 'Test loss' : 'Train loss'} after ${steps} steps`;
  }

  #found(all: Standing[]): TemplateResult {
    const [first, second] = all;
    const close = second && overlap(first, second);
    const edge = atTheEdge(all, this.body.rates).map(({ label }) => label);
    return html`<div class="found">
      <div class="scrolls" role="region" tabindex="0" aria-label="Each at its best learning rate">
        <table>
          <caption>
            Each at its best learning rate of the grid, the lowest median first
          </caption>
          <thead>
            <tr>
              <th scope="col">optimizer</th>
              <th scope="col">best rate</th>
              <th scope="col">median</th>
              <th scope="col">lowest to highest</th>
              <th scope="col">diverged there</th>
            </tr>
          </thead>
          <tbody>
            ${all.map(
              ({ label, rate, median, low, high, diverged, runs }) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  <td>${figure(rate)}</td>
                  <td>${figure(median)}</td>
                  <td>${figure(low)} to ${figure(high)}</td>
                  <td>${diverged} of ${runs}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${
        close
          ? html`<p>The ranges of ${first.label} and ${second.label} overlap: with other seeds their order could turn round.</p>`
          : nothing
      }
      ${
        edge.length > 0
          ? html`<p>At the edge of the grid: ${edge.join(', ')}. Beyond it there may be a better rate.</p>`
          : nothing
      }
      ${this.#seconds === null ? nothing : html`<p class="note">Run on this device in ${figure(this.#seconds)} s${this.body.of ? ', on the plain backend, seeds 1 to ' : ', starts from seeds 1 to '}${this.body.seeds}.</p>`}
    </div>`;
  }

  /** In steps of a quarter, so that listening is not all there is to do. */
  #spoken(lines: ReturnType<typeof linesOf>): string {
    const { name, done, failed } = this.#job;
    if (name) return `Racing, ${Math.floor(done * 4) * 25} per cent.`;
    const [first] = standings(lines);
    return this.#races > 0 && !failed && first ? `The race is over. Lowest median: ${first.label}, ${figure(first.median)}.` : '';
  }

  #notices(): TemplateResult {
    const { failed } = this.#job;
    const changed = this.#raced && this.#spec && !this.#job.name && sameNetwork(this.#raced, this.#spec) === false;
    return html`${
      failed?.report.code === 'cancelled'
        ? html`<fp-notice>Cancelled. What had been run until then stands below; it is no whole race.</fp-notice>`
        : failed
          ? html`<fp-notice kind="error">${failed.report.message} ${failed.report.hint}</fp-notice>`
          : nothing
    }
    ${changed ? html`<fp-notice>The network or its data is another one now: run the race again.</fp-notice>` : nothing}`;
  }

  readonly #run = async (): Promise<void> => {
    this.#startedAt = performance.now();
    this.#seconds = null;
    const ended = this.body.of ? await this.#onNetwork() : await this.#onSurfaces();
    if (ended) {
      this.#races++;
      this.#seconds = (performance.now() - this.#startedAt) / 1000;
    }
    this.#publish();
    this.requestUpdate();
  };

  async #onSurfaces(): Promise<boolean> {
    this.#surfaces = null;
    const results = await this.#job.run('trials', ({ signal, onProgress }) =>
      raceOnSurfaces(
        this.body,
        () => breathe(signal),
        (done) => onProgress?.({ type: 'request-progress', request: 0, done, doing: '', point: null, trial: null, look: null }),
      ),
    );
    this.#surfaces = results;
    return results !== null;
  }

  async #onNetwork(): Promise<boolean> {
    const spec = this.#spec;
    if (!spec) return false;
    const { rates, seeds, steps } = this.body;
    this.#raced = structuredClone(spec);
    this.#entries = entriesOf(spec, rates, seeds);
    this.#trials = [];
    const ask = { specs: this.#entries.map((entry) => entry.spec), steps, every: steps };
    const trials = await this.#job.run(
      'trials',
      (options) => this.context.engine().ask('trials', ask, options),
      ({ trial }) => {
        if (trial) this.#trials.push(trial);
      },
    );
    return trials !== null;
  }

  readonly #columned = ({ detail }: CustomEvent<string>): void => {
    this.column = detail === 'trainLoss' ? 'trainLoss' : 'testLoss';
    this.#publish();
  };

  readonly #surfaced = ({ detail }: CustomEvent<string>): void => {
    this.surface = surfaceNames.find((name) => name === detail) ?? 'ravine';
    this.#publish();
  };

  readonly #brought = ({ detail }: CustomEvent<string>): void => {
    this.chosen = detail;
  };
}

/** Whether a race on one says something of the other. */
function sameNetwork(a: RunSpec, b: RunSpec): boolean {
  const parts = ({ model, data, knobs }: RunSpec) => JSON.stringify([model, data, knobs.batchSize, knobs.l1, knobs.l2]);
  return parts(a) === parts(b);
}

/** Gives the thread up until after the next frame is drawn or messages have landed. @throws where it was called off */
async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  if (signal?.aborted) throw Object.assign(new Error('This was cancelled.'), { code: 'cancelled', hint: 'Start it again.' });
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-race': FpRace;
  }
}
