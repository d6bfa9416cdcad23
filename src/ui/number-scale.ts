/** The arithmetic behind a number field: its slider's positions, what an arrow key does, and what a typed text means. */

export interface NumberScale {
  min: number;
  max: number;
  /** Of an arrow key on a linear scale; on a log scale that begins at 0, the smallest value above 0. */
  step: number;
  scale: 'linear' | 'log';
  integer: boolean;
}

/** Slider positions run from 0 to this. */
export const POSITIONS = 1000;

/** Values of one decade that arrow keys and the slider of a log scale stop at: the preferred numbers R10, about ×1.26 each. */
const decade = [1, 1.25, 1.6, 2, 2.5, 3.2, 4, 5, 6.3, 8];

function floor(s: NumberScale): number {
  if (s.min > 0) return s.min;
  if (s.step > 0) return s.step;
  return s.integer ? 1 : s.max * 1e-6;
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

export function clamp(value: number, s: NumberScale): number {
  return Math.min(s.max, Math.max(s.min, s.integer ? Math.round(value) : tidy(value)));
}

/** Nearest preferred number. */
function preferred(value: number): number {
  const power = Math.floor(Math.log10(value));
  const candidates = [...decade, 10].map((d) => tidy(d * 10 ** power));
  return candidates.reduce((best, c) => (Math.abs(Math.log(c / value)) < Math.abs(Math.log(best / value)) ? c : best));
}

/** Where the slider's thumb stands for a value. On a log scale with min 0 the far left is 0. */
export function toPosition(value: number, s: NumberScale): number {
  const v = Math.min(s.max, Math.max(s.min, value));
  if (s.scale === 'linear') return s.max > s.min ? Math.round((POSITIONS * (v - s.min)) / (s.max - s.min)) : 0;
  const low = floor(s);
  if (v < low) return 0;
  const from = s.min > 0 ? 0 : POSITIONS / 50;
  return Math.round(from + ((POSITIONS - from) * Math.log(v / low)) / Math.log(s.max / low));
}

/** The value a slider's position means, rounded to what an arrow key would stop at. */
export function fromPosition(position: number, s: NumberScale): number {
  const share = Math.min(1, Math.max(0, position / POSITIONS));
  if (s.scale === 'linear') {
    const value = s.min + share * (s.max - s.min);
    return clamp(s.step > 0 ? s.min + Math.round((value - s.min) / s.step) * s.step : value, s);
  }
  if (share === 0) return s.min;
  if (share === 1) return s.max;
  const low = floor(s);
  const from = s.min > 0 ? 0 : 1 / 50;
  if (share < from) return share < from / 2 ? s.min : low;
  return clamp(preferred(low * (s.max / low) ** ((share - from) / (1 - from))), s);
}

/** The next value up (1) or down (-1) from here: on a log scale the next preferred number, elsewhere one step. */
export function stepped(value: number, direction: 1 | -1, s: NumberScale): number {
  if (s.scale === 'linear') return clamp(value + direction * (s.step > 0 ? s.step : (s.max - s.min) / 100), s);
  const low = floor(s);
  if (direction < 0 && value <= low * 1.0001) return s.min;
  if (value < low) return clamp(low, s);
  const power = Math.floor(Math.log10(value));
  const stops = [power - 1, power, power + 1].flatMap((p) => decade.map((d) => clamp(d * 10 ** p, s)));
  const beyond = stops.filter((stop) => (direction > 0 ? stop > value * 1.001 : stop < value * 0.999));
  return beyond.length === 0 ? value : beyond.reduce((a, b) => (Math.abs(a - value) <= Math.abs(b - value) ? a : b));
}

/** How a value is written in a field: as few digits as say it. */
export function write(value: number): string {
  return Number.isFinite(value) ? String(tidy(value)) : '';
}

/** What was typed: a value, or what is wrong with it in words that name the limits. */
export function read(text: string, s: NumberScale): { value: number } | { problem: string } {
  const value = text.trim() === '' ? NaN : Number(text.trim().replace(',', '.'));
  const what = s.integer ? 'a whole number' : 'a number';
  if (!Number.isFinite(value) || (s.integer && !Number.isInteger(value)) || value < s.min || value > s.max)
    return { problem: `Enter ${what} from ${write(s.min)} to ${write(s.max)}.` };
  return { value };
}
