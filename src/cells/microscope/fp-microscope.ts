/** `<fp-microscope>`: every number Adam keeps of one weight, step by step, with and without bias correction side by side. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { figure } from '../../charts/format';
import '../../charts/lines';
import type { CellContext } from '../../contract/cell';
import { defaults } from '../../engine/optimizers';
import { controls } from '../../ui/controls';
import '../../ui/fp-number';
import { card } from '../card';
import { gradientSelect } from '../gradient-select';
import { type GradientName, START } from '../gradients';
import { Keeping } from '../keeping';
import { Walk } from '../walk';
import { kept } from './kept';
import { ratios, seen, type Seen } from './looked';
import type { MicroscopeBody } from './schema';
import { styles } from './styles';

const adam = defaults('adam');

/** The rows: what stands in each, and how it is read off a step. */
const rows: { symbol: string; words: string; value(one: Seen): number }[] = [
  { symbol: 'g', words: 'gradient', value: (one) => one.g },
  { symbol: 'm', words: 'mean of gradients', value: (one) => one.m },
  { symbol: 'v', words: 'mean of squares', value: (one) => one.v },
  { symbol: 'm̂', words: 'the mean as used', value: (one) => one.mHat },
  { symbol: 'v̂', words: 'the squares as used', value: (one) => one.vHat },
  { symbol: 'step', words: 'taken off θ', value: (one) => one.taken },
  { symbol: 'θ', words: 'weight', value: (one) => one.weight },
];

interface Looked {
  corrected: Seen[];
  plain: Seen[];
  ratios: number[];
}

@customElement('fp-microscope')
export class FpMicroscope extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: MicroscopeBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor gradients: GradientName = 'constant';
  @state() private accessor scale = 1;
  #corrected: Walk | null = null;
  #plain: Walk | null = null;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ gradients: this.gradients, scale: this.scale, steps: this.#plain?.steps.length ?? 0 }),
    restore: ({ settings: { gradients, scale, steps } }) => {
      Object.assign(this, { gradients, scale });
      this.#begin();
      this.#step(steps);
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.gradients = this.body.gradients;
    this.#begin();
    this.#keeping.begin();
  }

  #begin(): void {
    const course = { gradients: this.gradients, scale: this.scale, learningRate: this.body.learningRate };
    this.#corrected = new Walk(adam, course);
    this.#plain = new Walk(adam, course, false);
    this.#publish();
  }

  #seen(): Looked {
    const corrected = (this.#corrected?.steps ?? []).map((step) => seen(step, adam, true));
    const plain = (this.#plain?.steps ?? []).map((step) => seen(step, adam, false));
    return { corrected, plain, ratios: ratios(corrected, plain) };
  }

  #publish(): void {
    const { corrected, ratios: all } = this.#seen();
    const peak = all.reduce((best, one) => Math.max(best, one), 0);
    this.context.scope.publish(this.cellId, {
      steps: all.length,
      first: all.length > 0 ? compared(all[0]) : null,
      firstRatio: all.at(0) ?? null,
      ratio: all.at(-1) ?? null,
      peak: all.length > 0 ? peak : null,
      peakStep: all.length > 0 ? all.indexOf(peak) + 1 : null,
      scale: this.scale,
      gradients: this.gradients,
      firstStep: corrected.at(0)?.taken ?? null,
    });
    this.requestUpdate();
  }

  override render() {
    const looked = this.#seen();
    return html`<header>
        <slot name="title"></slot>
        <span class="badge">Adam, β₁ = ${adam.beta1}, β₂ = ${adam.beta2}, η = ${figure(this.body.learningRate)}</span>
      </header>
      ${this.#keeping.notices}
      <div class="controls">
        ${gradientSelect(this.gradients, this.#chosen)}
        <fp-number
          label="Size of gradients"
          .value=${this.scale}
          .min=${1e-4}
          .max=${1e4}
          scale="log"
          @change-value=${this.#scaled}
        ></fp-number>
        <button class="primary" @click=${() => this.#step(1)}>Step</button>
        <button @click=${() => this.#step(10)}>Ten at once</button>
        <button @click=${this.#begin}>Reset</button>
      </div>
      <div class="panes">${this.#table(looked)} ${this.#chart(looked)}</div>
      <p class="visually-hidden" role="status">${spoken(looked)}</p>`;
  }

  #table({ corrected, plain, ratios: all }: Looked): TemplateResult {
    const [left, right] = [corrected.at(-1), plain.at(-1)];
    const show = (one: Seen | undefined, value: (one: Seen) => number) => (one ? figure(value(one)) : '–');
    const ratio = all.at(-1);
    return html`<table>
      <caption>
        ${left ? `Step ${left.step}` : `Before the first step: θ = ${START}, m = 0, v = 0`}
      </caption>
      <thead>
        <tr>
          <th scope="col">symbol</th>
          <th scope="col">corrected</th>
          <th scope="col">not corrected</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ symbol, words, value }) =>
            html`<tr>
              <th scope="row">${symbol} <span class="note">${words}</span></th>
              <td>${show(left, value)}</td>
              <td>${show(right, value)}</td>
            </tr>`,
        )}
        <tr class="ratio">
          <th scope="row">how many times as long</th>
          <td>${ratio === undefined ? '–' : '1'}</td>
          <td>${ratio === undefined ? '–' : figure(ratio)}</td>
        </tr>
      </tbody>
    </table>`;
  }

  #chart({ corrected, plain }: Looked): TemplateResult {
    const line = (label: string, steps: readonly Seen[]) => ({
      label,
      x: steps.map(({ step }) => step),
      y: steps.map(({ taken }) => taken),
    });
    return html`<fp-chart-lines
      .title=${'Length of each step, with and without bias correction'}
      .series=${[line('corrected', corrected), line('not corrected', plain)]}
      .height=${230}
      xLabel="step"
      yLabel="taken off θ"
      empty="Press Step: the length of each step appears here."
    ></fp-chart-lines>`;
  }

  #step(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#corrected?.take();
      this.#plain?.take();
    }
    this.#publish();
  }

  readonly #chosen = (gradients: GradientName): void => {
    this.gradients = gradients;
    this.#begin();
  };

  readonly #scaled = ({ detail }: CustomEvent<number>): void => {
    this.scale = detail;
    this.#begin();
  };
}

/** As a reader would say it. */
function compared(ratio: number): 'longer' | 'shorter' | 'the same' {
  if (Math.abs(ratio - 1) < 0.01) return 'the same';
  return ratio > 1 ? 'longer' : 'shorter';
}

function spoken({ corrected, plain, ratios: all }: Looked): string {
  const [left, right, ratio] = [corrected.at(-1), plain.at(-1), all.at(-1)];
  if (!left || !right || ratio === undefined) return '';
  return `Step ${left.step}: ${figure(left.taken)} with correction, ${figure(right.taken)} without, ${figure(ratio)} times as long.`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-microscope': FpMicroscope;
  }
}
