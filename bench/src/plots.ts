/**
 * The run as pictures for the README: SVG that stands alone, on paper of its own and in the colours of the reader's theme. Every
 * contender is a dot on a logarithmic axis of multiples of the fastest peer: bars have no length there that means anything.
 */
import * as Plot from '@observablehq/plot';
import { axis, inferenceMarks, order, trainingMarks, type Mark } from './places';
import type { Results } from './results';

/** Colours by day and by night, of the site's tokens: paper, ink, quiet ink, lines, ours, peers. */
const css = `
.bench { --paper: #ffffff; --ink: #1d1b18; --quiet: #6a655d; --line: #e6e1d9; --ours: #c2410c; --peer: #0f6e84; }
@media (prefers-color-scheme: dark) {
  .bench { --paper: #1d1b19; --ink: #efebe4; --quiet: #a29b90; --line: #34302b; --ours: #ff9a5c; --peer: #5cc7dd; }
}`;

const ROW = 16;
const WIDTH = 960;

interface Facets {
  /** From left to right and from top to bottom; every mark has its own. */
  across: (mark: Mark) => string;
  down: (mark: Mark) => string;
}

const colour = ({ ours }: Mark) => (ours ? 'var(--ours)' : 'var(--peer)');

/** What stands at the right end of the axis has its words on the left. */
function words(marks: Mark[], { across, down }: Facets, left: boolean): Plot.Markish {
  return Plot.text(
    marks.filter(({ ratio }) => ratio > 1 === left),
    {
      fx: across,
      fy: down,
      x: (mark: Mark) => (left ? mark.low : mark.high),
      y: 'contender',
      text: 'label',
      dx: left ? -8 : 8,
      textAnchor: left ? 'end' : 'start',
      fill: colour,
      stroke: 'var(--paper)',
      strokeWidth: 4,
      fontSize: 10,
    },
  );
}

function picture(title: string, marks: Mark[], { across, down }: Facets): string {
  const names = order(marks);
  const rows = [...new Set(marks.map(down))];
  const head = 58;
  const top = 46;
  const height = top + head + rows.length * (names.length * ROW + 22);
  const svg = Plot.plot({
    className: 'bench',
    width: WIDTH,
    height,
    marginLeft: 214,
    marginRight: rows.length > 1 ? 82 : 16,
    marginTop: top + 24,
    marginBottom: 34,
    style: { color: 'var(--quiet)', fontFamily: 'system-ui, sans-serif', fontSize: '11px' },
    x: { type: 'log', domain: axis, label: null, ticks: [0.1, 1, 10], tickFormat: (value: number) => `${value}×` },
    y: { domain: names, label: null, tickSize: 0 },
    fx: { label: null, domain: [...new Set(marks.map(across))], padding: 0.06, axis: null },
    fy: { label: null, domain: rows, padding: 0.05, axis: null },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: [0.01, 0.1, 1, 10, 100] }),
      Plot.ruleX([1], { stroke: 'var(--quiet)', strokeDasharray: '3 3' }),
      Plot.axisFx({ anchor: 'top', label: null, fontSize: 13, fontWeight: 600 }),
      rows.length > 1 ? Plot.axisFy({ anchor: 'right', label: null, fontSize: 12 }) : null,
      Plot.link(marks, {
        fx: across,
        fy: down,
        x1: 'low',
        x2: 'high',
        y1: 'contender',
        y2: 'contender',
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.dot(marks, { fx: across, fy: down, x: 'ratio', y: 'contender', fill: colour, r: 3.5 }),
      words(marks, { across, down }, false),
      words(marks, { across, down }, true),
    ],
  }) as SVGSVGElement;
  framed(svg, title, height);
  return svg.outerHTML;
}

/** Paper below everything, the title above, and the colours. */
function framed(svg: SVGSVGElement, title: string, height: number): void {
  const make = (name: string, attributes: Record<string, string | number>, content = '') => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = content;
    return element;
  };
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', title);
  svg.prepend(
    make('style', {}, css),
    make('rect', { width: WIDTH, height, rx: 10, fill: 'var(--paper)' }),
    make('text', { x: 18, y: 26, 'text-anchor': 'start', 'font-size': 14, 'font-weight': 600, fill: 'var(--ink)' }, title),
  );
}

const batches = ({ batch }: Mark) => (batch === 1 ? 'batch 1' : `batch ${batch}`);

/** File name without ending → SVG; one for each part of the results that is not empty. */
export function drawn(results: Results): Record<string, string> {
  const files: Record<string, string> = {};
  const training = trainingMarks(results);
  if (training.length)
    files.training = picture('Training: times as fast as the fastest peer (at the left edge a hundredth or less)', training, {
      across: ({ network }) => network,
      down: () => '',
    });
  const inference = inferenceMarks(results.inference);
  if (inference.length)
    files.inference = picture(
      'Inference, the result in hand: times as fast as the fastest peer (at the left edge a hundredth or less)',
      inference,
      {
        across: ({ network }) => network,
        down: batches,
      },
    );
  const grid = inferenceMarks(results.grid);
  if (grid.length)
    files.grid = picture('500 × 500 points of A2: times as fast as the fastest peer', grid, {
      across: ({ network }) => network,
      down: () => '',
    });
  return files;
}
