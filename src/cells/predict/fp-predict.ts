/** `<fp-predict>`: asks for a guess before a measurement, and shows guess and result side by side. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { CellContext } from '../../contract/cell';
import { evaluate, idsIn } from '../../lesson/evaluate';
import { controls } from '../../ui/controls';
import { count, significant } from '../../ui/format';
import { card } from '../card';
import { Keeping } from '../keeping';
import { comparison, Guess, type Known } from './guess';
import { kept } from './kept';
import type { PredictBody } from './schema';
import { styles } from './styles';

@customElement('fp-predict')
export class FpPredict extends LitElement {
  static override styles = [controls, card, styles];

  @property({ attribute: false }) accessor body!: PredictBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  /** What stands in the field, slider or choice, guessed or not. */
  @state() private accessor draft: Known | undefined;
  @state() private accessor problem = '';
  @query('.outcome') private accessor outcome!: HTMLElement | null;
  #guess = new Guess(undefined);
  #stop = () => {};
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => {
      const { guess, result, late, counted } = this.#guess;
      if (counted || guess === undefined) return { guess: null, result: null };
      return { guess, result: late ? (result ?? null) : null };
    },
    restore: ({ settings: { guess, result } }) => {
      if (guess !== null) this.#guess.resume(guess, result ?? undefined);
      this.draft = this.#guess.guess;
    },
    publish: () => {
      this.#measured();
      this.#publish();
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#guess = new Guess(this.context.progress.get(this.cellId));
    this.draft = this.#guess.guess;
    this.#stop = this.context.scope.subscribe(idsIn(this.body.of), this.#measured);
    this.#keeping.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  readonly #measured = (): void => {
    const before = this.#guess.result;
    const counts = this.#guess.measure(evaluate(this.body.of, this.context.scope));
    const { guess, result } = this.#guess;
    if (result === before) return;
    if (counts) this.context.progress.done(this.cellId, { guess, result });
    this.#publish();
  };

  #publish(): void {
    const { guess, result, counted } = this.#guess;
    this.context.scope.publish(this.cellId, { guess: guess ?? null, result: result ?? null, done: counted });
    this.requestUpdate();
  }

  override render() {
    const { guess, result, counted, late } = this.#guess;
    const compared = guess !== undefined && result !== undefined;
    return html`<header>
        <slot name="title"></slot>
        ${counted ? html`<span class="badge done">✓ Done</span>` : nothing}
      </header>
      ${this.#keeping.notices}
      <div class="text" id="ask">${unsafeHTML(this.body.ask)}</div>
      ${compared ? nothing : this.#form()}
      <div class="outcome" role="status" tabindex="-1">
        ${compared ? this.#comparison(guess, result) : guess === undefined ? nothing : html`<p class="note">Now measure it.</p>`}
        ${late ? html`<p class="note">Made after the measurement, so this guess does not count.</p>` : nothing}
      </div>
      ${compared && this.body.after ? html`<div class="text after">${unsafeHTML(this.body.after)}</div>` : nothing}`;
  }

  #form(): TemplateResult {
    const made = this.#guess.guess !== undefined;
    const field = { number: this.#number, batch: this.#batch, choice: this.#choices }[this.body.kind];
    return html`${field(made)} ${this.problem ? html`<p class="problem" id="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="row">
        <button @click=${made ? this.#takeBack : this.#make}>${made ? 'Change my guess' : 'Make this guess'}</button>
      </div>`;
  }

  readonly #number = (made: boolean): TemplateResult => {
    const { unit, min, max } = this.body;
    return html`<div class="field entry">
      <label for="guess">Your guess</label>
      <span>
        <input
          id="guess"
          type="number"
          step="any"
          min=${min ?? nothing}
          max=${max ?? nothing}
          inputmode="decimal"
          aria-describedby=${this.problem ? 'problem' : unit ? 'unit' : nothing}
          aria-invalid=${this.problem ? 'true' : 'false'}
          ?disabled=${made}
          .value=${live(this.draft === undefined ? '' : String(this.draft))}
          @input=${this.#typed}
        />
        ${unit ? html`<span id="unit">${unit}</span>` : nothing}
      </span>
    </div>`;
  };

  /** A slider over powers of two, and the answer that it never happens. */
  readonly #batch = (made: boolean): TemplateResult => {
    const [low, high] = this.#exponents;
    const never = this.draft === 'never';
    const at = typeof this.draft === 'number' ? Math.log2(this.draft) : Math.round((low + high) / 2);
    const words = never ? 'never' : `from a batch of ${count(2 ** at)} on`;
    return html`<div class="field">
      <span class="label"><label for="guess">Your guess</label>: <output for="guess" aria-live="off">${words}</output></span>
      <input
        id="guess"
        type="range"
        min=${low}
        max=${high}
        step="1"
        aria-valuetext=${words}
        ?disabled=${made || never}
        .value=${live(String(at))}
        @input=${(event: Event) => (this.draft = 2 ** Number((event.target as HTMLInputElement).value))}
      />
      <label class="choice">
        <input
          type="checkbox"
          ?disabled=${made}
          .checked=${live(never)}
          @change=${(event: Event) => (this.draft = (event.target as HTMLInputElement).checked ? 'never' : undefined)}
        />
        It never does
      </label>
    </div>`;
  };

  readonly #choices = (made: boolean): TemplateResult => {
    return html`<fieldset ?disabled=${made}>
      <legend class="visually-hidden">Your guess</legend>
      <div class="choices">
        ${this.body.choices?.map(
          ({ value, text }) =>
            html`<label class="choice">
              <input type="radio" name="guess" .checked=${live(this.draft === value)} @change=${() => (this.draft = value)} />
              <span>${unsafeHTML(text)}</span>
            </label>`,
        )}
      </div>
    </fieldset>`;
  };

  #comparison(guess: Known, result: Known): TemplateResult {
    return html`<dl>
        <div>
          <dt>your guess</dt>
          <dd>${this.#shown(guess)}</dd>
        </div>
        <div class="measured">
          <dt>measured</dt>
          <dd>${this.#shown(result)}</dd>
        </div>
      </dl>
      <p class="verdict">${comparison(guess, result)}</p>`;
  }

  #shown(value: Known) {
    const { kind, unit, choices } = this.body;
    const choice = choices?.find((one) => one.value === value);
    if (choice) return html`${unsafeHTML(choice.text)}`;
    if (typeof value !== 'number') return String(value);
    return kind === 'batch' ? `from a batch of ${count(value)} on` : `${significant(value)}${unit ? ` ${unit}` : ''}`;
  }

  get #exponents(): [number, number] {
    return [Math.ceil(Math.log2(Math.max(1, this.body.min ?? 1))), Math.floor(Math.log2(Math.max(2, this.body.max ?? 4096)))];
  }

  readonly #typed = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.draft = value.trim() === '' ? undefined : Number(value);
    this.problem = '';
  };

  readonly #make = async (): Promise<void> => {
    const { kind, min = -Infinity, max = Infinity } = this.body;
    const [low, high] = this.#exponents;
    const guess = this.draft ?? (kind === 'batch' ? 2 ** Math.round((low + high) / 2) : undefined);
    if (guess === undefined) {
      this.problem = kind === 'number' ? 'Enter a number first.' : 'Choose an answer first.';
      return;
    }
    if (kind === 'number' && !(Number(guess) >= min && Number(guess) <= max)) {
      this.problem = `Enter a number from ${significant(min)} to ${significant(max)}.`;
      return;
    }
    this.problem = '';
    this.draft = guess;
    this.#guess.make(guess);
    this.#publish();
    await this.updateComplete;
    // A late guess takes the form away under the reader's hands.
    if (this.#guess.locked) this.outcome?.focus();
  };

  readonly #takeBack = (): void => {
    this.#guess.takeBack();
    this.#publish();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-predict': FpPredict;
  }
}
