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
import { failureOf, progressInWords, spokenProgress } from '../job-bar';
import { Keeping } from '../keeping';
import { NetworkOf } from '../network-of';
import { keptOf, lossColumns, packed, surfaceNames, unpacked, type View } from './kept';
import { entriesOf, type LossColumn, outcomeOf, partsOf, specOf } from './on-network';
import { raceOnSurfaces, type SurfaceName } from './on-surfaces';
import { atTheEdge, entrants, linesOf, type Outcome, overlap, type Standing, standings } from './outcomes';
import type { RaceBody } from './schema';
import { standingsTable } from './standings-table';
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
  /** By surface, or by loss of the network. */
  #results: Partial<Record<View, Outcome[]>> = {};
  /** The spec of the network that raced last. */
  #raced: RunSpec | null = null;
  #races = 0;
  #startedAt = 0;
  #seconds: number | null = null;
  readonly #network = new NetworkOf(
    this,
    () => this.body.of,
    (published) => partsOf(specOf(published)),
  );
  readonly #keeping = new Keeping(this, {
    kind: () => keptOf(this.body),
    settings: () => ({ surface: this.surface, column: this.column, chosen: this.chosen }),
    results: () =>
      this.#seconds === null ? null : { losses: this.#packed(), raced: this.#raced, races: this.#races, seconds: this.#seconds },
    restore: ({ settings, results }) => {
      Object.assign(this, settings);
      this.#results = {};
      for (const [view, losses] of Object.entries(results?.losses ?? {})) {
        this.#results[view as View] = unpacked(this.body, losses);
      }
      this.#raced = results?.raced ?? null;
      this.#races = results?.races ?? 0;
      this.#seconds = results?.seconds ?? null;
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

  get #spec(): RunSpec | null {
    return specOf(this.#network.published);
  }

  get #outcomes(): Outcome[] {
    return this.#results[this.body.of ? this.column : this.surface] ?? [];
  }

  #packed(): Partial<Record<View, Float64Array>> {
    const all = Object.entries(this.#results).map(([view, outcomes]) => [view, packed(this.body, outcomes)]);
    return Object.fromEntries(all) as Partial<Record<View, Float64Array>>;
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
      ravineWinner: over ? (standings(linesOf(this.#results.ravine ?? [])).at(0)?.label ?? null) : null,
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
        ${progressInWords(this.#job, 'Racing')}
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
        .device=${this.#keeping.device}
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
      ${standingsTable(all)}
      ${
        close
          ? html`<p>The ranges of ${first.label} and ${second.label} overlap: with other seeds their order could be reversed.</p>`
          : nothing
      }
      ${
        edge.length > 0
          ? html`<p>At the edge of the grid: ${edge.join(', ')}. Beyond it there may be a better rate.</p>`
          : nothing
      }
      ${this.#seconds === null ? nothing : html`<p class="note">Run ${this.#keeping.earlier ? '' : 'on this device '}in ${figure(this.#seconds)} s${this.body.of ? ', on the compiled backend, seeds 1 to ' : ', starts from seeds 1 to '}${this.body.seeds}.</p>`}
    </div>`;
  }

  #spoken(lines: ReturnType<typeof linesOf>): string {
    const { name, failed } = this.#job;
    if (name) return spokenProgress(this.#job, 'Racing');
    const [first] = standings(lines);
    return this.#races > 0 && !failed && first ? `The race is over. Lowest median: ${first.label}, ${figure(first.median)}.` : '';
  }

  #notices(): TemplateResult {
    const changed =
      this.#raced &&
      this.#spec &&
      !this.#job.name &&
      JSON.stringify(partsOf(this.#raced)) !== JSON.stringify(partsOf(this.#spec));
    return html`${failureOf(this.#job, 'Cancelled. What had been run until then stands below; the race is not complete.')}
    ${changed ? html`<fp-notice>The network or its data has changed since: run the race again.</fp-notice>` : nothing}
    ${this.#keeping.notices}`;
  }

  readonly #run = async (): Promise<void> => {
    this.#startedAt = performance.now();
    this.#seconds = null;
    const ended = this.body.of ? await this.#onNetwork() : await this.#onSurfaces();
    if (ended) {
      this.#races++;
      this.#seconds = (performance.now() - this.#startedAt) / 1000;
      this.#keeping.found();
    }
    this.#publish();
    this.requestUpdate();
  };

  async #onSurfaces(): Promise<boolean> {
    this.#results = {};
    const results = await this.#job.run('trials', ({ signal, onProgress }) =>
      raceOnSurfaces(
        this.body,
        () => breathe(signal),
        (done) => onProgress?.({ type: 'request-progress', request: 0, done, doing: '', point: null, trial: null, look: null }),
      ),
    );
    this.#results = results ?? {};
    return results !== null;
  }

  async #onNetwork(): Promise<boolean> {
    const spec = this.#spec;
    if (!spec) return false;
    const { rates, seeds, steps } = this.body;
    this.#raced = structuredClone(spec);
    const entries = entriesOf(spec, rates, seeds);
    const heard = { testLoss: [] as Outcome[], trainLoss: [] as Outcome[] };
    const hear = (trial: Trial) => {
      for (const column of lossColumns) heard[column].push(outcomeOf(entries[trial.index], trial, column));
    };
    this.#results = heard;
    const ask = { specs: entries.map((entry) => entry.spec), steps, every: steps };
    const trials = await this.#job.run(
      'trials',
      (options) => this.context.engine().ask('trials', ask, options),
      ({ trial }) => {
        if (trial) hear(trial);
      },
    );
    if (trials) {
      heard.testLoss = [];
      heard.trainLoss = [];
      trials.forEach(hear);
    }
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
