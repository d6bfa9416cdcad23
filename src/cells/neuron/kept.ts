/** What a neuron keeps from visit to visit: where the reader has steered it, and the best it came to. */
import * as v from 'valibot';
import { hiddenActivationNames } from '../activation-names';
import { between, oneOf, strict, whole } from '../fields';
import type { NeuronBody } from './schema';

export function keptOf({ datasets }: NeuronBody) {
  const weight = between(-10, 10);
  return {
    version: 1,
    settings: strict({
      neuron: strict({ w1: weight, w2: weight, b: weight, activation: oneOf(hiddenActivationNames) }),
      dataset: v.picklist(datasets),
      moves: whole(0, Number.MAX_SAFE_INTEGER),
      best: between(0, 1),
    }),
    results: v.never(),
  };
}
