/** Whether a gradient that the reader has computed is right, and where not, which slip it looks like. Pure. */
import { product, type Factor } from './chain';

/** An answer may be off by a hundredth of the gradient, or by a thousandth in all: both allow for rounding by hand. */
const RELATIVE = 0.01;
const ABSOLUTE = 0.001;

export function isRight(answer: number, gradient: number): boolean {
  return near(answer, gradient);
}

/** What the wrong answer would be right for, in a sentence that helps. */
export function slip(answer: number, some: readonly Factor[]): string {
  const gradient = product(some);
  if (near(-answer, gradient)) return 'Only the sign is wrong. The error is p − y, not y − p.';
  for (const left of some) {
    const rest = product(some.filter((one) => one !== left));
    if (left.value !== 1 && near(answer, rest)) return `That leaves out the factor ${left.of} = ${left.formula}.`;
  }
  if (near(2 * answer, gradient)) return 'Half of it: the square’s derivative has a 2 in front.';
  const sum = some.reduce((all, { value }) => all + value, 0);
  if (near(answer, sum)) return 'Those are the right factors, added. The chain rule multiplies them.';
  return 'Multiply all of its factors, as shown above.';
}

function near(answer: number, wanted: number): boolean {
  return Math.abs(answer - wanted) <= Math.max(ABSOLUTE, RELATIVE * Math.abs(wanted));
}
