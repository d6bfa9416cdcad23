/** The nine numbers of the network, to be edited, each with its gradient by the chain rule and by finite difference. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { difference, factors, product, symbols, type Example, type Parameter, type Weights } from './chain';
import { parameters } from './schema';

export interface NumbersTable {
  weights: Weights;
  example: Example;
  /** The row that the chain is of; null where there is none. */
  selected: Parameter | null;
  /** The parameter whose field holds something that is no number. */
  wrong: Parameter | null;
  /** How a gradient is shown, if it is. */
  gradient(name: Parameter, value: number): string;
  select(name: Parameter): void;
  /** NaN where the field holds no number. */
  typed(name: Parameter, value: number): void;
}

export function numbersTable({ weights, example, selected, wrong, gradient, select, typed }: NumbersTable): TemplateResult {
  const changed = (name: Parameter, { target }: Event) => {
    if (target instanceof HTMLInputElement) typed(name, target.value === '' ? NaN : Number(target.value));
  };
  return html`<table>
    <caption>
      Its nine numbers
    </caption>
    <thead>
      <tr>
        <th scope="col">name</th>
        <th scope="col">value</th>
        <th scope="col">gradient</th>
        <th scope="col">by difference</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        (name) =>
          html`<tr
            class=${name === selected ? 'selected' : ''}
            @pointerenter=${() => select(name)}
            @focusin=${() => select(name)}
          >
            <th scope="row">${symbols[name]}</th>
            <td>
              <input
                type="number"
                step="0.1"
                aria-label="Value of ${symbols[name]}"
                aria-invalid=${wrong === name ? 'true' : 'false'}
                .value=${live(wrong === name ? '' : String(Number(weights[name].toPrecision(6))))}
                @change=${(event: Event) => changed(name, event)}
              />
            </td>
            <td>${gradient(name, product(factors(name, weights, example)))}</td>
            <td>${gradient(name, difference(name, weights, example))}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
