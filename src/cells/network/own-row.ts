/** `<fp-own-row>`: a row of the reader's own, column by column, put to the frozen network; it begins as the first held-out row. */
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Dataset } from '../../contract/dataset';
import type { OwnTable } from '../../contract/table';
import '../../draw/probabilities';
import { controls } from '../../ui/controls';
import { quantity } from '../../ui/format';
import { levelHeadings } from '../headings';
import { inOwnUnit } from './predictions';
import { columnsIn, inputsOf, rowOf, type OwnRow } from './own-row-inputs';

/** @fires show-row - CustomEvent<Float32Array>: the row as the network takes it */
@customElement('fp-own-row')
export class FpOwnRow extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        margin-top: 22px;
      }
      h3 {
        margin: 0 0 8px;
        color: var(--ink-2);
        font: 600 13px/1.4 var(--sans);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(150px, 100%), 1fr));
        gap: 8px 12px;
        max-height: 260px;
        overflow: hidden auto;
        padding: 2px;
      }
      .field {
        min-width: 0;
      }
      .field > span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .answer {
        margin: 10px 0 6px;
      }
    `,
  ];

  @property({ attribute: false }) accessor examples: Dataset | null = null;
  @property({ attribute: false }) accessor table: OwnTable | null = null;
  /** What the network answers to the row; null until it has. */
  @property({ attribute: false }) accessor outputs: Float32Array | null = null;

  @state() private accessor row: OwnRow = {};
  /** The columns that cannot be read as a number. */
  @state() private accessor wrong: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { examples, table } = this;
    if (!examples || !table || !(changed.has('examples') || changed.has('table'))) return;
    this.wrong = [];
    this.row = rowOf(examples, table, examples.test.at(0) ?? 0);
  }

  protected override updated(changed: PropertyValues<this>): void {
    levelHeadings(this);
    if (changed.has('examples') || changed.has('table')) this.#ask();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { examples, table, wrong } = this;
    if (!examples || !table) return nothing;
    const asked = wrong.length ? html`There is no answer: ${wrong.join(', ')} must be a number.` : this.#answer(examples);
    return html`<h3>Ask it about a row of your own</h3>
      <div class="fields" role="group" aria-label="The row">
        ${repeat(
          columnsIn(examples, table),
          ({ name }) => name,
          ({ name, values }) =>
            html`<label class="field"
              ><span title=${name}>${name}</span>${values ? this.#category(name, values) : this.#number(name)}</label
            >`,
        )}
      </div>
      <p class="answer" role="status">${asked}</p>
      ${
        examples.target || !this.outputs || wrong.length
          ? nothing
          : html`<fp-probabilities .values=${this.outputs} .classes=${examples.classes}></fp-probabilities>`
      }
      <p class="note">
        It began as a held-out row, whose ${table.target} is ${truthOf(examples)}. The drawing shows numbers as the network has
        them, standardised.
      </p>`;
  }

  #answer({ target, classes }: Dataset): TemplateResult | typeof nothing {
    const { outputs } = this;
    if (!outputs) return nothing;
    if (target) return html`Predicted ${target.name}: <strong>${quantity(inOwnUnit(target, outputs[0]))}</strong>`;
    const likeliest = outputs.length === 1 ? Number(outputs[0] >= 0.5) : outputs.indexOf(Math.max(...outputs));
    return html`Predicted ${this.table?.target}: <strong>${classes[likeliest] ?? '–'}</strong>`;
  }

  #category(name: string, values: readonly string[]): TemplateResult {
    return html`<select @change=${(event: Event) => this.#set(name, (event.target as HTMLSelectElement).value)}>
      ${values.map((value) => html`<option value=${value} .selected=${this.row[name] === value}>${value}</option>`)}
    </select>`;
  }

  #number(name: string): TemplateResult {
    return html`<input
      type="number"
      step="any"
      .value=${String(this.row[name])}
      aria-invalid=${this.wrong.includes(name) ? 'true' : nothing}
      @input=${(event: Event) => this.#set(name, (event.target as HTMLInputElement).valueAsNumber)}
    />`;
  }

  #set(name: string, value: string | number): void {
    const others = this.wrong.filter((one) => one !== name);
    if (Number.isNaN(value)) {
      this.wrong = [...others, name];
      return;
    }
    this.wrong = others;
    this.row = { ...this.row, [name]: value };
    this.#ask();
  }

  #ask(): void {
    const { examples, table, row, wrong } = this;
    if (!examples || !table || wrong.length) return;
    this.dispatchEvent(new CustomEvent<Float32Array>('show-row', { detail: inputsOf(examples, table, row) }));
  }
}

/** What is true of the first held-out row. */
function truthOf({ target, labels, classes, test }: Dataset): string {
  const row = test.at(0) ?? 0;
  return target ? quantity(target.values[row]) : (classes[labels[row]] ?? '–');
}

declare global {
  interface HTMLElementTagNameMap {
    'fp-own-row': FpOwnRow;
  }
}
