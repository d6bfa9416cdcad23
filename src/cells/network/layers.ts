/** The editor of a network's hidden layers: how many, how wide, with which activation each. */
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ActivationName, LayerSpec } from '../../contract/model';
import { controls } from '../../ui/controls';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { activationWords, hiddenActivationNames } from '../activation-names';

const most = 8;
const options = hiddenActivationNames.map((value) => ({ value, label: activationWords[value] }));

/** @fires change-layers - CustomEvent<LayerSpec[]>, all hidden layers as the reader now wants them */
@customElement('fp-layers')
export class FpLayers extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      ol {
        display: grid;
        gap: 10px;
        margin: 0 0 10px;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 5fr) minmax(0, 7fr) auto;
        align-items: end;
        gap: 6px;
      }
      .remove {
        min-width: 34px;
        padding: 0;
      }
    `,
  ];

  @property({ attribute: false }) accessor layers: readonly LayerSpec[] = [];
  @property({ type: Boolean }) accessor disabled = false;

  override render() {
    const full = this.layers.length >= most;
    return html`
      ${this.layers.length === 0 ? html`<p class="note">No hidden layer: inputs go straight to the output.</p>` : nothing}
      <ol>
        ${this.layers.map((layer, index) => this.#row(layer, index))}
      </ol>
      <button ?disabled=${full || this.disabled} @click=${this.#add}>Add a layer</button>
      ${full ? html`<p class="note">${most} hidden layers are the most there can be.</p>` : nothing}
    `;
  }

  /** The names avoid the word that the field for the whole network has. */
  #row(layer: LayerSpec, index: number) {
    return html`<li>
      <fp-number
        label=${`Units ${index + 1}`}
        .value=${layer.units}
        min="1"
        max="512"
        step="1"
        integer
        ?disabled=${this.disabled}
        @change-value=${(event: CustomEvent<number>) => this.#change(index, { ...layer, units: event.detail })}
      ></fp-number>
      <fp-select
        label=${`Function ${index + 1}`}
        .options=${options}
        value=${layer.activation}
        ?disabled=${this.disabled}
        @change-value=${(event: CustomEvent<string>) =>
          this.#change(index, { ...layer, activation: event.detail as ActivationName })}
      ></fp-select>
      <button
        class="remove"
        ?disabled=${this.disabled}
        aria-label=${`Remove layer ${index + 1}`}
        @click=${() => this.#tell(this.layers.filter((_, i) => i !== index))}
      >
        ×
      </button>
    </li>`;
  }

  readonly #add = (): void => {
    this.#tell([...this.layers, this.layers.at(-1) ?? { units: 8, activation: 'tanh' }]);
  };

  #change(index: number, layer: LayerSpec): void {
    this.#tell(this.layers.map((old, i) => (i === index ? layer : old)));
  }

  #tell(layers: LayerSpec[]): void {
    this.dispatchEvent(new CustomEvent<LayerSpec[]>('change-layers', { detail: layers, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-layers': FpLayers;
  }
}
