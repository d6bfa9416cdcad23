/** The 2-2-1 network as a drawing: its numbers in their places, forward ones cool, the error that comes back warm. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { significant } from '../../ui/format';
import { factors, product, symbols, type Example, type Forward, type Parameter, type Weights } from './chain';

type Place = readonly [x: number, y: number];

const places = { x1: [44, 74], x2: [44, 206], h1: [196, 74], h2: [196, 206], p: [338, 140], L: [430, 140] } as const;

/** From where to where each weight leads; how far along its label stands. */
const edges: readonly { of: Parameter; from: Place; to: Place; at: number }[] = [
  { of: 'w11', from: places.x1, to: places.h1, at: 0.5 },
  { of: 'w12', from: places.x1, to: places.h2, at: 0.28 },
  { of: 'w21', from: places.x2, to: places.h1, at: 0.28 },
  { of: 'w22', from: places.x2, to: places.h2, at: 0.5 },
  { of: 'v1', from: places.h1, to: places.p, at: 0.58 },
  { of: 'v2', from: places.h2, to: places.p, at: 0.55 },
];

const biases: readonly { of: Parameter; at: Place }[] = [
  { of: 'b1', at: [196, 20] },
  { of: 'b2', at: [196, 266] },
  { of: 'c', at: [338, 84] },
];

/** Which edges a gradient's error goes back along. */
const onTheWay: Record<Parameter, readonly Parameter[]> = {
  w11: ['w11', 'v1'],
  w21: ['w21', 'v1'],
  b1: ['b1', 'v1'],
  w12: ['w12', 'v2'],
  w22: ['w22', 'v2'],
  b2: ['b2', 'v2'],
  v1: ['v1'],
  v2: ['v2'],
  c: ['c'],
};

export const diagramStyles = css`
  .diagram {
    display: block;
    width: 100%;
    max-width: 560px;
    height: auto;
    font: 500 13px var(--sans);
    font-variant-numeric: tabular-nums;
  }
  .diagram circle {
    fill: var(--raised);
    stroke: var(--ink-2);
    stroke-width: 1.4;
  }
  .diagram text {
    fill: var(--ink);
    text-anchor: middle;
    dominant-baseline: central;
  }
  .diagram .name {
    fill: var(--ink-2);
    font-size: 12px;
  }
  .diagram .value {
    fill: var(--infer);
    font-weight: 600;
  }
  .diagram .error {
    fill: var(--train);
    font-size: 12px;
    font-weight: 600;
  }
  .diagram .edge {
    stroke: var(--control);
    stroke-width: 1.6;
  }
  .diagram .way .edge {
    stroke: var(--train);
    stroke-width: 3;
  }
  .diagram .reach {
    stroke: transparent;
    stroke-width: 18;
  }
  .diagram .label {
    stroke: var(--raised);
    stroke-width: 8;
    stroke-linejoin: round;
    paint-order: stroke;
    font-size: 12px;
  }
  .diagram .way .label {
    fill: var(--train);
    font-weight: 600;
  }
  @container (max-width: 480px) {
    .diagram,
    .diagram .name,
    .diagram .label {
      font-size: 15.5px;
    }
    .diagram .error {
      font-size: 14px;
    }
  }
`;

export interface DiagramOptions {
  weights: Weights;
  example: Example;
  numbers: Forward;
  selected: Parameter;
  /** Whether the error has come back: only then is it shown. */
  backward: boolean;
  select(parameter: Parameter): void;
}

export function diagram({ weights, example, numbers, selected, backward, select }: DiagramOptions): TemplateResult {
  const way = (of: Parameter) => (backward && onTheWay[selected].includes(of) ? 'way' : '');
  const { z1, h1, z2, h2, z, p, loss } = numbers;
  // The error at a sum is its bias's gradient, for the sum's slope by the bias is 1.
  const error = (of: Parameter) => product(factors(of, weights, example));
  const told = `x₁ ${written(example.x1)} and x₂ ${written(example.x2)} give z₁ ${written(z1)}, h₁ ${written(h1)}, z₂ ${written(z2)}, h₂ ${written(h2)}, z ${written(z)}, p ${written(p)}. The target y is ${written(example.y)}, the loss ${written(loss)}.`;
  const back = ` Back come ∂L/∂z ${written(error('c'))}, ∂L/∂z₁ ${written(error('b1'))}, ∂L/∂z₂ ${written(error('b2'))}.`;
  const label = (of: Parameter, [x, y]: Place) =>
    svg`<g class=${way(of)} @pointerenter=${() => select(of)}>
      <text class="label" x=${x} y=${y}>${symbols[of]} ${written(weights[of])}</text>
    </g>`;
  return html`<svg class="diagram" viewBox="0 0 470 286" role="img" aria-label=${backward ? told + back : told}>
    ${edges.map(
      ({ of, from, to }) =>
        svg`<g class=${way(of)} @pointerenter=${() => select(of)}>
          <line class="edge" x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]}></line>
          <line class="reach" x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]}></line>
        </g>`,
    )}
    ${edges.map(({ of, from, to, at }) => label(of, [from[0] + at * (to[0] - from[0]), from[1] + at * (to[1] - from[1])]))}
    ${biases.map(({ of, at }) => label(of, at))}
    ${svg`<line class="edge" x1=${places.p[0]} y1=${places.p[1]} x2=${places.L[0]} y2=${places.L[1]}></line>`}
    ${node(places.x1, 'x₁', example.x1, null)} ${node(places.x2, 'x₂', example.x2, null)}
    ${node(places.h1, 'h₁', h1, backward ? ['∂L/∂z₁', error('b1')] : null)}
    ${node(places.h2, 'h₂', h2, backward ? ['∂L/∂z₂', error('b2')] : null)}
    ${node(places.p, 'p', p, backward ? ['∂L/∂z', error('c')] : null)} ${node(places.L, 'L', loss, null)}
  </svg>`;
}

/** The error stands beside the middle, away from the label of the weight that leads on from there, or in. */
function node([x, y]: Place, name: string, value: number, error: [string, number] | null): TemplateResult {
  const aside = name === 'p' ? 30 : -12;
  return svg`<circle cx=${x} cy=${y} r="27"></circle>
    <text class="name" x=${x} y=${y - 9}>${name}</text>
    <text class="value" x=${x} y=${y + 7}>${written(value)}</text>
    ${error ? svg`<text class="error" x=${x + aside} y=${y + 39}>${error[0]} ${written(error[1])}</text>` : nothing}`;
}

export function written(value: number): string {
  return significant(value, 3);
}
