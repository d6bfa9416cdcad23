/** The small form in which a reader sets a weight or a bias by hand. */
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Parameter } from './diagram-text';
import { formStyles } from './form-styles';

/**
 * `save` {detail: {index, value}} and `cancel` (also by Escape). One parameter shows one field under its own name; several are
 * chosen among by a list, so that every incoming weight of a unit can be reached by keyboard.
 */
@customElement('fp-weight-editor')
export class FpWeightEditor extends LitElement {
  static override styles = [
    formStyles,
    css`
      form {
        display: grid;
        gap: 8px;
        padding: 12px;
        background: var(--raised);
        color: var(--ink);
        border: 1px solid var(--control);
        border-radius: 10px;
        box-shadow: 0 6px 20px rgb(0 0 0 / 0.18);
        font: 13px / 1.4 var(--sans, sans-serif);
      }
      label {
        display: grid;
        gap: 4px;
      }
      select,
      input {
        width: 100%;
        min-width: 0;
        font-variant-numeric: tabular-nums;
      }
      div {
        display: flex;
        gap: 8px;
      }
    `,
  ];

  /** What can be set here; not empty. */
  @property({ attribute: false }) accessor parameters: readonly Parameter[] = [];
  /** Flat index of the one shown first. */
  @property({ attribute: false }) accessor index = 0;
  /** Present values, as a function so that a list opened during training shows what is true now. */
  @property({ attribute: false }) accessor valueAt: (index: number) => number = () => 0;

  @state() private accessor chosen = 0;
  @query('input') private accessor field!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('index') || changed.has('parameters')) this.chosen = this.index;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('parameters')) return;
    this.field.focus();
    this.field.select();
  }

  protected override render() {
    const one = this.parameters.find(({ index }) => index === this.chosen);
    if (!one) return nothing;
    return html`
      <form aria-label="Set by hand" @submit=${this.#submit} @keydown=${this.#key}>
        ${
          this.parameters.length > 1
            ? html`<label
                >Weight or bias
                <select @change=${this.#choose}>
                  ${this.parameters.map(
                    ({ name, index }) => html`<option value=${index} ?selected=${index === this.chosen}>${name}</option>`,
                  )}
                </select></label
              >`
            : nothing
        }
        <label
          >${one.name}
          <input type="number" .step=${'any'} required .value=${live(String(Number(this.valueAt(this.chosen).toPrecision(4))))}
        /></label>
        <div>
          <button class="primary" type="submit">Save</button>
          <button type="button" @click=${this.#cancel}>Cancel</button>
        </div>
      </form>
    `;
  }

  readonly #choose = (event: Event): void => {
    this.chosen = Number((event.target as HTMLSelectElement).value);
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const value = this.field.valueAsNumber;
    if (!Number.isFinite(value)) return;
    this.dispatchEvent(new CustomEvent('save', { detail: { index: this.chosen, value } }));
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(new CustomEvent('cancel'));
  };

  // Keys typed here are meant for the form: neither the diagram's arrows nor the cell's Space, '.' and I may hear them.
  readonly #key = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') this.#cancel();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-weight-editor': FpWeightEditor;
  }
}
