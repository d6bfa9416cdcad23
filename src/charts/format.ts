/** Numbers as axes, labels and tables of charts show them: 1,024 and never 1.024k. */

const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 });
const three = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });

/** A tick's value in full, since ticks are round: 0.05, 1,024, −3, 1e−5. */
export function tick(value: number): string {
  const power = exponent(value);
  const written = value !== 0 && (power < -4 || power > 6) ? scientific(value) : plain.format(value);
  return written.replaceAll('-', '−');
}

/** A measured value to three significant digits: 0.0413, 12,346, 3.1e−5; NaN and ∞ are named. */
export function figure(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const size = Math.abs(value);
  const written =
    (size > 0 && size < 1e-3) || size >= 1e7
      ? // Rounded first: 9.9999e-7 is 1e-6, not 10e-7.
        scientific(Number(value.toPrecision(3)))
      : size >= 1000
        ? plain.format(Math.round(value))
        : three.format(value);
  return written.replaceAll('-', '−');
}

/** A share as a percentage: 0.985 becomes 98.5%. */
export function percent(share: number): string {
  return Number.isFinite(share) ? `${three.format(share * 100)}%` : figure(share);
}

/** An epoch or a step: whole where it is whole, else to two decimals. */
export function count(value: number): string {
  return plain.format(Math.round(value * 100) / 100);
}

function scientific(value: number): string {
  const power = exponent(value);
  return `${three.format(value / 10 ** power)}e${power}`;
}

function exponent(value: number): number {
  return Math.floor(Math.log10(Math.abs(value)) + 1e-9);
}
