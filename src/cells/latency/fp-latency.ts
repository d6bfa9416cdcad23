/** `<fp-latency>`: the time of a call against the batch size, on every backend, of another cell's network. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../../charts/sweep-chart';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import { download } from '../../ui/download';
import '../../ui/fp-notice';
import '../../ui/fp-receipt';
import { measurementsCsv, toJson } from '../export';
import '../export-menu';
import type { ExportFormat } from '../export-menu';
import { pointsStyles, pointsTable } from '../points-table';
import { frame } from '../frame';
import { failureOf, progressInWords, spokenProgress } from '../job-bar';
import { Keeping } from '../keeping';
import { NetworkOf } from '../network-of';
import { shapeOf } from '../source';
import { Sweep, type Swept } from '../sweep';
import { fastestWords } from '../sweep-words';
import { kept } from './kept';
import { rendererOf, softwareNote, wordsOf } from './results';
import type { LatencyBody } from './schema';
import { styles } from './styles';

/** Untimed calls at each point. */
const warmup = 10;

@customElement('fp-latency')
export class FpLatency extends LitElement {
  static override styles = [controls, frame, pointsStyles, styles];

  @property({ attribute: false }) accessor body!: LatencyBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  #sweep = new Sweep(
    () => this.context.engine(),
    () => this.#changed(),
  );
  readonly #network = new NetworkOf(this, () => this.body.of);
  readonly #keeping = new Keeping<Record<never, never>, Swept>(this, {
    kind: () => kept,
    settings: () => ({}),
    results: () => this.#sweep.swept,
    restore: ({ results }) => this.#sweep.resume(results),
    publish: () => this.#publish(),
    of: () => this.body.of,
  });
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'inference');
    const { guess } = this.body;
    if (guess) this.#stop = this.context.scope.subscribe([guess], () => this.requestUpdate());
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#sweep.job.drop();
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

  get #guess(): number | null {
    const guess = this.body.guess && this.context.scope.get(this.body.guess)?.guess;
    return typeof guess === 'number' ? guess : null;
  }

  override render() {
    const { job, points, crossover } = this.#sweep;
    const { shape, source } = this.#network;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${shape}</p>
      </header>
      <div class="bar">
        <button class="primary" ?disabled=${source === null || job.name !== null} @click=${this.#measure}>Measure</button>
        ${progressInWords(job, 'Measuring')}
        ${points.length > 0 && !job.name ? html`<fp-export-menu @export=${this.#export}></fp-export-menu>` : nothing}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      <div class="notices">${this.#notices()}</div>
      <fp-sweep-chart
        .device=${this.#keeping.device}
        .title=${'Time per call by batch size'}
        .points=${points}
        .guess=${this.#guess}
        .crossover=${typeof crossover === 'number' ? crossover : null}
      ></fp-sweep-chart>
      ${
        // Under the chart: it comes while the sweep runs, and must not push away what is being looked at.
        points.length > 0
          ? html`<div class="found">${softwareNote(points)}${job.name ? nothing : wordsOf(points)}${pointsTable(points)}</div>`
          : nothing
      }`;
  }

  #spoken(): string {
    const { job, points, sweeps } = this.#sweep;
    if (job.name) return spokenProgress(job, 'Measuring');
    return sweeps > 0 && !job.failed ? `Measured. ${fastestWords(points)}` : '';
  }

  #notices(): TemplateResult {
    const { job, points, unmeasured, spec } = this.#sweep;
    const { source, shape } = this.#network;
    const measured = spec && shapeOf(spec.model);
    const stale = points.length > 0 && !job.name && measured !== null && source !== null && measured !== shape;
    return html`${this.#failure()} ${unmeasured ? html`<fp-notice kind="warn">Not measured: ${unmeasured}</fp-notice>` : nothing}
    ${stale ? html`<fp-notice>Measured on ${measured}; the network has changed since.</fp-notice>` : nothing}
    ${this.#keeping.notices}`;
  }

  #failure(): TemplateResult | typeof nothing {
    const { job } = this.#sweep;
    if (job.failed?.report.code === 'hidden') {
      return html`<fp-notice kind="warn"
        >The measurement was thrown away: the tab was hidden meanwhile, and a browser slows hidden tabs down. Measure
        again.</fp-notice
      >`;
    }
    return failureOf(job, 'Cancelled. What had been measured until then stands below; the sweep is not complete.');
  }

  readonly #measure = async (): Promise<void> => {
    const { source } = this.#network;
    if (!source) return;
    await this.#sweep.run(source, { ...this.body, warmup });
    const { swept } = this.#sweep;
    if (swept) this.#keeping.found({ renderer: rendererOf(swept.points) });
  };

  readonly #export = ({ detail }: CustomEvent<ExportFormat>): void => {
    const { points, spec } = this.#sweep;
    const results = { device: this.#keeping.device, spec, history: null, cost: null, reports: [], sweep: points };
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
