/** `<fp-chart>`: what another cell's run has gone through, column against column. */
import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/lines';
import type { Series } from '../../charts/lines';
import type { CellContext } from '../../contract/cell';
import type { History } from '../../contract/client';
import { controls } from '../../ui/controls';
import { card } from '../card';
import type { ChartBody } from './schema';
import { labelsOf, seriesOf } from './series';

/** Milliseconds between two looks at a history that grows. */
const pause = 250;

@customElement('fp-chart')
export class FpChart extends LitElement {
  static override styles = [controls, card];

  @property({ attribute: false }) accessor body!: ChartBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor series: readonly Series[] = [];
  #drawn: { history: History; version: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.context.scope.subscribe([this.body.of], this.#soon);
    this.#look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #soon = (): void => {
    this.#timer ??= setTimeout(this.#look, pause);
  };

  readonly #look = (): void => {
    this.#timer = undefined;
    const history = this.context.scope.get(this.body.of)?.history as History | null | undefined;
    if (!history || (this.#drawn?.history === history && this.#drawn.version === history.version)) return;
    this.#drawn = { history, version: history.version };
    const series = seriesOf(history, this.body);
    // A point is no line yet, and would have axes made up around it.
    this.series = series.some(({ x }) => x.length > 1) ? series : [];
  };

  override render() {
    const labels = labelsOf(this.body);
    return html`<header><slot name="title"></slot></header>
      <fp-chart-lines
        .title=${labels.title}
        .series=${this.series}
        .xLabel=${labels.x}
        .yLabel=${labels.y}
        .xLog=${this.body.xLog}
        .yLog=${this.body.yLog}
      ></fp-chart-lines>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-chart': FpChart;
  }
}
