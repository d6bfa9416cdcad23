/** `<fp-activation>`: an activation function and its derivative, a handle on the input, and the formula with the live number in it. */
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../../charts/curves';
import type { Curve, Zone } from '../../charts/curves';
import type { CellContext } from '../../contract/cell';
import { activations } from '../../engine/activations';
import { controls } from '../../ui/controls';
import '../../ui/fp-figure';
import '../../ui/fp-number';
import '../../ui/fp-select';
import { activationWords, hiddenActivationNames, type HiddenActivation } from '../activation-names';
import { Keeping } from '../keeping';
import { lab } from '../lab';
import { formulasOf, written } from './formulas';
import { kept } from './kept';
import type { ActivationBody } from './schema';
import { zoneOf, zonesOf, type ZoneKind } from './zones';

const FROM = -4;
const TO = 4;
const options = hiddenActivationNames.map((value) => ({ value, label: activationWords[value] }));
const none = { value: '', label: 'nothing' };

@customElement('fp-activation')
export class FpActivation extends LitElement {
  static override styles = [controls, lab];

  @property({ attribute: false }) accessor body!: ActivationBody;
  @property() accessor cellId = '';
  @property({ attribute: false }) accessor context!: CellContext;

  @state() private accessor chosen: HiddenActivation = 'tanh';
  @state() private accessor compare: HiddenActivation | '' = '';
  @state() private accessor input = 0;
  #moves = 0;
  readonly #keeping = new Keeping(this, {
    kind: () => kept,
    settings: () => ({ chosen: this.chosen, compare: this.compare, input: this.input, moves: this.#moves }),
    restore: ({ settings: { moves, ...settings } }) => {
      Object.assign(this, settings);
      this.#moves = moves;
    },
    publish: () => this.#publish(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    const { activation, compare = '', at } = this.body;
    this.chosen = activation;
    this.compare = compare;
    this.input = at;
    this.#keeping.begin();
  }

  #change(change: () => void): void {
    change();
    this.#moves += 1;
    this.#publish();
  }

  #publish(): void {
    const { value, derivative } = activations[this.chosen];
    this.context.scope.publish(this.cellId, {
      activation: this.chosen,
      compare: this.compare || 'none',
      input: this.input,
      value: value(this.input),
      derivative: derivative(this.input),
      zone: this.#zone,
      moves: this.#moves,
    });
  }

  get #zone(): ZoneKind {
    return zoneOf(activations[this.chosen].derivative(this.input), this.body.limit);
  }

  override render() {
    const { value, derivative } = activations[this.chosen];
    return html`<header>
        <slot name="title"></slot>
        <p class="state">${this.#zoneWords()}</p>
      </header>
      <p class="visually-hidden" role="status">${this.#moves > 0 ? this.#zoneWords() : ''}</p>
      <div class="notices">${this.#keeping.notices}</div>
      <div class="panes">
        <div>
          <fp-curves
            .title=${`${activationWords[this.chosen]} and its derivative`}
            .curves=${this.#curves()}
            .zones=${this.#zones()}
            .at=${this.input}
            .from=${FROM}
            .to=${TO}
            .slope=${derivative(this.input)}
            handle="Move the input"
            @move=${(event: CustomEvent<number>) => this.#change(() => (this.input = event.detail))}
          ></fp-curves>
        </div>
        <div class="side">
          <fp-select
            label="Activation"
            .options=${options}
            .value=${this.chosen}
            @change-value=${(event: CustomEvent<HiddenActivation>) => this.#change(() => (this.chosen = event.detail))}
          ></fp-select>
          <fp-select
            label="Compare with"
            .options=${[none, ...options.filter((option) => option.value !== this.chosen)]}
            .value=${this.compare === this.chosen ? '' : this.compare}
            @change-value=${(event: CustomEvent<HiddenActivation | ''>) => this.#change(() => (this.compare = event.detail))}
          ></fp-select>
          <fp-number
            label="Input x"
            .value=${this.input}
            min=${FROM}
            max=${TO}
            step="0.05"
            @change-value=${(event: CustomEvent<number>) => this.#change(() => (this.input = event.detail))}
          ></fp-number>
          <div class="figures">
            <fp-figure label="Output" .value=${written(value(this.input))}></fp-figure>
            <fp-figure label="Slope" .value=${written(derivative(this.input))}></fp-figure>
          </div>
          ${this.#formulas(this.chosen)}
        </div>
      </div>`;
  }

  #curves(): Curve[] {
    const both = this.compare && this.compare !== this.chosen ? [this.chosen, this.compare] : [this.chosen];
    return both.flatMap((name, i) => {
      const colour = i === 0 ? 'var(--series-5)' : 'var(--series-4)';
      const label = activationWords[name];
      return [
        { label, colour, dashed: false, at: activations[name].value },
        { label: `${label}′`, colour, dashed: true, at: activations[name].derivative },
      ];
    });
  }

  #zones(): Zone[] {
    const { derivative } = activations[this.chosen];
    return zonesOf(derivative, FROM, TO, this.body.limit).map(({ from, to, kind }) => ({
      from,
      to,
      label: kind === 'dead' ? 'dead' : 'nearly flat',
      strong: kind === 'dead',
    }));
  }

  #zoneWords(): string {
    const name = activationWords[this.chosen];
    if (this.#zone === 'dead') return `${name} is dead here: its slope is exactly 0`;
    if (this.#zone === 'flat') return `${name} is nearly flat here: its slope is under ${this.body.limit}`;
    return `the shaded parts are nearly flat: a slope under ${this.body.limit}`;
  }

  #formulas(name: HiddenActivation): TemplateResult {
    const { sign, rule, now, slopeRule, slopeNow } = formulasOf(name, this.input);
    const { value, derivative } = activations[name];
    const at = written(this.input);
    return html`<p class="formula">
        ${sign}(x) = ${rule}<br /><output aria-live="off" aria-label="Formula with the input" class="now"
          >${sign}(${at}) = ${now} = <strong>${written(value(this.input))}</strong></output
        >
      </p>
      <p class="formula">
        ${sign}′(x) = ${slopeRule}<br /><output aria-live="off" aria-label="Derivative with the input" class="now"
          >${sign}′(${at}) = ${slopeNow} = <strong>${written(derivative(this.input))}</strong></output
        >
      </p>
      ${
        name === 'gelu'
          ? html`<p class="note">Φ and φ are the standard normal distribution: the share below x, and its density at x.</p>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-activation': FpActivation;
  }
}
