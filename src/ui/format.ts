/** How numbers are written on the page. Every function takes NaN (shown as an en dash) and infinities. */

const NONE = '–';

function plain(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function unusual(value: number): string | null {
  if (Number.isNaN(value)) return NONE;
  if (value === Infinity) return '∞';
  if (value === -Infinity) return '−∞';
  return null;
}

/** At least `digits` significant digits, no exponent, thousands apart: 3.94, 39.4, 394, 3,940 with three. */
export function significant(value: number, digits = 3): string {
  const odd = unusual(value);
  if (odd !== null) return odd;
  if (value === 0) return '0';
  // rounding first: 9.996 with three digits is 10.0, not 10.00
  const rounded = Number(Math.abs(value).toPrecision(digits));
  const after = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  return (value < 0 ? '−' : '') + plain(rounded, after);
}

/** A whole number: 61,200. */
export function count(value: number): string {
  return unusual(value) ?? (Math.round(value) < 0 ? '−' : '') + plain(Math.abs(Math.round(value)), 0);
}

/** A loss: three decimals (0.041), scientific below 0.001 (4.1e-4), fewer decimals from 10 on. */
export function loss(value: number): string {
  const odd = unusual(value);
  if (odd !== null) return odd;
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size === 0) return '0.000';
  if (size < 0.001) return sign + size.toExponential(1).replace('-', '−');
  if (size >= 1e6) return sign + size.toExponential(1).replace('+', '');
  if (size >= 9.9995) return sign + significant(size, 3);
  return sign + plain(size, 3);
}

/** A quantity in whatever unit: four significant digits, whole numbers in full, no more noughts than it takes: 12.5, 123,457, 2.5e−7. */
export function quantity(value: number): string {
  const odd = unusual(value);
  if (odd !== null) return odd;
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size !== 0 && (size < 1e-4 || size >= 1e9))
    return (
      sign +
      String(Number(size.toPrecision(3)).toExponential())
        .replace('+', '')
        .replace('-', '−')
    );
  const whole = size < 1 ? 0 : Math.floor(Math.log10(size)) + 1;
  return sign + size.toLocaleString('en-US', { maximumSignificantDigits: Math.max(4, whole) });
}

/** A share between 0 and 1 as per cent: 97.5%. */
export function percent(value: number): string {
  return unusual(value) ?? `${plain(value * 100, 1)}%`;
}

/** Milliseconds, in the unit that suits: 0.41 ms, 2.1 µs, 1.62 ms, 12 s, 3 min. */
export function duration(ms: number): string {
  const odd = unusual(ms);
  if (odd !== null) return odd;
  const size = Math.abs(ms);
  if (size === 0) return '0 ms';
  if (size < 0.1) return size * 1e6 < 100 ? `${significant(ms * 1e6, 2)} ns` : `${significant(ms * 1e3, 2)} µs`;
  if (size < 1) return `${significant(ms, 2)} ms`;
  if (size < 1000) return `${significant(ms, 3)} ms`;
  if (size < 120_000) return `${significant(ms / 1e3, 3)} s`;
  return `${significant(ms / 60_000, 3)} min`;
}

/** Bytes, thousand by thousand: 420 B, 5.1 KB, 2.5 MB. */
export function bytes(value: number): string {
  return scaled(value, ['B', 'KB', 'MB', 'GB', 'TB']);
}

/** So many a second: 840 /s, 61.2 k/s, 2.5 M/s. */
export function rate(value: number): string {
  const text = scaled(value, ['', 'k', 'M', 'G', 'T']);
  return text === NONE ? text : `${text}/s`;
}

function scaled(value: number, units: readonly string[]): string {
  const odd = unusual(value);
  if (odd !== null) return odd;
  let power = 0;
  let rest = Math.abs(value);
  while (rest >= 999.5 && power < units.length - 1) {
    rest /= 1000;
    power += 1;
  }
  const digits = power === 0 ? plain(rest, Number.isInteger(rest) ? 0 : 1) : significant(rest, rest < 10 ? 2 : 3);
  return `${value < 0 ? '−' : ''}${digits} ${units[power]}`;
}

/** How many times: 3.9 ×, 12 ×, 0.42 ×. */
export function ratio(value: number): string {
  const odd = unusual(value);
  return odd ?? `${significant(value, 2)} ×`;
}
