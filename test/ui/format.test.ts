/** How numbers are written. */
import { describe, expect, it } from 'vitest';
import { bytes, count, duration, loss, percent, rate, ratio, significant } from '../../src/ui/format';

describe('format', () => {
  it.each([
    [count, 61200, '61,200'],
    [count, 0, '0'],
    [count, -12, '−12'],
    [loss, 0.0412, '0.041'],
    [loss, 0.00041, '4.1e−4'],
    [loss, 0, '0.000'],
    [loss, 0.9999, '1.000'],
    [loss, 12.345, '12.3'],
    [loss, 9.9996, '10.0'],
    [loss, 3.2e9, '3.2e9'],
    [percent, 0.975, '97.5%'],
    [duration, 0.41, '0.41 ms'],
    [duration, 0.0021, '2.1 µs'],
    [duration, 0.000021, '21 ns'],
    [duration, 1.62, '1.62 ms'],
    [duration, 0.9999, '1.0 ms'],
    [duration, 364, '364 ms'],
    [duration, 12_000, '12.0 s'],
    [duration, 600_000, '10.0 min'],
    [bytes, 420, '420 B'],
    [bytes, 5100, '5.1 KB'],
    [bytes, 999_600, '1.0 MB'],
    [rate, 2_500_000, '2.5 M/s'],
    [rate, 61_200, '61.2 k/s'],
    [ratio, 3.94, '3.9 ×'],
    [ratio, 12.2, '12 ×'],
    [ratio, 0.418, '0.42 ×'],
    [significant, 9.996, '10.0'],
    [significant, 3940, '3,940'],
  ] as const)('%o of %d is %s', (format, value, text) => {
    expect(format(value)).toBe(text);
  });

  it.each([count, loss, percent, duration, bytes, rate, ratio])('%o has words for what is no number', (format) => {
    expect(format(NaN)).toContain('–');
    expect(format(Infinity)).toContain('∞');
  });
});
