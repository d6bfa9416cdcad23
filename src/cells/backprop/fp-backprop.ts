/** `<fp-backprop>`: one example forward through a network of nine numbers, and its error back, factor by factor. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import { loss } from '../../ui/format';
import { Announcer, SETTLED } from '../announcer';
import { bench } from '../bench';
import { Keeping } from '../keeping';
import { forward, stepped, weightsOf, type Example, type Parameter, type Weights } from './chain';
import { chainView } from './chain-view';
import { diagram, diagramStyles, written } from './diagram';
import { exercise, judgementOf, type Judgement } from './exercise';
import './fp-real-step';
import type { RealStep } from './fp-real-step';
import { inputs } from './inputs';
import { kept } from './kept';
import { numbersTable } from './numbers-table';
import { parameters, type BackpropBody } from './schema';
import { styles } from './styles';

@customElement('fp-backprop')
export class FpBackprop extends LitElement {
  static override styles = [controls, bench, diagramStyles, styles];

  @property({ attribute: false }) accessor body!: BackpropBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor weights!: Weights;
  @state() private accessor example!: Example;
  @state() private accessor learningRate = 1;
  @state() private accessor backward = false;
  @state() private accessor selected: Parameter = 'w11';
  /** The factor up to which the chain is multiplied. */
  @state() private accessor upTo: number | null = null;
  /** The reader's answer, as judged; and whether they were right once. */
  @state() private accessor judged: Judgement | null = null;
  @state() private accessor solved = false;
  /** The parameter whose field holds something that is no number. */
  @state() private accessor wrong: Parameter | null = null;
  @query('#answer') private accessor answerField!: HTMLInputElement | null;
  #attempts = 0;
  #steps = 0;
  #startLoss = 0;
  #inspected = 0;
  /** The real network's step that was looked at last. */
  #looked: RealStep | null = null;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({
      weights: parameters.map((name) => this.weights[name]),
      example: this.example,
      learningRate: this.learningRate,
      backward: this.backward,
      selected: this.selected,
      solved: this.solved,
      attempts: this.#attempts,
      steps: this.#steps,
      startLoss: this.#startLoss,
      inspected: this.#inspected,
    }),
    results: () => this.#looked,
    restore: ({ settings: { weights, attempts, steps, startLoss, inspected, ...settings }, results }) => {
      Object.assign(this, settings);
      this.weights = weightsOf(weights);
      this.#attempts = attempts;
      this.#steps = steps;
      this.#startLoss = startLoss;
      this.#inspected = inspected;
      this.#looked = results;
    },
    publish: () => this.#publish(),
    of: () => this.body.of,
  });
  readonly #announcer = new Announcer(() => this.requestUpdate(), SETTLED);

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('phase', 'training');
    if (!this.hasUpdated) this.#reset();
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.end();
  }

  #reset(): void {
    const { weights, x, target, learningRate } = this.body;
    this.learningRate = learningRate;
    this.#edit(weightsOf(weights), { x1: x[0], x2: x[1], y: target });
  }

  #edit(weights: Weights, example: Example): void {
    this.weights = weights;
    this.example = example;
    this.wrong = null;
    this.judged = null;
    this.#steps = 0;
    this.#startLoss = forward(weights, example).loss;
    this.#changed();
  }

  #changed(): void {
    this.#publish();
    const { p, loss: now } = forward(this.weights, this.example);
    this.#announcer.say(`Output ${written(p)}, loss ${loss(now)}.`);
  }

  #publish(): void {
    this.context.scope.publish(this.cellId, {
      backward: this.backward,
      solved: this.solved,
      attempts: this.#attempts,
      steps: this.#steps,
      loss: forward(this.weights, this.example).loss,
      startLoss: this.#startLoss,
      inspected: this.#inspected,
    });
  }

  override render() {
    const numbers = forward(this.weights, this.example);
    return html`<header>
        <slot name="title"></slot>
        <p class="state">h = tanh(z), p = σ(z), L = (p − y)²</p>
      </header>
      <div class="bar">
        <div class="actions">
          <button class="primary" aria-pressed=${this.backward ? 'true' : 'false'} @click=${this.#turn}>
            Send the error back
          </button>
          <button ?disabled=${!this.backward} @click=${this.#step}>Step</button>
          <button @click=${() => this.#reset()}>Reset</button>
        </div>
        ${inputs({
          example: this.example,
          learningRate: this.learningRate,
          edit: (example) => this.#edit(this.weights, example),
          setRate: (learningRate) => (this.learningRate = learningRate),
        })}
      </div>
      <p class="visually-hidden" role="status">${this.#announcer.text}</p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="panes">
        <div class="pass">
          ${diagram({
            weights: this.weights,
            example: this.example,
            numbers,
            selected: this.selected,
            backward: this.backward,
            select: (parameter) => this.#select(parameter),
          })}
          <p class="stepped">
            Loss <output aria-live="off" aria-label="Loss">${loss(numbers.loss)}</output>${
              this.#steps > 0
                ? html`, from ${loss(this.#startLoss)} ${this.#steps === 1 ? '1 step' : `${this.#steps} steps`} ago`
                : nothing
            }
          </p>
          ${
            this.backward
              ? chainView({
                  of: this.selected,
                  weights: this.weights,
                  example: this.example,
                  upTo: this.upTo,
                  hidden: this.#hidden(this.selected),
                  point: (upTo) => (this.upTo = upTo),
                })
              : html`<p class="note">Only the forward pass so far. Send the error back to see the gradients.</p>`
          }
        </div>
        <div class="scrolls">
          ${numbersTable({
            weights: this.weights,
            example: this.example,
            selected: this.backward ? this.selected : null,
            wrong: this.wrong,
            gradient: (name, value) => (!this.backward ? '–' : this.#hidden(name) ? '?' : written(value)),
            select: (name) => this.#select(name),
            typed: (name, value) => this.#typed(name, value),
          })}
        </div>
        ${this.backward ? exercise(this.body.ask, this.judged, this.#judge) : nothing}
      </div>
      ${
        this.body.of
          ? html`<fp-real-step
              .of=${this.body.of}
              .context=${this.context}
              .looked=${this.#looked}
              @looked=${this.#lookedAt}
            ></fp-real-step>`
          : nothing
      }`;
  }

  /** Whether this gradient is the reader's to find. */
  #hidden(parameter: Parameter): boolean {
    return parameter === this.body.ask && !this.solved;
  }

  #select(parameter: Parameter): void {
    this.selected = parameter;
    this.upTo = null;
  }

  readonly #lookedAt = ({ detail }: CustomEvent<RealStep>): void => {
    this.#inspected++;
    this.#looked = detail;
    this.#publish();
    this.#keeping.found();
  };

  readonly #turn = (): void => {
    this.backward = !this.backward;
    this.#publish();
  };

  readonly #step = (): void => {
    this.weights = stepped(this.weights, this.example, this.learningRate);
    this.judged = null;
    this.#steps++;
    this.#changed();
  };

  #typed(name: Parameter, value: number): void {
    if (Math.abs(value) <= 100) this.#edit({ ...this.weights, [name]: value }, this.example);
    else this.wrong = name;
  }

  readonly #judge = (event: Event): void => {
    event.preventDefault();
    const { body, weights, example } = this;
    const judged = judgementOf(this.answerField?.value ?? '', body.ask, weights, example);
    this.judged = judged ?? { right: false, words: 'Enter a number first.' };
    if (!judged) return;
    this.#attempts++;
    this.solved ||= judged.right;
    this.#publish();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-backprop': FpBackprop;
  }
}
