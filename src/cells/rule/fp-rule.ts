/** `<fp-rule>`: an optimizer's rule as its formula, as the very code that runs it, and with the numbers of the last step in it. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { figure } from '../../charts/format';
import type { CellContext } from '../../contract/cell';
// oxlint-disable-next-line import/default -- Vite gives any file's text as its default export
import source from '../../engine/optimizers.ts?raw';
import { defaults } from '../../engine/optimizers';
import { controls } from '../../ui/controls';
import '../../ui/fp-number';
import { card } from '../card';
import { gradientSelect } from '../gradient-select';
import type { GradientName } from '../gradients';
import { Keeping } from '../keeping';
import { Walk } from '../walk';
import { kept } from './kept';
import { linesOf } from './numbers';
import type { RuleBody } from './schema';
import { caseOf } from './source';
import { styles } from './styles';

@customElement('fp-rule')
export class FpRule extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: RuleBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor gradients: GradientName = 'bowl';
  @state() private accessor learningRate = 0.1;
  #walk: Walk | null = null;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ gradients: this.gradients, learningRate: this.learningRate, steps: this.#walk?.steps.length ?? 0 }),
    restore: ({ settings: { gradients, learningRate, steps } }) => {
      Object.assign(this, { gradients, learningRate });
      this.#begin();
      for (let i = 0; i < steps; i++) this.#walk?.take();
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.learningRate = this.body.learningRate;
    this.#begin();
    this.#keeping.begin();
  }

  #begin(): void {
    const { gradients, learningRate } = this;
    this.#walk = new Walk(defaults(this.body.optimizer), { gradients, learningRate, scale: 1 });
    this.#publish();
  }

  #publish(): void {
    const { steps = [], state } = this.#walk ?? {};
    this.context.scope.publish(this.cellId, {
      steps: steps.length,
      weight: state?.weight ?? null,
      gradients: this.gradients,
    });
    this.requestUpdate();
  }

  override render() {
    const { optimizer, formula } = this.body;
    const code = caseOf(source, optimizer)
      .split(/(?<=\n)/)
      .map(codeLine);
    return html`<header>
        <slot name="title"></slot>
      </header>
      ${this.#keeping.notices}
      <div class="panes">
        <div class="text">${unsafeHTML(formula)}</div>
        <figure>
          <pre>${code}</pre>
          <figcaption>From <code>src/engine/optimizers.ts</code>: the code that the numbers below come from.</figcaption>
        </figure>
      </div>
      <div class="controls">
        ${gradientSelect(this.gradients, this.#chosen)}
        <fp-number
          label="Learning rate"
          .value=${this.learningRate}
          .min=${1e-6}
          .max=${10}
          scale="log"
          @change-value=${this.#rated}
        ></fp-number>
        <button class="primary" @click=${this.#step}>Step</button>
        <button @click=${this.#begin}>Reset</button>
      </div>
      ${this.#numbers()}
      <p class="visually-hidden" role="status">${this.#spoken()}</p>`;
  }

  #numbers(): TemplateResult {
    const last = this.#walk?.steps.at(-1);
    if (!last || !this.#walk) return html`<p class="note">Press Step: the numbers of each step appear here, θ begins at 2.</p>`;
    const lines = linesOf(this.#walk.optimizer, last, this.learningRate);
    return html`<table class="numbers">
      <caption>
        Step ${last.step}, gradient g = ${figure(last.gradient)}
      </caption>
      <tbody>
        ${lines.map(
          ({ symbols, numbers, result }) =>
            html`<tr>
              <th scope="row">${symbols}</th>
              <td>${numbers}</td>
              <td class="result">= ${figure(result)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #spoken(): string {
    const last = this.#walk?.steps.at(-1);
    return last ? `Step ${last.step}: gradient ${figure(last.gradient)}, weight now ${figure(last.after.weight)}.` : '';
  }

  readonly #step = (): void => {
    this.#walk?.take();
    this.#publish();
  };

  readonly #chosen = (gradients: GradientName): void => {
    this.gradients = gradients;
    this.#begin();
  };

  readonly #rated = ({ detail }: CustomEvent<number>): void => {
    this.learningRate = detail;
    this.#begin();
  };
}

/** A line too long for its place goes on farther in than it began. */
function codeLine(text: string): TemplateResult {
  return html`<span style="--indent: ${text.search(/\S/) + 4}ch">${text}</span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-rule': FpRule;
  }
}
