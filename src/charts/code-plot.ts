/** `<fp-code-plot>`: a chart that a code cell has asked for, drawn from its record. */
import { css, html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RecordedPlot } from '../contract/sandbox';
import { chartStyles } from './chart-styles';
import { figure } from './format';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { categoriesOf, optionsOf } from './recorded';
import { seriesStyle } from './series';
import type { ChartTable } from './table-view';

const longestTable = 500;
const style = { background: 'none', color: 'var(--ink-2)', fontFamily: 'var(--sans)', fontSize: '11px', overflow: 'visible' };

@customElement('fp-code-plot')
export class FpCodePlot extends PlotChart {
  static override styles: CSSResultGroup = [
    chartStyles,
    css`
      .key {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 14px;
        margin: 4px 0 0;
        padding: 0;
        list-style: none;
        color: var(--ink);
      }
      .key span {
        display: inline-block;
        width: 12px;
        height: 3px;
        forced-color-adjust: none;
        margin-inline-end: 6px;
        vertical-align: middle;
      }
      .problem {
        margin: 4px 0 0;
        color: var(--error);
      }
    `,
  ];

  @property({ attribute: false }) accessor recorded: RecordedPlot | null = null;
  @state() private accessor problem = '';

  protected override readonly emptyText = 'Nothing to draw';

  protected override willUpdate(): void {
    this.height = Math.max(80, Math.min(500, this.recorded?.height ?? 240));
  }

  protected override hasData(): boolean {
    return Boolean(this.recorded?.marks.length);
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const frame = { width, height: this.height, marginLeft: 48, marginBottom: 38, style };
    try {
      const drawing = plot.plot({ ...frame, ...(this.recorded ? optionsOf(this.recorded, plot) : {}) });
      this.problem = '';
      // A warning sign of Plot's own, or a legend, would wrap the drawing in a figure: what is asked for is the drawing alone.
      return drawing;
    } catch (error) {
      this.problem = `This could not be drawn: ${error instanceof Error ? error.message : String(error)}`;
      return plot.plot({ ...frame, marks: [] });
    }
  }

  protected override below(): TemplateResult | typeof nothing {
    if (this.problem) return html`<p class="problem" role="alert">${this.problem}</p>`;
    const names = this.recorded ? categoriesOf(this.recorded) : [];
    if (names.length < 2 || names.length > 14) return nothing;
    return html`<ul class="key" aria-label="Colours">
      ${names.map((name, i) => html`<li><span style="background:${seriesStyle(i).colour}"></span>${name}</li>`)}
    </ul>`;
  }

  protected override table(): ChartTable {
    const marks = this.recorded?.marks ?? [];
    const columns = [...new Set(marks.flatMap(({ channels }) => channels.map(({ name }) => name)))];
    const rows = marks.flatMap(({ mark, channels }) => {
      const length = Math.max(0, ...channels.map(({ values }) => values.length));
      const valueAt = (name: string, i: number) => {
        const values = channels.find((channel) => channel.name === name)?.values ?? [];
        return (values.length === 1 ? values[0] : values[i]) ?? '';
      };
      return Array.from({ length }, (_, i) => [mark, ...columns.map((name) => valueAt(name, i))]);
    });
    const note = rows.length > longestTable ? `the first ${longestTable} of ${rows.length} rows` : undefined;
    return { columns: ['mark', ...columns], rows: rows.slice(0, longestTable), ...(note ? { note } : {}) };
  }

  protected override summary(): string {
    const marks = (this.recorded?.marks ?? []).map(({ mark, channels }) => {
      const ranges = channels.flatMap(({ name, values }) => {
        const known = values.filter((value) => typeof value === 'number');
        if (known.length < 2 || !/^[xy]/.test(name)) return [];
        return `${name} from ${figure(known.reduce((a, b) => Math.min(a, b)))} to ${figure(known.reduce((a, b) => Math.max(a, b)))}`;
      });
      return [mark, ...ranges].join(', ');
    });
    return `${marks.join('; ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-code-plot': FpCodePlot;
  }
}
