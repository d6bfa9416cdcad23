/** The run as pictures: training speeds, inference times, and the grid, as SVG that stands alone in the README. */
import * as Plot from '@observablehq/plot';
import { networkIds } from './networks';
import type { InferenceRow, Results, TrainingRow } from './results';

const OURS = '#2563c9';
const PEER = '#8a8578';

const isOurs = (name: string) => name.startsWith('ours');
const colourOf = ({ contender }: { contender: string }) => (isOurs(contender) ? OURS : PEER);

/** One row a contender, one mark a row, on a logarithmic axis: bars have no length there that means anything. */
function dots<T extends { contender: string; network: string; low: number; high: number }>(
  rows: T[],
  value: (row: T) => number,
  facet: (row: T) => string,
  label: string,
): string {
  const names = [...new Set(rows.map(({ contender }) => contender))];
  const order = names.toSorted((a, b) => Number(isOurs(b)) - Number(isOurs(a)));
  const facets = [...new Set(rows.map(facet))];
  const plot = Plot.plot({
    width: 900,
    height: 70 + facets.length * (30 + 17 * order.length),
    marginLeft: 200,
    marginRight: 60,
    marginTop: 36,
    style: { background: '#fffefb', color: '#26241f', fontFamily: 'system-ui, sans-serif', fontSize: '12px' },
    x: { type: 'log', label, grid: true, ticks: 6, tickFormat: '~s', labelAnchor: 'right', axis: 'top' },
    y: { domain: order, label: null, tickSize: 0 },
    fy: { domain: facets, label: null, axis: null, padding: 0.12 },
    marks: [
      Plot.frame({ stroke: '#dcd8cc' }),
      Plot.text(facets, {
        fy: (name: string) => name,
        text: (name: string) => name,
        frameAnchor: 'top-left',
        dx: -190,
        dy: -14,
        fontWeight: 600,
      }),
      Plot.link(rows, { fy: facet, x1: 'low', x2: 'high', y1: 'contender', y2: 'contender', stroke: colourOf, strokeWidth: 2 }),
      Plot.dot(rows, { fy: facet, x: value, y: 'contender', fill: colourOf, r: 4 }),
      Plot.text(rows, {
        fy: facet,
        x: value,
        y: 'contender',
        text: (row: T) => short(value(row)),
        dx: 10,
        textAnchor: 'start',
        fill: colourOf,
      }),
    ],
  });
  const svg = plot as SVGSVGElement;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return svg.outerHTML;
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  if (value >= 1e4) return `${Math.round(value / 1e3)} k`;
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(2);
}

/** File name without ending → SVG; one for each part of the results that is not empty. */
export function drawn({ training, inference, grid }: Results): Record<string, string> {
  const files: Record<string, string> = {};
  const networks = networkIds.filter((id) => [...training, ...inference].some(({ network }) => network === id));
  if (training.length)
    files.training = dots<TrainingRow>(
      training,
      (row) => row.stepsPerSecond,
      (row) => row.network,
      'optimizer steps a second →',
    );
  for (const network of networks) {
    const rows = inference.filter((row) => row.network === network);
    if (rows.length)
      files[`inference-${network}`] = dots<InferenceRow>(
        rows,
        (row) => row.microseconds,
        (row) => `${network}, batch ${row.batch}`,
        '← µs a call, its result in hand',
      );
  }
  if (grid.length) {
    const ms = grid.map((row) => ({ ...row, low: row.low / 1000, high: row.high / 1000 }));
    files.grid = dots<InferenceRow>(
      ms,
      (row) => row.microseconds / 1000,
      (row) => `${row.network}, ${row.batch} points`,
      '← ms a grid',
    );
  }
  return files;
}
