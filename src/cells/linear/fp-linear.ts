/** `<fp-linear>`: three layers beside the one layer that they come to, with both answers over the plane. */
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CellContext } from '../../contract/cell';
import '../../draw/unit-map';
import { controls } from '../../ui/controls';
import '../../ui/fp-figure';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { activationWords, hiddenActivationNames, type HiddenActivation } from '../activation-names';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { kept } from './kept';
import { answers, collapse, largestDifference, layersOf, type Layer } from './product';
import type { LinearBody } from './schema';

const SIDE = 41;
const options = hiddenActivationNames.map((value) => ({
  value,
  label: value === 'identity' ? 'identity (none)' : activationWords[value],
}));
const subscript = ['₁', '₂', '₃'];
const shown = (value: number) => (Math.abs(value) < 5e-5 ? '0' : String(Number(value.toFixed(4)))).replace('-', '−');

@customElement('fp-linear')
export class FpLinear extends LitElement {
  static override styles = [
    controls,
    lab,
    css`
      .panes {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      .stack {
        padding: 16px;
        border-bottom: 1px solid var(--line);
      }
      .layers {
        display: flex;
        flex-wrap: wrap;
        gap: 10px 20px;
        align-items: start;
      }
      .layer {
        display: grid;
        gap: 4px;
      }
      .matrix {
        display: grid;
        gap: 4px;
        width: max-content;
        padding: 2px 8px;
        border-inline: 2px solid var(--control);
        border-radius: 4px;
      }
      .row {
        display: flex;
        gap: 4px;
      }
      .matrix input {
        width: 62px;
        min-height: 30px;
        padding: 3px 6px;
        font-size: 13.5px;
      }
      .matrix output {
        display: inline-block;
        min-width: 62px;
        padding: 4px 2px;
        font-size: 14px;
        font-variant-numeric: tabular-nums;
      }
      fp-unit-map {
        max-width: 280px;
      }
      @container cell (max-width: 480px) {
        .panes > * {
          padding: 12px;
        }
      }
      @container cell (max-width: 700px) {
        .panes > * + * {
          border-inline-start: 1px solid var(--line);
          border-top: 0;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor body!: LinearBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor layers: readonly Layer[] = [];
  @state() private accessor activation: HiddenActivation = 'identity';
  @state() private accessor seed = 1;
  #moves = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ layers: this.layers, activation: this.activation, seed: this.seed, moves: this.#moves }),
    restore: ({ settings: { moves, ...settings } }) => {
      Object.assign(this, settings);
      this.#moves = moves;
    },
    publish: () => this.#compute(),
  });
  /** Of the two answers, for the pictures. */
  #grids: [Float32Array, Float32Array] = [new Float32Array(), new Float32Array()];
  #difference = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    const { seed, activation } = this.body;
    this.seed = seed;
    this.activation = activation;
    this.layers = layersOf(seed);
    this.#keeping.begin();
  }

  #change(change: () => void): void {
    change();
    this.#moves += 1;
    this.#compute();
  }

  #compute(): void {
    const deep = answers(this.layers, this.activation, SIDE);
    const single = answers([collapse(this.layers)], 'identity', SIDE);
    this.#grids = [Float32Array.from(deep), Float32Array.from(single)];
    this.#difference = largestDifference(deep, single);
    const { activation, seed } = this;
    this.context.scope.publish(this.cellId, { difference: this.#difference, activation, seed, moves: this.#moves });
  }

  override render() {
    const one = collapse(this.layers);
    const words = this.activation === 'identity' ? 'nothing in between' : `${activationWords[this.activation]} in between`;
    return html`<header>
        <slot name="title"></slot>
        <p class="state">2 → 2 → 2 → 1, ${words}</p>
      </header>
      <div class="bar">
        <fp-select
          label="Activation"
          .options=${options}
          .value=${this.activation}
          @change-value=${(event: CustomEvent<HiddenActivation>) => this.#change(() => (this.activation = event.detail))}
        ></fp-select>
        <fp-number
          label="Seed"
          .value=${this.seed}
          min="0"
          max=${2 ** 32 - 1}
          step="1"
          integer
          @change-value=${(event: CustomEvent<number>) => this.#reseed(event.detail)}
        ></fp-number>
        <button @click=${() => this.#reseed(this.seed + 1)}>New weights</button>
        <fp-figure
          label="Largest difference"
          .value=${this.#differenceWords()}
          note="over ${(SIDE * SIDE).toLocaleString('en-US')} points"
        ></fp-figure>
      </div>
      <p class="visually-hidden" role="status">
        ${this.#moves > 0 ? `The two answers differ by at most ${this.#differenceWords()}.` : ''}
      </p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="stack">
        <h4>Three layers, ${words}</h4>
        <div class="layers">${this.layers.map((layer, i) => this.#editor(layer, i))}</div>
      </div>
      <div class="stack">
        <h4>One layer: W = W₃W₂W₁ and b = W₃(W₂b₁ + b₂) + b₃</h4>
        <div class="layers">
          <div class="layer">
            <span class="label">W</span>
            <div class="matrix">
              <div class="row">
                ${one.w[0].map((value, j) => html`<output aria-live="off" aria-label="W column ${j + 1}">${shown(value)}</output>`)}
              </div>
            </div>
          </div>
          <div class="layer">
            <span class="label">b</span>
            <div class="matrix"><output aria-live="off" aria-label="b of the one layer">${shown(one.b[0])}</output></div>
          </div>
        </div>
      </div>
      <div class="panes">
        <div>
          <h4>What the three layers answer</h4>
          <fp-unit-map .grid=${this.#grids[0]} .side=${SIDE} label="Answer of the three layers"></fp-unit-map>
        </div>
        <div>
          <h4>What the one layer answers</h4>
          <fp-unit-map .grid=${this.#grids[1]} .side=${SIDE} label="Answer of the one layer"></fp-unit-map>
        </div>
      </div>`;
  }

  #differenceWords(): string {
    const value = this.#difference;
    return value === 0 || value >= 1e-3 ? String(Number(value.toPrecision(3))) : value.toExponential(1).replace('-', '−');
  }

  #editor({ w, b }: Layer, i: number) {
    const field = (label: string, value: number, put: (value: number) => void) =>
      html`<input
        type="number"
        step="0.1"
        aria-label=${label}
        .value=${live(String(value))}
        @input=${(event: Event) => {
          const entered = (event.target as HTMLInputElement).valueAsNumber;
          if (Number.isFinite(entered) && Math.abs(entered) <= 100) put(entered);
        }}
      />`;
    const matrix = (rows: readonly (readonly number[])[], name: string, put: (r: number, c: number, value: number) => void) =>
      html`<div class="layer">
        <span class="label">${name}</span>
        <div class="matrix">
          ${rows.map(
            (row, r) =>
              html`<div class="row">
                ${row.map((value, c) =>
                  field(`${name} row ${r + 1}${row.length > 1 ? ` column ${c + 1}` : ''}`, value, (entered) =>
                    put(r, c, entered),
                  ),
                )}
              </div>`,
          )}
        </div>
      </div>`;
    const kernel = matrix(w, `W${subscript[i]}`, (r, c, value) =>
      this.#put(i, { w: w.map((row, at) => (at === r ? row.with(c, value) : row)), b }),
    );
    const bias = matrix(
      b.map((value) => [value]),
      `b${subscript[i]}`,
      (r, _, value) => this.#put(i, { w, b: b.with(r, value) }),
    );
    return [kernel, bias];
  }

  #put(i: number, layer: Layer): void {
    this.#change(() => (this.layers = this.layers.with(i, layer)));
  }

  #reseed(seed: number): void {
    this.#change(() => {
      this.seed = seed;
      this.layers = layersOf(seed);
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-linear': FpLinear;
  }
}
