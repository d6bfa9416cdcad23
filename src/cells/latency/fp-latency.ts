/** `<fp-latency>`: the time of a call against the batch size, on every backend, of another cell's network. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../charts/sweep-chart';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import '../../ui/fp-notice';
import '../../ui/fp-receipt';
import { download, thisDevice } from '../download';
import { measurementsCsv, toJson } from '../export';
import '../export-menu';
import type { ExportFormat } from '../export-menu';
import { pointsStyles, pointsTable } from '../points-table';
import { shapeOf, sourceOf } from '../source';
import { Sweep } from '../sweep';
import { fastestWords } from '../sweep-words';
import { softwareNote, wordsOf } from './results';
import type { LatencyBody } from './schema';
import { styles } from './styles';

/** Untimed calls at each point. */
const warmup = 10;

@customElement('fp-latency')
export class FpLatency extends LitElement {
  static override styles = [controls, pointsStyles, styles];

  @property({ attribute: false }) accessor body!: LatencyBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  #sweep = new Sweep(
    () => this.context.engine(),
    () => this.#changed(),
  );
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'inference');
    const { of, guess } = this.body;
    this.#stop = this.context.scope.subscribe(guess ? [of, guess] : [of], () => this.#heard());
    this.#publish();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#sweep.job.drop();
  }

  /** What this cell shows of the others; they publish with every frame of a run. */
  #shown = '';

  #heard(): void {
    const shown = JSON.stringify([this.#shape, this.#guess]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.requestUpdate();
  }

  #changed(): void {
    this.#publish();
    this.requestUpdate();
  }

  #publish(): void {
    const { sweeps, crossover, points } = this.#sweep;
    const last = this.context.scope.get(this.cellId);
    if (last?.sweeps === sweeps && last.crossover === crossover && last.points === points) return;
    this.context.scope.publish(this.cellId, { sweeps, crossover, points });
  }

  get #source() {
    return sourceOf(this.context.scope.get(this.body.of));
  }

  get #shape(): string | null {
    const source = this.#source;
    return source && shapeOf(source.model);
  }

  get #guess(): number | null {
    const guess = this.body.guess && this.context.scope.get(this.body.guess)?.guess;
    return typeof guess === 'number' ? guess : null;
  }

  override render() {
    const { job, points, crossover } = this.#sweep;
    const shape = this.#shape;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${shape ?? 'waits for the network'}</p>
      </header>
      <div class="bar">
        <button class="primary" ?disabled=${shape === null || job.name !== null} @click=${this.#measure}>Measure</button>
        ${
          job.name
            ? html`<progress aria-label="Measuring" max="1" .value=${job.done}></progress>
                <button @click=${() => job.cancel()}>Cancel</button>
                <span class="doing">${job.doing}</span>`
            : nothing
        }
        ${points.length > 0 && !job.name ? html`<fp-export-menu @export=${this.#export}></fp-export-menu>` : nothing}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      <div class="notices">${this.#notices()}</div>
      <fp-sweep-chart
        .title=${'Time per call by batch size'}
        .points=${points}
        .guess=${this.#guess}
        .crossover=${typeof crossover === 'number' ? crossover : null}
      ></fp-sweep-chart>
      ${points.length > 0 ? html`<div class="found">${job.name ? nothing : wordsOf(points)}${pointsTable(points)}</div>` : nothing}`;
  }

  /** In steps of a quarter, so that listening is not all there is to do. */
  #spoken(): string {
    const { job, points, sweeps } = this.#sweep;
    if (job.name) return `Measuring, ${Math.floor(job.done * 4) * 25} per cent.`;
    return sweeps > 0 && !job.failed ? `Measured. ${fastestWords(points)}` : '';
  }

  #notices(): TemplateResult {
    const { job, points, unmeasured, spec } = this.#sweep;
    const measured = spec && shapeOf(spec.model);
    const stale = points.length > 0 && !job.name && measured !== null && this.#shape !== null && measured !== this.#shape;
    return html`${job.failed ? this.#failure(job.failed.report) : nothing}
    ${unmeasured ? html`<fp-notice kind="warn">Not measured: ${unmeasured}</fp-notice>` : nothing}
    ${stale ? html`<fp-notice>Measured on ${measured}; the network is another one now.</fp-notice>` : nothing}
    ${softwareNote(points)}`;
  }

  #failure({ code, message, hint }: { code: string; message: string; hint: string }): TemplateResult {
    if (code === 'cancelled') {
      return html`<fp-notice>Cancelled. What had been measured until then stands below; it is no whole sweep.</fp-notice>`;
    }
    if (code === 'hidden') {
      return html`<fp-notice kind="warn"
        >The measurement was thrown away: the tab was hidden meanwhile, and a browser slows hidden tabs down. Measure
        again.</fp-notice
      >`;
    }
    return html`<fp-notice kind="error">${message} ${hint}</fp-notice>`;
  }

  readonly #measure = (): void => {
    const source = this.#source;
    if (source) void this.#sweep.run(source, { ...this.body, warmup });
  };

  readonly #export = ({ detail }: CustomEvent<ExportFormat>): void => {
    const { points, spec } = this.#sweep;
    const results = { device: thisDevice(), spec, history: null, cost: null, reports: [], sweep: points };
    const name = `forward-pass-${this.cellId || 'latency'}`;
    if (detail === 'json') download(`${name}.json`, 'application/json', toJson(results));
    else download(`${name}.csv`, 'text/csv', measurementsCsv(results));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-latency': FpLatency;
  }
}
