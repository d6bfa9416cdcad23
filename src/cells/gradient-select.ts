/** The field in which the reader chooses what gradients one weight meets. */
import { html, type TemplateResult } from 'lit';
import '../ui/fp-select';
import { type GradientName, gradientOptions, isGradientName } from './gradients';

export function gradientSelect(value: GradientName, choose: (name: GradientName) => void): TemplateResult {
  return html`<fp-select
    label="Gradients"
    .options=${gradientOptions}
    .value=${value}
    @change-value=${({ detail }: CustomEvent<string>) => {
      if (isGradientName(detail)) choose(detail);
    }}
  ></fp-select>`;
}
