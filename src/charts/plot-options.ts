/** Options that every chart gives Plot: fonts and colours from CSS, grid lines in one direction, labels clear of ticks. */
import type { AxisXOptions, AxisYOptions, Markish, PlotOptions } from '@observablehq/plot';
import type { PlotModule } from './plot-chart';
import { textWidth } from './direct-labels';
import { tick } from './format';

/** Above and below a drawing's frame; what stands left and right of it depends on its ticks and labels. */
export const MARGIN = { top: 14, bottom: 36 };

/** Room that a vertical axis's tick labels want, pixels; the usual ones take the same, so that charts stand in line. */
export function tickRoom(ticks: readonly number[]): number {
  return Math.max(44, 10 + Math.max(0, ...ticks.map((value) => textWidth(tick(Number(value.toPrecision(2)))))));
}

const style: PlotOptions['style'] = {
  background: 'none',
  color: 'var(--ink-2)',
  fontFamily: 'var(--sans)',
  fontSize: '11px',
  overflow: 'visible',
};

/** Everything but marks and scales. */
export function frame(width: number, height: number, margin: { top?: number; right: number; left: number }): PlotOptions {
  return {
    width,
    height,
    marginTop: margin.top ?? MARGIN.top,
    marginRight: margin.right,
    marginBottom: MARGIN.bottom,
    marginLeft: margin.left,
    style,
  };
}

/*
 * Ticks are written by the channel `text`: on a log scale Plot hands `tickFormat` to the scale, which leaves labels out.
 */

/** A vertical axis with horizontal grid lines; its name stands above the drawing, not in it. */
export function verticalAxis(plot: PlotModule, options: AxisYOptions = {}): Markish[] {
  const { ticks } = options;
  return [
    plot.gridY({ stroke: 'var(--line-2)', strokeOpacity: 1, ticks }),
    plot.axisY({ label: null, tickSize: 0, tickPadding: 8, text: tick, ...options }),
  ];
}

/** A horizontal axis whose name stands on a line of its own under the ticks. */
export function horizontalAxis(plot: PlotModule, label: string, options: AxisXOptions = {}): Markish[] {
  return [
    plot.axisX({
      label,
      labelArrow: 'none',
      labelAnchor: 'right',
      labelOffset: 33,
      tickSize: 5,
      tickPadding: 3,
      stroke: 'var(--ink-2)',
      text: tick,
      ...options,
    }),
  ];
}
