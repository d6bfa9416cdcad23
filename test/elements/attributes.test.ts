/** A cell's body from its element's attributes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBody, type Read } from '../../src/elements/attributes';
import { schemas } from '../../src/lesson/schemas';

const datasets = ['moons', 'circle'];
const schemaOf = (kind: string) => schemas.find((schema) => schema.kind === kind)!;
const read = (kind: string, attributes: Record<string, string>, json: string | null = null): Read =>
  readBody({ attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })), json }, schemaOf(kind), datasets);

describe('what is right', () => {
  test('a network, its learning rate before or after its optimizer', () => {
    const body = { data: 'moons', layers: [8, 8], activation: 'tanh', optimizer: { kind: 'sgd', learningRate: 0.03 }, seed: 7 };
    const rest = { data: 'moons', layers: '8 8', activation: 'tanh', seed: '7' };
    expect(read('network', { ...rest, optimizer: 'sgd', 'learning-rate': '0.03' })).toEqual({ body });
    expect(read('network', { 'learning-rate': '0.03', optimizer: 'sgd', ...rest })).toEqual({ body });
    expect(read('network', { data: 'moons', 'learning-rate': '0.03' })).toEqual({
      body: { data: 'moons', optimizer: { kind: 'adam', learningRate: 0.03 } },
    });
  });

  test('one value where several could stand, words that look like numbers, JSON', () => {
    const attributes = { data: 'moons', layers: '4', speed: '10', 'first-phase': 'inference', inference: '{"batchSize":16}' };
    expect(read('network', attributes)).toEqual({
      body: { data: 'moons', layers: [4], speed: '10', phase: 'inference', inference: { batchSize: 16 } },
    });
    expect(read('network', { data: 'moons', controls: 'data, seed' })).toEqual({
      body: { data: 'moons', controls: ['data', 'seed'] },
    });
    expect(read('network', { data: 'moons', layers: '[4, {"units": 3, "activation": "relu"}]' })).toEqual({
      body: { data: 'moons', layers: [4, { units: 3, activation: 'relu' }] },
    });
  });

  test('other elements with or without $, lists, defaults', () => {
    const body = { of: 'net', backends: ['cpu', 'wasm'], batchSizes: [1, 16], repeats: 50 };
    for (const of of ['net', '$net'])
      expect(read('latency', { of, backends: 'cpu wasm', 'batch-sizes': '1,16' })).toEqual({ body });
  });

  test('what belongs to every element, or is the cell’s own, is no key', () => {
    const attributes = {
      id: 'a',
      class: 'b',
      style: '',
      role: 'group',
      tabindex: '0',
      'aria-label': 'x',
      'data-x': '',
      phase: 'x',
    };
    expect(read('activation', attributes)).toEqual({ body: { activation: 'tanh', at: 1, limit: 0.05 } });
  });

  test('expressions are parsed, text is shown as it stands', () => {
    expect(read('task', { do: 'Get <b>below</b> & stay', when: '$net.testLoss < 0.1' })).toMatchObject({
      body: { do: 'Get &#60;b&#62;below&#60;/b&#62; &#38; stay', when: { op: '<', left: { op: 'name', id: 'net' } } },
    });
  });

  test('JSON inside holds what no attribute can; an attribute wins', () => {
    const json = '{"question":"Q","answers":[{"text":"<i>a</i>","right":true,"why":"x"},{"text":"b","why":"y"}]}';
    expect(read('check', { question: 'Better?' }, json)).toMatchObject({
      body: { question: 'Better?', answers: [{ text: '&#60;i&#62;a&#60;/i&#62;' }, { text: 'b' }] },
    });
  });
});

describe('what is wrong is said by the attribute’s own name', () => {
  test.each([
    ['network', { data: 'mons' }, 'data: no dataset "mons"; there are moons, circle'],
    ['network', {}, 'data: is missing'],
    ['network', { data: 'moons', layers: '8 x' }, 'layers.1: expected a number of units from 1 to 512'],
    ['network', { data: 'moons', 'batch-size': 'many' }, 'batch-size: expected a whole number from 1 to 100000'],
    ['network', { data: 'moons', 'learning-rate': '1000' }, 'learning-rate: expected a number from 0 to 100'],
    ['network', { data: 'moons', optimizer: 'adma' }, 'optimizer'],
    ['network', { data: 'moons', colour: 'red' }, 'colour: no such attribute; there are data, data-seed, noise'],
    ['task', { do: 'x', when: '$net.testLoss <' }, 'when: '],
    ['latency', { backends: 'cpu', 'batch-sizes': '1 2' }, 'of: is missing'],
  ] as [string, Record<string, string>, string][])('%s %j: %s', (kind, attributes, says) => {
    expect(read(kind, attributes).faults?.join('\n')).toContain(says);
  });

  test('JSON that is none', () => {
    expect(read('check', { question: 'Q' }, '{,}').faults?.[0]).toMatch(/^the JSON inside: /);
    expect(read('check', { question: 'Q' }, '[]').faults?.[0]).toContain('expected keys and values');
  });
});

test('whatever stands there, it is read or refused, and nothing throws', () => {
  const names = schemas.flatMap(({ schema }) => Object.keys((schema as unknown as { entries: object }).entries));
  const name = fc.oneof(fc.constantFrom(...names, 'learning-rate', '__proto__', 'constructor', 'to-string'), fc.string());
  const value = fc.oneof(fc.string(), fc.json(), fc.constantFrom('8 8', '$net', '1e999', '-0', 'moons', '$a.b < 1'));
  const attribute = fc.record({ name, value });
  fc.assert(
    fc.property(
      fc.constantFrom(...schemas),
      fc.array(attribute, { maxLength: 6 }),
      fc.option(fc.json()),
      (schema, attributes, json) => {
        const result = readBody({ attributes, json }, schema, datasets);
        expect('body' in result || result.faults.length > 0).toBe(true);
      },
    ),
    { numRuns: 1000, seed: 5 },
  );
});
