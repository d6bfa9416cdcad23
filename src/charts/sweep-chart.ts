/** `<fp-sweep-chart>`: time per call against batch size on log axes, one line a backend, with the crossover and the reader's guess. */
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SweepPoint } from '../contract/measurement';
import { labelRoom, writeEndLabels, writeRuleLabel } from './direct-labels';
import { count, figure } from './format';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import { PlotChart, type Drawing, type PlotModule } from './plot-chart';
import { backendColour, backendLabel, isGpu } from './series';
import type { ChartTable } from './table-view';
import { decadeTicks, logRange, powerTicks } from './ticks';

/** Two lines of labels above the drawing: the crossover's, then the guess's. */
const TOP = 32;

@customElement('fp-sweep-chart')
export class FpSweepChart extends PlotChart {
  @property() override accessor title = 'Time per call';
  @property({ attribute: false }) accessor points: readonly SweepPoint[] = [];
  /** The batch size from which the reader thinks the GPU wins. */
  @property({ type: Number }) accessor guess: number | null = null;
  /** The batch size from which the GPU does win (see crossover.ts), null where it does not. */
  @property({ type: Number }) accessor crossover: number | null = null;
  @property({ type: Number }) override accessor height = 210;

  protected override readonly emptyText = 'Not measured yet: each backend becomes a line here.';

  protected override hasData(): boolean {
    return this.lines().length > 0;
  }

  protected override verticalLabel(): string {
    return '↑ ms per call';
  }

  /** Measured points by backend, in order of batch size; backends in the order in which they first came. */
  private lines(): SweepPoint[][] {
    const byBackend = new Map<string, SweepPoint[]>();
    for (const point of this.points) {
      if (!(point.latency.median > 0) || !Number.isFinite(point.latency.median)) continue;
      byBackend.set(point.backend.name, [...(byBackend.get(point.backend.name) ?? []), point]);
    }
    return [...byBackend.values()].map((line) => line.sort((a, b) => a.batchSize - b.batchSize));
  }

  protected override draw(plot: PlotModule, width: number): Drawing {
    const { height } = this;
    const lines = this.lines();
    const points = lines.flat();
    const right = labelRoom(lines.map(([{ backend }]) => backendLabel(backend)));
    const sizes = [...points.map((point) => point.batchSize), ...(this.guess ? [this.guess] : [])];
    const [from, to] = ends(sizes);
    const times = logRange(points.flatMap(({ latency }) => [latency.median, latency.p95]));
    const milliseconds = decadeTicks(...times, height - TOP - MARGIN.bottom, 24);
    const left = tickRoom(milliseconds);
    const innerWidth = Math.max(1, width - left - right);
    const batches = powerTicks(from, to, 4, innerWidth, 40);
    const drawing = plot.plot({
      ...frame(width, height, { top: TOP, right, left }),
      x: { type: 'log', domain: [from, to], axis: null },
      y: { type: 'log', domain: times, axis: null },
      marks: [
        verticalAxis(plot, { ticks: milliseconds }),
        horizontalAxis(plot, 'batch size →', { ticks: batches }),
        this.rules().map(({ at, dash, colour, name, y }) =>
          plot.ruleX([at], {
            insetTop: y + 7 - TOP,
            stroke: colour,
            strokeWidth: 1.2,
            strokeDasharray: dash,
            className: name.replaceAll(' ', '-'),
          }),
        ),
        lines.map((line) => {
          const style = { stroke: backendColour[line[0].backend.name], className: line[0].backend.name };
          const x = 'batchSize';
          const median = (point: SweepPoint): number => point.latency.median;
          const p95 = (point: SweepPoint): number => Math.max(point.latency.p95, point.latency.median);
          return [
            plot.ruleX(line, { ...style, x, y1: median, y2: p95, strokeOpacity: 0.6 }),
            plot.line(line, { ...style, x, y: median, strokeWidth: 1.6 }),
            plot.dot(line, { className: style.className, fill: style.stroke, x, y: median, r: 2.6 }),
          ];
        }),
      ],
    });
    const x = drawing.scale('x')!;
    const y = drawing.scale('y')!;
    const named = lines.map((line) => ({
      text: backendLabel(line[0].backend),
      y: y.apply(line[line.length - 1].latency.median),
      colour: backendColour[line[0].backend.name],
    }));
    writeEndLabels(drawing, named, left + innerWidth, TOP, height - MARGIN.bottom);
    for (const { at, name, colour, y } of this.rules()) writeRuleLabel(drawing, name, x.apply(at), y, width, colour);
    return drawing;
  }

