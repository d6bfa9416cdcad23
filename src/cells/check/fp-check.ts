/** `<fp-check>`: a question whose every answer explains itself. */
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { CellContext } from '../../contract/cell';
import { controls } from '../../ui/controls';
import { card } from '../card';
import { seededOrder } from './order';
import type { CheckBody } from './schema';
import { styles } from './styles';

@customElement('fp-check')
export class FpCheck extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: CheckBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  /** Number of the answer that is chosen, and of the one that was checked last, as written in the lesson. */
  @state() private accessor chosen: number | null = null;
  @state() private accessor checked: number | null = null;
  /** It was asked to check before anything had been chosen. */
  @state() private accessor hasty = false;
  @state() private accessor done = false;
  @query('input') private accessor first!: HTMLInputElement | null;
  #attempts = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.done = Boolean(this.context.progress.get(this.cellId));
    if (this.done) this.chosen = this.checked = this.body.answers.findIndex((answer) => answer.right);
    this.#publish();
  }

  override render() {
    const { question, answers, shuffle } = this.body;
    const order = shuffle ? seededOrder(answers.length, this.cellId) : answers.map((_, i) => i);
    return html`<header>
        <slot name="title"></slot>
        ${this.done ? html`<span class="badge done">✓ Done</span>` : nothing}
      </header>
      <fieldset>
        <legend class="text">${unsafeHTML(question)}</legend>
        <div class="choices">${order.map((i) => this.#answer(i))}</div>
      </fieldset>
      <div class="row"><button @click=${this.#check}>Check answer</button></div>
      <div role="status">${this.hasty ? html`<p class="note">Choose an answer first.</p>` : this.#verdict()}</div>`;
  }

  #answer(i: number) {
    const verdict = this.checked !== i ? '' : this.body.answers[i].right ? 'right' : 'wrong';
    return html`<label class="choice ${verdict}">
      <input type="radio" name="answer" .checked=${live(this.chosen === i)} @change=${() => this.#choose(i)} />
      <span>${unsafeHTML(this.body.answers[i].text)}</span>
    </label>`;
  }

  #verdict() {
    if (this.checked === null) return nothing;
    const { right, why } = this.body.answers[this.checked];
    return html`<div class="verdict ${right ? 'right' : 'wrong'}">
      <strong>${right ? '✓ Right.' : '✗ Not this one.'}</strong>
      <div class="text">${unsafeHTML(why)}</div>
    </div>`;
  }

  #choose(i: number): void {
    this.chosen = i;
    this.checked = null;
    this.hasty = false;
  }

  readonly #check = (): void => {
    if (this.chosen === null) {
      this.hasty = true;
      this.first?.focus();
      return;
    }
    this.checked = this.chosen;
    this.#attempts += 1;
    if (this.body.answers[this.chosen].right && !this.done) {
      this.done = true;
      this.context.progress.done(this.cellId, { attempts: this.#attempts });
    }
    this.#publish();
  };

  #publish(): void {
    this.context.scope.publish(this.cellId, { done: this.done, attempts: this.#attempts });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-check': FpCheck;
  }
}
