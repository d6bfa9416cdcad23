/** `<fp-defaults>`: the first steps of TF.js's own optimizers, with its defaults, on every backend there is, beside ours. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { figure } from '../../charts/format';
import { backendLabel } from '../../charts/series';
import type { CellContext } from '../../contract/cell';
import type { TfjsOptimizersAnswer } from '../../contract/protocol';
import { controls } from '../../ui/controls';
import '../../ui/fp-notice';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { bench } from '../bench';
import { Job } from '../job';
import { Keeping } from '../keeping';
import { ourSteps, pairs } from './comparison';
import { kept } from './kept';
import type { DefaultsBody } from './schema';
import { styles } from './styles';

const STEPS = 3;
/** A difference of more than a hundredth is one that counts; 32-bit numbers alone make less. */
const OFF = 0.01;

@customElement('fp-defaults')
export class FpDefaults extends LitElement {
  static override styles = [controls, bench, styles];

  @property({ attribute: false }) accessor body!: DefaultsBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor gradient = 1e-4;
  /** Which of the steps is shown, from 1. */
  @state() private accessor step = 1;
  readonly #job = new Job(() => this.requestUpdate());
  #answer: TfjsOptimizersAnswer[] = [];
  /** The gradient that the answer is about. */
  #asked = 0;
  #runs = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ gradient: this.gradient, step: this.step }),
    results: () => ({ answer: this.#answer, gradient: this.#asked, runs: this.#runs }),
    restore: ({ settings, results }) => {
      Object.assign(this, settings);
      this.#answer = results?.answer ?? [];
      this.#asked = results?.gradient ?? 0;
      this.#runs = results?.runs ?? 0;
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    this.gradient = this.body.gradient;
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#job.drop();
  }

  #publish(): void {
    const shares = this.#ran.flatMap((one) => {
      const share = this.#share(one, 'adam', 1);
      return share === null ? [] : [share];
    });
    this.context.scope.publish(this.cellId, {
      runs: this.#runs,
      gradient: this.#runs > 0 ? this.#asked : null,
      least: shares.length > 0 ? Math.min(...shares) : null,
      most: shares.length > 0 ? Math.max(...shares) : null,
      ran: this.#ran.length,
    });
  }

  get #ran(): TfjsOptimizersAnswer[] {
    return this.#answer.filter(({ info }) => info !== null);
  }

  override render() {
    const running = this.#job.name !== null;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">learning rate ${figure(this.body.learningRate)}, one weight that begins at 0</p>
      </header>
      <div class="bar">
        <fp-number
          label="Gradient"
          .value=${this.gradient}
          .min=${1e-12}
          .max=${1e6}
          scale="log"
          @change-value=${({ detail }: CustomEvent<number>) => (this.gradient = detail)}
        ></fp-number>
        <fp-select
          label="Shown"
          .options=${[1, 2, 3].map((step) => ({ value: String(step), label: `Step ${step}` }))}
          .value=${String(this.step)}
          @change-value=${({ detail }: CustomEvent<string>) => (this.step = Number(detail))}
        ></fp-select>
        <button class="primary" ?disabled=${running} @click=${this.#run}>Run</button>
        ${running ? html`<span class="doing">starting the backends</span>` : nothing}
      </div>
      <p class="visually-hidden" role="status">${this.#spoken()}</p>
      <div class="notices">${this.#notices()}</div>
      ${
        this.#ran.length > 0
          ? this.#table()
          : html`<p class="empty">Press Run: each backend that this browser has takes three steps with each optimizer.</p>`
      }`;
  }

  #table(): TemplateResult {
    return html`<div class="scrolls" role="region" tabindex="0" aria-label="Steps of TensorFlow.js and ours">
      <table>
        <caption>
          Step ${this.step} at a gradient of ${figure(this.#asked)}: what was taken off the weight
        </caption>
        <thead>
          <tr>
            <th scope="col">TensorFlow.js, with its defaults</th>
            <th scope="col">our rule</th>
            ${this.#ran.map(({ info }) => html`<th scope="col">${info ? backendLabel(info) : ''}</th>`)}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">ε, if none is given</th>
            <td>${figure(1e-8)}</td>
            ${this.#ran.map(({ epsilon }) => html`<td>${epsilon === null ? '–' : figure(epsilon)}</td>`)}
          </tr>
          ${pairs.map(
            ({ optimizer, ours, difference }) =>
              html`<tr>
                <th scope="row">${optimizer} <span class="note">${difference}</span></th>
                <td>${figure(ourSteps(ours, this.#asked, this.body.learningRate, STEPS)[this.step - 1])}</td>
                ${this.#ran.map((one) => this.#cell(one, optimizer))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(one: TfjsOptimizersAnswer, optimizer: (typeof pairs)[number]['optimizer']): TemplateResult {
    const taken = one.taken.find((row) => row.optimizer === optimizer)?.steps[this.step - 1];
    const share = this.#share(one, optimizer, this.step);
    if (taken === undefined || share === null) return html`<td>–</td>`;
    const off = Math.abs(share - 1) > OFF;
    return html`<td>${figure(taken)} ${off ? html`<span class="off">(${figure(share)} ×)</span>` : nothing}</td>`;
  }

  /** TF.js's step over ours; null where it did not run. */
  #share(one: TfjsOptimizersAnswer, optimizer: string, step: number): number | null {
    const pair = pairs.find((row) => row.optimizer === optimizer);
    const taken = one.taken.find((row) => row.optimizer === optimizer)?.steps[step - 1];
    if (!pair || taken === undefined) return null;
    return taken / ourSteps(pair.ours, this.#asked, this.body.learningRate, STEPS)[step - 1];
  }

  #spoken(): string {
    if (this.#job.name) return 'Running.';
    if (this.#runs === 0 || this.#job.failed) return '';
    const words = this.#ran.map((one) => {
      const share = this.#share(one, 'adam', 1);
      return `${one.info ? backendLabel(one.info) : one.name}: ${share === null ? 'not known' : figure(share)} times ours`;
    });
    return `First step of TensorFlow.js’s own Adam, ${words.join('; ')}.`;
  }

  #notices(): TemplateResult {
    const missing = this.#answer.filter(({ info }) => info === null);
    const { failed } = this.#job;
    return html`${failed ? html`<fp-notice kind="error">${failed.report.message} ${failed.report.hint}</fp-notice>` : nothing}
    ${
      missing.length > 0
        ? html`<fp-notice
            >Not run:
            ${missing.map(({ name, error }) => `${backendLabel({ name, software: false })} (${error?.message ?? ''})`).join(', ')}</fp-notice
          >`
        : nothing
    }
    ${
      this.#ran.length > 0 && this.gradient !== this.#asked
        ? html`<fp-notice>These are the steps at a gradient of ${figure(this.#asked)}. Run again for the new one.</fp-notice>`
        : nothing
    }
    ${this.#keeping.notices}`;
  }

  readonly #run = async (): Promise<void> => {
    const { backends, learningRate } = this.body;
    const { gradient } = this;
    const answer = await this.#job.run('tfjsOptimizers', (options) =>
      this.context.engine().ask('tfjsOptimizers', { backends: [...backends], gradient, learningRate, steps: STEPS }, options),
    );
    if (!answer) return;
    this.#answer = answer;
    this.#asked = gradient;
    this.#runs++;
    this.#publish();
    this.#keeping.found({ renderer: answer.find(({ name }) => name === 'webgl')?.info?.renderer });
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-defaults': FpDefaults;
  }
}
