/** The code shown is the code that runs, and the numbers in the formula come to what the engine's rule gives. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/cells/rule/numbers';
import { caseOf } from '../../../src/cells/rule/source';
import { Walk } from '../../../src/cells/walk';
import { defaults } from '../../../src/engine/optimizers';
import { optimizerNames } from '../../engine/arbitrary';

const source = readFileSync(new URL('../../../src/engine/optimizers.ts', import.meta.url), 'utf8');

describe('the code of a rule', () => {
  test.each(optimizerNames)('%s is a part of the engine’s file, with its own case and no other’s', (kind) => {
    const text = caseOf(source, kind);
    expect(text.startsWith(`case '${kind}':`)).toBe(true);
    expect(text).toContain('return {');
    const lines = text.split('\n').map((line) => line.trim());
    for (const line of lines) expect(source).toContain(line);
    expect(lines.filter((line) => line.startsWith('case '))).toHaveLength(kind === 'adam' ? 2 : 1);
    expect((text.match(/\{/g) ?? []).length).toBe((text.match(/\}/g) ?? []).length);
  });

  test('a name that is not there is a fault, not a blank', () => {
    expect(() => caseOf('switch {}', 'sgd')).toThrow("No case 'sgd'");
  });
});

/** What stands between the symbols is arithmetic: it must come to the result, as far as its rounded numbers go. */
function computed(numbers: string): number {
  const script = numbers
    .replaceAll('−', '-')
    .replaceAll('×', '*')
    .replaceAll('²', '**2')
    .replaceAll('^', '**')
    .replace(/√([\d.e-]+)/g, 'Math.sqrt($1)')
    .replaceAll(',', '');
  // oxlint-disable-next-line typescript/no-implied-eval -- the texts are our own, made three lines above
  return Number(new Function(`return ${script}`)());
}

describe('the numbers of a rule', () => {
  test.each(optimizerNames)('%s: each line’s numbers come to its result, and the last is the weight', (kind) => {
    const walk = new Walk(defaults(kind), { gradients: 'noisy', scale: 1, learningRate: 0.1 });
    for (let i = 0; i < 4; i++) walk.take();
    for (const step of walk.steps) {
      const lines = linesOf(walk.optimizer, step, 0.1);
      expect(lines.at(-1)?.result).toBe(step.after.weight);
      // Numbers are shown to three digits.
      for (const { numbers, result } of lines)
        expect(Math.abs(computed(numbers) - result), `${numbers} = ${result}`).toBeLessThan(0.02 * Math.max(1, Math.abs(result)));
    }
  });

  test('what a step begins with is what the one before left', () => {
    const walk = new Walk(defaults('momentum'), { gradients: 'bowl', scale: 1, learningRate: 0.1 });
    walk.take();
    walk.take();
    expect(walk.steps[0].gradient).toBe(2);
    expect(walk.steps[1].before).toBe(walk.steps[0].after);
    expect(walk.steps[1].gradient).toBe(walk.steps[0].after.weight);
  });
});
