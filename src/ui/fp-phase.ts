/** The phase switch: a pill of two native radio buttons, warm for training, cool for inference. */
import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { controls } from './controls';

export type Phase = 'training' | 'inference';

const phases: readonly { value: Phase; name: string }[] = [
  { value: 'training', name: 'Training' },
  { value: 'inference', name: 'Inference' },
];

/** @fires phase-change - CustomEvent<Phase>, when the reader has chosen the other phase */
@customElement('fp-phase')
export class FpPhase extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-block;
      }
      fieldset {
        display: flex;
        padding: 3px;
        border: 1px solid var(--control);
        border-radius: 99px;
        background: var(--paper);
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: 29px;
        padding: 0 14px;
        border-radius: 99px;
        color: var(--ink-2);
        font-size: 13px;
        font-weight: 600;
        cursor: pointer;
        transition:
          background-color var(--change) ease,
          color var(--change) ease;
      }
      label:hover {
        color: var(--ink);
      }
      label:has(:disabled) {
        cursor: default;
      }
      fieldset:disabled {
        border-color: var(--line);
        opacity: 0.6;
      }
      .training:has(:checked) {
        background: var(--train);
        color: var(--on-phase);
      }
      .inference:has(:checked) {
        background: var(--infer);
        color: var(--on-phase);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }
      @media (pointer: coarse) {
        label {
          min-height: 38px;
          padding: 0 18px;
        }
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          forced-color-adjust: none;
          background: Highlight;
          color: HighlightText;
        }
      }
    `,
  ];

  @property() accessor value: Phase = 'training';
  @property({ type: Boolean }) accessor disabled = false;

  override render() {
    return html`<fieldset role="radiogroup" aria-label="Phase" ?disabled=${this.disabled}>
      ${phases.map(
        ({ value, name }) =>
          html`<label class=${value}
            ><input
              class="over"
              type="radio"
              name="phase"
              value=${value}
              .checked=${live(this.value === value)}
              @change=${() => this.#choose(value)}
            />${name}</label
          >`,
      )}
    </fieldset>`;
  }

  #choose(value: Phase) {
    this.value = value;
    this.dispatchEvent(new CustomEvent('phase-change', { detail: value, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-phase': FpPhase;
  }
}