  private rules(): { at: number; name: string; dash: string; colour: string; y: number }[] {
    const [from, to] = ends([...this.points.map((point) => point.batchSize), ...(this.guess ? [this.guess] : [])]);
    const winner = this.softwareOnly() ? 'software renderer wins from here' : 'GPU wins from here';
    const rules = [];
    if (this.crossover !== null && this.crossover >= from && this.crossover <= to) {
      rules.push({ at: this.crossover, name: winner, dash: '4 3', colour: 'var(--infer)', y: 8 });
    }
    if (this.guess) rules.push({ at: this.guess, name: 'your guess', dash: '1 3', colour: 'var(--ink-2)', y: 22 });
    return rules;
  }

  private softwareOnly(): boolean {
    const gpus = this.points.filter(({ backend }) => isGpu(backend.name));
    return gpus.length > 0 && gpus.every(({ backend }) => backend.software);
  }

  private gpuNames(): string {
    const names = this.points.map(({ backend }) => backend.name).filter(isGpu);
    return [...new Set(names)].map((name) => backendLabel({ name, software: false })).join(' and ');
  }

  /** True once every GPU backend and another one have all batch sizes: only then can it be said that the GPU never wins. */
  private isWhole(): boolean {
    const lines = this.lines();
    const most = new Set(this.points.map((point) => point.batchSize)).size;
    const gpus = lines.filter(([{ backend }]) => isGpu(backend.name));
    const others = lines.filter(([{ backend }]) => !isGpu(backend.name));
    return gpus.length > 0 && others.length > 0 && lines.every((line) => line.length === most);
  }

  protected override below(): TemplateResult {
    return html`<div class="below"><p class="note long">${this.verdict() ?? nothing}</p></div>`;
  }

  private verdict(): string | null {
    const software = this.softwareOnly();
    const caution = software ? ` ${this.gpuNames()} ran in software here, not on a GPU.` : '';
    const who = software ? 'The software renderer' : 'The GPU';
    if (this.crossover !== null) return `${who} wins from a batch of about ${figure(Math.round(this.crossover))}.${caution}`;
    return this.isWhole() ? `${who} never wins here.${caution}` : software ? caution.trim() : null;
  }

  protected override table(): ChartTable {
    return {
      columns: ['backend', 'batch size', 'median ms', 'p95 ms', 'samples'],
      rows: this.lines()
        .flat()
        .map(({ backend, batchSize, latency }) => [
          backendLabel(backend),
          count(batchSize),
          latency.median,
          latency.p95,
          count(latency.samples.length),
        ]),
    };
  }

  protected override summary(): string {
    const lines = this.lines().map((line) => {
      const [first, last] = [line[0], line[line.length - 1]];
      return `${backendLabel(first.backend)}: ${figure(first.latency.median)} ms at a batch of ${count(first.batchSize)}, ${figure(last.latency.median)} ms at ${count(last.batchSize)}`;
    });
    return `Median time of a call. ${lines.join('; ')}. ${this.verdict() ?? ''}`;
  }
}

/** Least and greatest batch size, with room around a single one. */
function ends(sizes: readonly number[]): [number, number] {
  const low = Math.min(...sizes);
  const high = Math.max(...sizes);
  return low === high ? [low / 2, high * 2] : [low, high];
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-sweep-chart': FpSweepChart;
  }
}
