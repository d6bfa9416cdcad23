/** The example and the learning rate, as fields. */
import { html, type TemplateResult } from 'lit';
import '../../ui/fp-number';
import type { Example } from './chain';

export interface Inputs {
  example: Example;
  learningRate: number;
  edit(example: Example): void;
  setRate(learningRate: number): void;
}

export function inputs({ example, learningRate, edit, setRate }: Inputs): TemplateResult {
  const { x1, x2, y } = example;
  const field = (label: string, value: number, set: (value: number) => Partial<Example>, min: number, max: number) =>
    html`<fp-number
      label=${label}
      .value=${value}
      .min=${min}
      .max=${max}
      .step=${0.1}
      @change-value=${({ detail }: CustomEvent<number>) => edit({ ...example, ...set(detail) })}
    ></fp-number>`;
  return html`${field('Input x₁', x1, (value) => ({ x1: value }), -10, 10)}
    ${field('Input x₂', x2, (value) => ({ x2: value }), -10, 10)} ${field('Target y', y, (value) => ({ y: value }), 0, 1)}
    <fp-number
      label="Learning rate"
      .value=${learningRate}
      .min=${0}
      .max=${100}
      .step=${0.1}
      @change-value=${({ detail }: CustomEvent<number>) => setRate(detail)}
    ></fp-number>`;
}
