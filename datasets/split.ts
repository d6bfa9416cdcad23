/** Which examples train and which test: a seeded draw within each class, so that both sides hold every class. */
import type { Chance } from './loading';

/**
 * @param share of the examples that train, 0..1; at least one example of a class with two or more goes to each side
 * @returns row numbers in rising order
 */
export function split(labels: Uint8Array, share: number, chance: Chance): { train: Uint32Array; test: Uint32Array } {
  const byClass = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = byClass.get(label);
    if (rows) rows.push(row);
    else byClass.set(label, [row]);
  });
  const train: number[] = [];
  const test: number[] = [];
  for (const rows of byClass.values()) {
    for (let i = rows.length - 1; i > 0; i--) {
      const j = Math.floor(chance.uniform() * (i + 1));
      [rows[i], rows[j]] = [rows[j], rows[i]];
    }
    const count = rows.length < 2 ? rows.length : Math.min(rows.length - 1, Math.max(1, Math.round(rows.length * share)));
    train.push(...rows.slice(0, count));
    test.push(...rows.slice(count));
  }
  return inOrder(train, test);
}

/**
 * The same for examples that come one by one: another one at the end leaves those before it on their sides. Each row is drawn
 * so that at no time its class is more than one away from its share.
 */
export function splitInOrder(labels: Uint8Array, share: number, chance: Chance): { train: Uint32Array; test: Uint32Array } {
  const byClass = new Map<number, { train: number[]; test: number[] }>();
  labels.forEach((label, row) => {
    const sides = byClass.get(label) ?? { train: [], test: [] };
    byClass.set(label, sides);
    const due = (sides.train.length + sides.test.length + 1) * share - sides.train.length;
    (chance.uniform() < due ? sides.train : sides.test).push(row);
  });
  for (const { train, test } of byClass.values()) {
    // A side without any is given the last one; a lone example trains.
    if (train.length === 0) train.push(...test.splice(-1));
    else if (test.length === 0 && train.length > 1) test.push(...train.splice(-1));
  }
  const sides = [...byClass.values()];
  return inOrder(
    sides.flatMap(({ train }) => train),
    sides.flatMap(({ test }) => test),
  );
}

function inOrder(train: number[], test: number[]): { train: Uint32Array; test: Uint32Array } {
  const rising = (a: number, b: number) => a - b;
  return { train: Uint32Array.from(train.sort(rising)), test: Uint32Array.from(test.sort(rising)) };
}
