/**
 * A recorded chart (contract/sandbox.ts) as options for Plot. It was recorded by somebody's code, so nothing of it is taken
 * on trust: marks and options are those listed here, a colour is a colour, and no address of any kind gets through. Pure.
 */
import type { Markish, PlotOptions } from '@observablehq/plot';
import type { ChannelValue, RecordedMark, RecordedPlot, RecordedScale } from '../contract/sandbox';
import type { PlotModule } from './plot-chart';

const markNames = [
  ...(['line', 'lineX', 'lineY', 'areaX', 'areaY', 'dot', 'dotX', 'dotY', 'barX', 'barY', 'cell', 'rect', 'rectX'] as const),
  ...(['rectY', 'ruleX', 'ruleY', 'tickX', 'tickY', 'text', 'link'] as const),
];
const channelNames = ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'fx', 'fy', 'z', 'fill', 'stroke', 'r', 'text', 'title', 'opacity'];
const lists = {
  curve: ['linear', 'step', 'step-after', 'step-before', 'basis', 'cardinal', 'catmull-rom', 'monotone-x', 'natural'],
  symbol: ['circle', 'cross', 'diamond', 'square', 'star', 'triangle', 'wye', 'times', 'plus', 'asterisk'],
  textAnchor: ['start', 'middle', 'end'],
  lineAnchor: ['top', 'middle', 'bottom'],
  marker: ['none', 'dot', 'arrow', 'circle', 'tick'],
};
const numbers = ['strokeWidth', 'strokeOpacity', 'fillOpacity', 'fontSize', 'dx', 'dy', 'inset', 'rotate'];
const scaleTypes = ['linear', 'log', 'sqrt', 'symlog', 'band', 'point', 'ordinal', 'categorical'];

const colour = /^(#[0-9a-f]{3,8}|[a-z]+|var\(--[a-z0-9-]+\)|(rgb|hsl|oklch)a?\([\d\s.,%/deg-]+\))$/i;

/** What a mark's colours tell apart, in the order of their first appearance; empty where they tell nothing. */
export function categoriesOf({ marks }: RecordedPlot): string[] {
  const values = marks.flatMap(({ channels }) =>
    channels.flatMap(({ name, values: all }) => ((name === 'fill' || name === 'stroke') && all.length > 1 ? all : [])),
  );
  return values.some((value) => typeof value === 'number')
    ? []
    : [...new Set(values.flatMap((value) => (value === null ? [] : String(value))))];
}

export function optionsOf(recorded: RecordedPlot, plot: PlotModule): PlotOptions {
  const categories = categoriesOf(recorded);
  const series = Array.from({ length: 7 }, (_, i) => `var(--series-${i + 1})`);
  const named = Object.fromEntries(recorded.scales.map((scale) => [scale.name, scaleOf(scale)]));
  const own =
    categories.length > 0 ? { color: { type: 'ordinal', domain: categories.map(plainText), range: series } as const } : {};
  return { ...named, ...own, marks: recorded.marks.map((mark) => markOf(mark, plot)) };
}

function scaleOf({ label, type, domain, grid, reverse, zero }: RecordedScale): Record<string, unknown> {
  return {
    ...(label === null ? {} : { label }),
    ...(type !== null && scaleTypes.includes(type) ? { type } : {}),
    ...(domain && domain.length > 0 ? { domain } : {}),
    ...(grid ? { grid } : {}),
    ...(reverse ? { reverse } : {}),
    ...(zero ? { zero } : {}),
  };
}

function markOf({ mark, channels, constants }: RecordedMark, plot: PlotModule): Markish {
  const name = markNames.find((one) => one === mark);
  if (!name) return null;
  const options: Record<string, unknown> = {};
  const length = Math.max(1, ...channels.map(({ values }) => values.length));
  for (const channel of channels) {
    if (channelNames.includes(channel.name))
      options[channel.name] = channelOf(channel.name, channel.values, channel.label, length);
  }
  for (const { name: option, value } of constants) {
    if (numbers.includes(option) && typeof value === 'number') options[option] = Math.max(-500, Math.min(500, value));
    else if (option === 'strokeDasharray' && /^[\d\s.,]{1,40}$/.test(String(value))) options[option] = String(value);
    else if (isListed(option) && lists[option].includes(String(value))) options[option] = value;
  }
  const filled = /^(area|bar|rect|cell|text)/.test(name);
  if (options.fill === undefined && options.stroke === undefined)
    options[filled ? 'fill' : 'stroke'] = name === 'text' ? 'var(--ink)' : 'var(--series-1)';
  const make = plot[name] as (data: { length: number }, given: Record<string, unknown>) => Markish;
  // A rule without a place of its own stands at nought.
  if (/^(rule|tick)/.test(name) && !('x' in options) && !('y' in options))
    return (plot[name] as (data: number[]) => Markish)([0]);
  return make({ length }, options);
}

function channelOf(name: string, values: ChannelValue[], label: string | null, length: number): unknown {
  const tint = name === 'fill' || name === 'stroke';
  if (values.length === 1 && length !== 1) {
    const [value] = values;
    if (!tint) return value;
    return typeof value === 'string' && colour.test(value) ? value : 'var(--series-1)';
  }
  if (tint && values.length === 1 && typeof values[0] === 'string' && colour.test(values[0])) return values[0];
  // In a column of colours Plot would take url(…) for one.
  const column = tint ? values.map((value) => (typeof value === 'string' ? plainText(value) : value)) : values;
  return label === null ? column : { value: column, label };
}

function plainText(text: string): string {
  return text.replace(/[()]/g, ' ');
}

function isListed(name: string): name is keyof typeof lists {
  return Object.hasOwn(lists, name);
}
