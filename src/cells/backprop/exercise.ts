/** The gradient that the reader finds by hand: where it is asked for, and how the answer is judged. */
import { html, type TemplateResult } from 'lit';
import { isRight, slip } from './answer';
import { difference, factors, product, symbols, type Example, type Parameter, type Weights } from './chain';
import { written } from './diagram';

export interface Judgement {
  right: boolean;
  words: string;
}

export function exercise(ask: Parameter, judged: Judgement | null, judge: (event: Event) => void): TemplateResult {
  const name = symbols[ask];
  return html`<form class="exercise" @submit=${judge}>
    <h4>Your turn: ∂L/∂${name}</h4>
    <p>
      Point at ${name}, or tab to its value, and multiply the factors with the numbers as they are now. An answer within 1% or
      0.001 counts.
    </p>
    <div class="entry">
      <label for="answer">Your gradient</label>
      <input id="answer" type="text" inputmode="decimal" autocomplete="off" />
      <button>Check</button>
    </div>
    <p class="judged ${judged?.right ? 'right' : ''}" role="status">${judged?.words ?? ''}</p>
  </form>`;
}

/** Null of what is no number. */
export function judgementOf(text: string, ask: Parameter, weights: Weights, example: Example): Judgement | null {
  const digits = text.trim().replace(',', '.').replace('−', '-');
  const answer = digits === '' ? NaN : Number(digits);
  if (!Number.isFinite(answer)) return null;
  const some = factors(ask, weights, example);
  if (!isRight(answer, product(some))) return { right: false, words: `✗ Not yet. ${slip(answer, some)}` };
  const numeric = difference(ask, weights, example);
  return {
    right: true,
    words: `✓ Right. By the chain rule ${written(product(some))}, by finite difference ${written(numeric)}.`,
  };
}
