/** The network’s drawing as its tests show it and look at it. */
import { html } from 'lit';
import { page } from 'vitest/browser';
import type { Unit } from '../../src/draw/diagram-layout';
import { toRgb } from '../../src/draw/theme';
import { inside } from './looking';
import { network, numberedWeights } from './made-up';

export const model = network(2, 8, 8, 1);
export const weights = numberedWeights(model);

/** A diagram to be shown, and what it has told. */
export function listened() {
  const units: (Unit | null)[] = [];
  const edits: { index: number; value: number }[] = [];
  const diagram = (
    more: { phase?: 'training' | 'inference'; editable?: boolean; of?: typeof model; weights?: Float32Array } = {},
  ) => {
    const of = more.of ?? model;
    const outputs = of.layers[of.layers.length - 1].units;
    return html`<fp-network-diagram
      .model=${of}
      .weights=${more.weights ?? numberedWeights(of)}
      .inputs=${Array.from({ length: of.inputs }, (_, i) => `x${i + 1}`)}
      .outputs=${outputs === 1 ? ['p'] : Array.from({ length: outputs }, (_, i) => String(i))}
      .phase=${more.phase ?? 'training'}
      ?editable=${more.editable ?? false}
      @unit=${(event: CustomEvent<Unit | null>) => units.push(event.detail)}
      @edit-weight=${(event: CustomEvent<{ index: number; value: number }>) => edits.push(event.detail)}
    ></fp-network-diagram>`;
  };
  return { units, edits, diagram };
}

export const element = () => document.querySelector('fp-network-diagram')!;
export const unit = (name: string | RegExp) => page.getByRole('option', { name });
export const canvas = () => inside('fp-network-diagram').querySelector('canvas')!;

/** How many pixels of the canvas are nearest to this colour, among those that are not clear. */
export function pixelsLike(token: string): number {
  const [wanted] = toRgb([getComputedStyle(document.documentElement).getPropertyValue(token)]);
  const { data } = canvas().getContext('2d')!.getImageData(0, 0, canvas().width, canvas().height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 60 && wanted.every((value, k) => Math.abs(value - data[i + k]) < 25)) count++;
  }
  return count;
}
