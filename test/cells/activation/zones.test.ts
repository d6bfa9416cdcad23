/** Where a function is nearly flat or dead: by its derivative, and nowhere else. */
import { describe, expect, test } from 'vitest';
import { zoneOf, zonesOf } from '../../../src/cells/activation/zones';
import { activations } from '../../../src/engine/activations';

test('dead is a slope of exactly 0, flat one under the limit, of either sign', () => {
  expect(zoneOf(0, 0.05)).toBe('dead');
  expect(zoneOf(-0.04, 0.05)).toBe('flat');
  expect(zoneOf(0.05, 0.05)).toBe('steep');
});

describe('zones', () => {
  test('of ReLU: dead up to 0', () => {
    const [zone, ...more] = zonesOf(activations.relu.derivative, -4, 4, 0.05);
    expect(more).toEqual([]);
    expect(zone).toMatchObject({ from: -4, kind: 'dead' });
    expect(zone.to).toBeCloseTo(0, 1);
  });

  test('of the sigmoid: nearly flat at both ends, where σ(1 − σ) is under the limit', () => {
    const zones = zonesOf(activations.sigmoid.derivative, -4, 4, 0.05);
    expect(zones.map(({ kind }) => kind)).toEqual(['flat', 'flat']);
    // σ(1 − σ) = 0.05 where e^x = 9 + 4√5
    const edge = Math.log(9 + 4 * Math.sqrt(5));
    expect(zones[0].to).toBeCloseTo(-edge, 1);
    expect(zones[1].from).toBeCloseTo(edge, 1);
  });

  test('of the identity: none; of leaky ReLU: nearly flat, not dead', () => {
    expect(zonesOf(activations.identity.derivative, -4, 4, 0.05)).toEqual([]);
    expect(zonesOf(activations.leakyRelu.derivative, -4, 4, 0.05).map(({ kind }) => kind)).toEqual(['flat']);
  });
});
