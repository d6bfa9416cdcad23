/** A number field with its label above and, if asked for, a slider below. Arrow keys step; a wrong entry says its limits. */
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from './controls';
import { type NumberScale, POSITIONS, fromPosition, read, stepped, toPosition, write } from './number-scale';

/** A pause in typing, after which what stands in the field counts. */
const TYPING_MS = 500;

/**
 * The value changes with Enter, on leaving the field, on pausing while typing, by arrow keys, and continuously while the slider is dragged.
 * A wrong entry stays in the field with a message, and the value stays as it was; Escape puts the value back.
 * @fires change-value - CustomEvent<number>, when the reader has set another value
 */
@customElement('fp-number')
export class FpNumber extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .entry {
        position: relative;
      }
      .unit {
        position: absolute;
        inset-block: 0;
        inset-inline-end: 11px;
        display: grid;
        place-items: center;
        color: var(--ink-2);
        font-size: 13px;
        pointer-events: none;
      }
      .entry:has(.unit) input {
        padding-inline-end: 44px;
      }
      input[type='range'] {
        appearance: none;
        width: 100%;
        height: 20px;
        margin: -3px 0 -9px;
        background: none;
        cursor: pointer;
        touch-action: pan-y;
      }
      input[type='range']::-webkit-slider-runnable-track {
        height: 4px;
        border-radius: 2px;
        background: linear-gradient(to right, var(--phase) var(--filled), var(--line) var(--filled));
      }
      input[type='range']::-webkit-slider-thumb {
        appearance: none;
        width: 20px;
        height: 20px;
        margin-top: -8px;
        border: 2px solid var(--phase);
        border-radius: 50%;
        background: var(--raised);
      }
      input[type='range']::-moz-range-track {
        height: 4px;
        border-radius: 2px;
        background: linear-gradient(to right, var(--phase) var(--filled), var(--line) var(--filled));
      }
      input[type='range']::-moz-range-thumb {
        width: 16px;
        height: 16px;
        border: 2px solid var(--phase);
        border-radius: 50%;
        background: var(--raised);
      }
      input[type='range']:disabled {
        cursor: default;
        opacity: 0.5;
      }
      @media (pointer: coarse) {
        input[type='range'] {
          height: 44px;
          margin-block: -8px;
        }
      }
      @media (forced-colors: active) {
        input[type='range'] {
          appearance: auto;
        }
      }
    `,
  ];

  @property() accessor label = '';
  @property({ type: Number }) accessor value = 0;
  @property({ type: Number }) accessor min = 0;
  @property({ type: Number }) accessor max = 1;
  @property({ type: Number }) accessor step = 0;
  @property() accessor scale: NumberScale['scale'] = 'linear';
  @property({ type: Boolean }) accessor integer = false;
  @property() accessor unit = '';
  @property({ type: Boolean }) accessor disabled = false;
  /** Shows a slider below, for the pointer alone: the field is the control that has the name. */
  @property({ type: Boolean }) accessor slider = false;

  @state() private accessor draft: string | null = null;
  @state() private accessor problem = '';
  /** Runs while somebody types: what they have typed counts once they pause, without leaving the field. */
  #rest = 0;

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.clearTimeout(this.#rest);
  }

  override willUpdate(changed: Map<PropertyKey, unknown>) {
    if (!changed.has('value')) return;
    this.draft = null;
    this.problem = '';
  }

  override render() {
    return html`<div class="field">
      <label for="number">${this.label}</label>
      <div class="entry">
        <input
          id="number"
          type="number"
          .step=${'any'}
          min=${this.min}
          max=${this.max}
          inputmode=${this.integer ? 'numeric' : 'decimal'}
          autocomplete="off"
          .value=${live(this.draft ?? write(this.value))}
          ?disabled=${this.disabled}
          aria-invalid=${this.problem ? 'true' : 'false'}
          aria-describedby=${[this.unit && 'unit', this.problem && 'problem'].filter(Boolean).join(' ') || nothing}
          @input=${this.#typed}
          @change=${this.#entered}
          @keydown=${this.#key}
        />${this.unit ? html`<span class="unit" id="unit">${this.unit}</span>` : nothing}
      </div>
      ${this.problem ? html`<p class="problem" id="problem" role="alert">${this.problem}</p>` : nothing}
      ${this.slider ? this.#renderSlider() : nothing}
    </div>`;
  }

  #renderSlider() {
    const position = toPosition(this.value, this.#limits);
    // the thumb's middle runs from half a thumb inside the left end to half a thumb inside the right end
    const filled = `calc(10px + (100% - 20px) * ${position / POSITIONS})`;
    return html`<input
      type="range"
      aria-hidden="true"
      tabindex="-1"
      min="0"
      max=${POSITIONS}
      step="1"
      style="--filled: ${filled}"
      .value=${live(String(position))}
      ?disabled=${this.disabled}
      @input=${this.#dragged}
      @change=${(event: Event) => event.stopPropagation()}
    />`;
  }

  get #limits(): NumberScale {
    return { min: this.min, max: this.max, step: this.step, scale: this.scale, integer: this.integer };
  }

  #typed(event: Event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    // a text that is no number reads as '': the same on both sides of live(), so what was typed stays
    this.draft = event.target.value;
    const entry = read(event.target.value, this.#limits);
    window.clearTimeout(this.#rest);
    if (!('value' in entry)) return;
    this.problem = '';
    this.#rest = window.setTimeout(() => this.#set(entry.value), TYPING_MS);
  }

  #entered(event: Event) {
    if (!(event.target instanceof HTMLInputElement)) return;
    const entry = read(event.target.value, this.#limits);
    if ('problem' in entry) this.problem = entry.problem;
    else this.#set(entry.value);
  }

  #dragged(event: Event) {
    if (event.target instanceof HTMLInputElement) this.#set(fromPosition(Number(event.target.value), this.#limits));
  }

  #key(event: KeyboardEvent) {
    if (event.key === 'Escape' && (this.draft !== null || this.problem)) {
      this.draft = null;
      this.problem = '';
      this.requestUpdate();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const entry = read(this.draft ?? '', this.#limits);
      this.#set(stepped('value' in entry ? entry.value : this.value, event.key === 'ArrowUp' ? 1 : -1, this.#limits));
    }
  }

  #set(value: number) {
    window.clearTimeout(this.#rest);
    this.draft = null;
    this.problem = '';
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new CustomEvent('change-value', { detail: value, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-number': FpNumber;
  }
}
