/** One gradient as the product of its factors, multiplied up to the one that is pointed at. */
import { html, nothing, type TemplateResult } from 'lit';
import { factors, product, symbols, type Example, type Factor, type Parameter, type Weights } from './chain';
import { written } from './diagram';

export interface ChainView {
  of: Parameter;
  weights: Weights;
  example: Example;
  /** The factor up to which the chain is multiplied; null: to its end. */
  upTo: number | null;
  /** Whether the product is the reader's to find. */
  hidden: boolean;
  point(upTo: number | null): void;
}

export function chainView({ of, weights, example, upTo, hidden, point }: ChainView): TemplateResult {
  const some = factors(of, weights, example);
  const end = upTo ?? some.length - 1;
  const partial = some.slice(0, end + 1);
  const whole = end === some.length - 1;
  const result = whole && hidden ? '?' : written(product(partial));
  return html`<div class="chain" role="group" aria-label="Factors of ∂L/∂${symbols[of]}" @pointerleave=${() => point(null)}>
      <span class="wanted">∂L/∂${symbols[of]} =</span>
      ${some.map((one, i) => factor(one, i, i <= end, point))}
    </div>
    <p class="product">
      <output aria-live="off" aria-label="Product"
        >${partial.map(({ value }) => (value < 0 ? `(${written(value)})` : written(value))).join(' · ')} =
        <b>${result}</b></output
      >
      <span class="note">${whole ? `∂L/∂${symbols[of]}` : `so far: ${sofar(partial)}`}</span>
    </p>`;
}

function factor(
  { of, formula, value }: Factor,
  i: number,
  multiplied: boolean,
  point: (upTo: number | null) => void,
): TemplateResult {
  return html`${i > 0 ? html`<span aria-hidden="true">·</span>` : nothing}<button
      class="factor ${multiplied ? 'in' : ''}"
      @pointerenter=${() => point(i)}
      @focus=${() => point(i)}
      @blur=${() => point(null)}
    >
      <span>${of}</span><span class="formula">${formula}</span><b>${written(value)}</b>
    </button>`;
}

/** What the product so far is the derivative by. */
function sofar(some: readonly Factor[]): string {
  const last = some.at(-1)?.of ?? '';
  return `∂L/${last.slice(last.indexOf('/') + 1)}`;
}
