/** `<fp-online>`: a problem on which Adam goes to the worst point while AMSGrad and SGD go to the best. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { figure } from '../../charts/format';
import '../../charts/lines';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import '../../ui/fp-number';
import { bench } from '../bench';
import { Keeping } from '../keeping';
import { kept } from './kept';
import { play, type Player, type PlayerName } from './problem';
import type { OnlineBody } from './schema';
import { styles } from './styles';

@customElement('fp-online')
export class FpOnline extends LitElement {
  static override styles = [controls, bench, styles];

  @property({ attribute: false }) accessor body!: OnlineBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor c = 3;
  @state() private accessor beta2 = 0.1;
  #players: Player[] = [];
  #runs = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ c: this.c, beta2: this.beta2, runs: this.#runs, drawn: this.#players.length > 0 }),
    restore: ({ settings: { c, beta2, runs, drawn } }) => {
      Object.assign(this, { c, beta2 });
      this.#runs = runs;
      this.#players = drawn ? this.#played() : [];
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.c = this.body.c;
    this.beta2 = this.body.beta2;
    this.#keeping.begin();
  }

  #publish(): void {
    const end = (name: PlayerName) => this.#players.find((one) => one.name === name)?.x.at(-1) ?? null;
    const adam = end('Adam');
    this.context.scope.publish(this.cellId, {
      runs: this.#runs,
      adam,
      where: adam === null ? null : placeOf(adam),
      amsgrad: end('AMSGrad'),
      sgd: end('SGD'),
      c: this.c,
      beta2: this.beta2,
    });
    this.requestUpdate();
  }

  override render() {
    const { steps, learningRate } = this.body;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">x from −1 to 1, β₁ = 0, learning rate ${figure(learningRate)}/√t, ${figure(steps)} steps</p>
      </header>
      <div class="bar">
        <fp-number
          label="C, the rare slope"
          .value=${this.c}
          .min=${2}
          .max=${100}
          @change-value=${({ detail }: CustomEvent<number>) => this.#set({ c: detail })}
        ></fp-number>
        <fp-number
          label="β₂, Adam's memory"
          .value=${this.beta2}
          .min=${0}
          .max=${0.99999}
          @change-value=${({ detail }: CustomEvent<number>) => this.#set({ beta2: detail })}
        ></fp-number>
        <button class="primary" @click=${this.#run}>Run</button>
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="panes">
        <fp-chart-lines
          .title=${'x after each step, by optimizer'}
          .series=${this.#players.map(({ name, x }) => ({ label: name, x: x.map((_, i) => i), y: x }))}
          xLabel="step"
          yLabel="x"
          empty="Press Run: the way of x appears here."
          .height=${230}
        ></fp-chart-lines>
        <div>${this.#table()}</div>
      </div>`;
  }

  #table(): TemplateResult | typeof nothing {
    if (this.#players.length === 0)
      return html`<p class="note">
        Losses come in threes: ${figure(this.c)}·x, then −x twice. Together (${figure(this.c)} − 2)·x, so −1 is the best point.
      </p>`;
    return html`<table>
      <caption>
        The best point is −1, the worst 1
      </caption>
      <thead>
        <tr>
          <th scope="col">optimizer</th>
          <th scope="col">x at the end</th>
          <th scope="col">loss above the best</th>
        </tr>
      </thead>
      <tbody>
        ${this.#players.map(
          ({ name, x, regret }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${figure(x[x.length - 1])}</td>
              <td>${figure(regret)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #spoken(): string {
    return this.#players.map(({ name, x }) => `${name} ends at ${figure(x[x.length - 1])}`).join('; ');
  }

  /** The paths of other settings say nothing of these. */
  #set(changed: { c?: number; beta2?: number }): void {
    Object.assign(this, changed);
    this.#players = [];
    this.#publish();
  }

  #played(): Player[] {
    const { steps, learningRate } = this.body;
    return play({ c: this.c, beta2: this.beta2, learningRate, steps });
  }

  readonly #run = (): void => {
    this.#players = this.#played();
    this.#runs++;
    this.#publish();
  };
}

/** Which end of the interval x is at. */
function placeOf(x: number): string {
  if (x < -0.9) return 'the best point';
  return x > 0.9 ? 'the worst point' : 'in between';
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-online': FpOnline;
  }
}
