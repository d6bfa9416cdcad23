/** `<fp-assemble>`: Adam put together from its four ideas; each combination has its name, and its path is drawn at once. */
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import '../../charts/contour';
import type { Grid } from '../../charts/contour-words';
import { figure } from '../../charts/format';
import '../../charts/lines';
import type { CellContext } from '../../contract/cell';
import type { Factors, Parts } from '../../engine/assembled';
import { type Descent, surfaces } from '../../engine/surfaces';
import { controls } from '../../ui/controls';
import '../../ui/fp-number';
import { Announcer, SETTLED } from '../announcer';
import { bench } from '../bench';
import { Keeping } from '../keeping';
import { gridOf } from '../surface-grid';
import { bestRate, nameOf, pathOf } from './combination';
import { kept } from './kept';
import type { AssembleBody } from './schema';
import { styles } from './styles';

const EPSILON = 1e-8;
/** A loss below this is drawn here: it is 0 for every purpose. */
const FLOOR = 1e-12;

const switches: { part: keyof Parts; label: string; note: string }[] = [
  { part: 'momentum', label: 'Momentum', note: 'go by the mean of the gradients' },
  { part: 'scale', label: 'Per-parameter scale', note: 'divide each by the size of its own (AdaGrad)' },
  { part: 'forget', label: 'Forgetting', note: 'a mean of squares, not a sum (RMSProp)' },
  { part: 'correct', label: 'Bias correction', note: 'for averages that start at 0' },
];

@customElement('fp-assemble')
export class FpAssemble extends LitElement {
  static override styles = [controls, bench, styles];

  @property({ attribute: false }) accessor body!: AssembleBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor parts: Parts = { scale: false, forget: false, momentum: false, correct: false };
  @state() private accessor best = true;
  @state() private accessor learningRate = 0.01;
  #grid: Grid | null = null;
  #path: Descent | null = null;
  #switched = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({
      parts: this.parts,
      best: this.best,
      // The best one is found anew.
      learningRate: this.best ? null : this.learningRate,
      switched: this.#switched,
    }),
    restore: ({ settings: { parts, best, learningRate, switched } }) => {
      Object.assign(this, { parts, best, learningRate: learningRate ?? this.learningRate });
      this.#switched = switched;
    },
    publish: () => this.#follow(),
  });
  readonly #announcer = new Announcer(() => this.requestUpdate(), SETTLED);

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.#grid ??= gridOf(this.#surface);
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.end();
  }

  get #surface() {
    return surfaces[this.body.surface];
  }

  get #factors(): Factors {
    const { beta1, beta2 } = this.body;
    return { beta1, beta2, epsilon: EPSILON };
  }

  #follow(): void {
    const { parts, body } = this;
    if (this.best) this.learningRate = bestRate(this.#surface, parts, this.#factors, body.steps);
    this.#path = pathOf(this.#surface, parts, this.#factors, this.learningRate, body.steps);
    this.context.scope.publish(this.cellId, {
      ...parts,
      name: nameOf(parts, this.#factors).name,
      loss: this.#path.diverged ? null : (this.#path.value.at(-1) ?? null),
      learningRate: this.learningRate,
      switched: this.#switched,
    });
    this.requestUpdate();
  }

  override render() {
    const path = this.#path;
    if (!path) return html``;
    const { name, note } = nameOf(this.parts, this.#factors);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${this.body.steps} steps from the same start</p>
      </header>
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="panes">
        <div class="controls">${this.#controls()}</div>
        <div class="map">
          <fp-chart-contour
            .title=${`The path of ${name} over the ${this.body.surface}`}
            .grid=${this.#grid}
            .path=${path}
            .minima=${this.#surface.minima}
            .height=${320}
          ></fp-chart-contour>
          <p class="note">Each dot is a step; the cross marks the minimum.</p>
        </div>
        <div class="results">
          <p class="name">${name}</p>
          <p class="note">${note}</p>
          <dl class="figures">
            <div>
              <dt>loss after ${path.value.length - 1} steps</dt>
              <dd><output aria-live="off">${figure(path.value[path.value.length - 1])}</output></dd>
            </div>
            <div>
              <dt>learning rate</dt>
              <dd>${figure(this.learningRate)}</dd>
            </div>
          </dl>
          ${path.diverged ? html`<p class="verdict bad">It diverges: choose a smaller learning rate.</p>` : ''}
          <fp-chart-lines
            .title=${'Loss after each step'}
            .series=${[{ label: '', x: path.value.map((_, i) => i), y: path.value.map((value) => Math.max(FLOOR, value)) }]}
            xLabel="step"
            yLabel="loss, logarithmic"
            yLog
            .height=${150}
          ></fp-chart-lines>
        </div>
      </div>`;
  }

  #controls(): TemplateResult {
    return html`<fieldset>
        <legend>Four ideas</legend>
        ${switches.map(
          ({ part, label, note }) =>
            html`<label class="switch">
              <input
                type="checkbox"
                ?disabled=${part === 'forget' && !this.parts.scale}
                .checked=${live(this.parts[part])}
                @change=${(event: Event) => this.#switch(part, event)}
              />
              <span>${label}</span>
              <span class="note">${note}</span>
            </label>`,
        )}
      </fieldset>
      <label class="best">
        <input type="checkbox" .checked=${live(this.best)} @change=${this.#bestAsked} />
        Best learning rate of 61 for each
      </label>
      <fp-number
        label="Learning rate"
        .value=${this.learningRate}
        .min=${1e-5}
        .max=${10}
        scale="log"
        slider
        @change-value=${this.#rated}
      ></fp-number>`;
  }

  #say(): void {
    const end = this.#path?.value.at(-1);
    const { name } = nameOf(this.parts, this.#factors);
    this.#announcer.say(`${name}: loss ${end === undefined ? 'not known' : figure(end)} after ${this.body.steps} steps.`);
  }

  #switch(part: keyof Parts, event: Event): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const parts = { ...this.parts, [part]: event.target.checked };
    // Without squares there is nothing to forget.
    this.parts = { ...parts, forget: parts.forget && parts.scale };
    this.#switched++;
    this.#follow();
    this.#say();
  }

  readonly #bestAsked = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.best = event.target.checked;
    this.#follow();
    this.#say();
  };

  readonly #rated = ({ detail }: CustomEvent<number>): void => {
    this.best = false;
    this.learningRate = detail;
    this.#follow();
    this.#say();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-assemble': FpAssemble;
  }
}
