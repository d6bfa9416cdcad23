/** The loss chart's drawing: two lines, another run's two beside them, and rules where a knob changed. */
import type { AxisYOptions, Markish, ScaleOptions } from '@observablehq/plot';
import { labelRoom, text, textWidth, writeEndLabels, type EndLabel } from './direct-labels';
import { percent } from './format';
import { thin } from './labels';
import type { Curve, Metric } from './loss-rows';
import { frame, horizontalAxis, MARGIN, tickRoom, verticalAxis } from './plot-options';
import type { Drawing, PlotModule } from './plot-chart';
import { decadeTicks, logRange } from './ticks';

/** A knob changed at this step. */
export interface LossMark {
  step: number;
  epoch: number;
  /** E.g. 'η 0.03'. */
  label: string;
}

export interface Line {
  curve: Curve;
  colour: string;
  width: number;
  /** SVG dash array, '' for a solid line. */
  dash: string;
  /** Written beside its end; '' for none. */
  label: string;
  /** Class of the path. */
  name: string;
}

export interface LossDrawing {
  width: number;
  height: number;
  lines: readonly Line[];
  /** Right end of the epoch axis. */
  epochs: number;
  metric: Metric;
  log: boolean;
  marks: readonly LossMark[];
  /** Epoch of the last good snapshot, null for none. */
  good: number | null;
}

export function drawLoss(plot: PlotModule, { width, height, lines, epochs, metric, log, marks, good }: LossDrawing): Drawing {
  const right = labelRoom(lines.map((line) => line.label));
  const y = verticalScale(lines, metric, log, height);
  const left = tickRoom(y.room);
  const inner = Math.max(1, width - left - right);
  const place = (epoch: number): number => left + (Math.min(epoch, epochs) / epochs) * inner;
  const ruled = spaced(marks, place, () => 3);
  const drawing = plot.plot({
    ...frame(width, height, { right, left }),
    x: { domain: [0, epochs], axis: null },
    y: { ...y.scale, axis: null },
    marks: [
      verticalAxis(plot, y.axis),
      horizontalAxis(plot, 'epoch →', { tickSpacing: 64 }),
      plot.ruleX(
        ruled.map((mark) => mark.epoch),
        { stroke: 'var(--ink-2)', strokeOpacity: 0.45, strokeWidth: 1, className: 'changes' },
      ),
      good === null ? null : plot.ruleX([good], { stroke: 'var(--error)', strokeDasharray: '2 3', className: 'last-good' }),
      lines.map((line) => path(plot, line)),
    ],
  });
  const vertical = drawing.scale('y')!;
  const ends = lines
    .filter((line) => line.label && Number.isFinite(line.curve.end))
    .map((line): EndLabel => ({ text: line.label, y: vertical.apply(line.curve.end), colour: line.colour }));
  writeEndLabels(drawing, ends, left + inner, MARGIN.top, height - MARGIN.bottom);
  const named = [
    ...ruled.map((mark) => ({ epoch: mark.epoch, label: mark.label })),
    ...(good === null ? [] : [{ epoch: good, label: 'last good' }]),
  ];
  named.sort((a, b) => a.epoch - b.epoch);
  for (const { epoch, label } of spaced(named, place, (mark) => 8 + textWidth(mark.label))) {
    drawing.append(text(label, place(epoch), MARGIN.top / 2 - 1, { 'text-anchor': 'middle', fill: 'var(--ink-2)' }));
  }
  return drawing;
}

function path(plot: PlotModule, { curve, colour, width, dash, name }: Line): Markish {
  const { epoch, value } = curve;
  return plot.line(
    { length: value.length },
    {
      x: epoch,
      y: value,
      stroke: colour,
      strokeWidth: width,
      strokeDasharray: dash || undefined,
      // a single row between two gaps is drawn as a dot
      strokeLinecap: 'round',
      className: name,
    },
  );
}

/** The vertical scale and axis, and values as long as its tick labels will be. */
function verticalScale(
  lines: readonly Line[],
  metric: Metric,
  log: boolean,
  height: number,
): { scale: ScaleOptions; axis: AxisYOptions; room: number[] } {
  if (metric === 'accuracy')
    return { scale: { domain: [0, 1] }, axis: { ticks: [0, 0.25, 0.5, 0.75, 1], text: percent }, room: [] };
  if (log) {
    const domain = logRange(lines.flatMap(({ curve }) => [curve.least, curve.greatest]));
    const ticks = decadeTicks(...domain, height - MARGIN.top - MARGIN.bottom, 24);
    return { scale: { type: 'log', domain }, axis: { ticks }, room: ticks };
  }
  const greatest = Math.max(0, ...lines.map(({ curve }) => curve.greatest).filter(Number.isFinite)) || 1;
  return { scale: { domain: [0, greatest], nice: 4 }, axis: { ticks: 4 }, room: [greatest, greatest / 8] };
}

/** Marks that have room, seen from the newest back. `room` is what a mark takes, pixels. */
function spaced<T extends { epoch: number }>(
  marks: readonly T[],
  place: (epoch: number) => number,
  room: (mark: T) => number,
): T[] {
  const widest = Math.max(0, ...marks.map(room));
  const kept = thin(
    marks.map((mark) => place(mark.epoch)),
    widest,
  );
  return marks.filter((_, i) => kept[i]);
}
