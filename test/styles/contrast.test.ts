/** The tokens' contrast in both themes, computed (axe sees neither marks nor the borders of controls), and colours told apart. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number]; // linear light, 0 to 1
type Theme = 'light' | 'dark';

const css = readFileSync(new URL('../../src/styles/tokens.css', import.meta.url), 'utf8');
const declarations = new Map([...css.matchAll(/^ {2}--([\w-]+): ([^;]+);/gm)].map((m) => [m[1], m[2]]));

function fromHex(hex: string): Rgb {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** Björn Ottosson's Oklab, which CSS's color-mix(in oklab, …) mixes in. */
function toOklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** The colour that a token's own text means: light-dark of two hex colours, a color-mix of two tokens, or another token. */
function resolve(name: string, theme: Theme): Rgb {
  const text = declarations.get(name);
  if (text === undefined) throw new Error(`no token --${name}`);
  const pair = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(text);
  if (pair) return fromHex(theme === 'light' ? pair[1] : pair[2]);
  const other = /^var\(--([\w-]+)\)$/.exec(text);
  if (other) return resolve(other[1], theme);
  const mix = /^color-mix\(in oklab, var\(--([\w-]+)\) (\d+)%, var\(--([\w-]+)\)\)$/.exec(text);
  if (!mix) throw new Error(`--${name}: cannot read ${text}`);
  const share = Number(mix[2]) / 100;
  const [one, two] = [toOklab(resolve(mix[1], theme)), toOklab(resolve(mix[3], theme))];
  return fromOklab([0, 1, 2].map((i) => share * one[i] + (1 - share) * two[i]) as Rgb);
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function contrast(one: Rgb, two: Rgb): number {
  const [a, b] = [luminance(one), luminance(two)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const surfaces = ['paper', 'raised'];
const series = [1, 2, 3, 4, 5, 6, 7].map((n) => `series-${n}`);
const text: [string, string[]][] = [
  ['ink', [...surfaces, 'hover', 'train-soft', 'infer-soft', 'done-soft', 'error-soft', 'line-2']],
  ['ink-2', [...surfaces, 'hover', 'line-2', 'train-soft', 'infer-soft']],
  ['train', [...surfaces, 'train-soft']],
  ['infer', [...surfaces, 'infer-soft']],
  ['neg-text', surfaces],
  ['pos-text', surfaces],
  ['third', surfaces],
  ['done', [...surfaces, 'done-soft']],
  ['error', [...surfaces, 'error-soft']],
  ['on-phase', ['train', 'infer']],
  ...series.map((name): [string, string[]] => [name, surfaces]),
];
const marks = ['control', 'focus', 'neg-mark', 'pos-mark', 'third', 'done', 'error', 'train', 'infer', 'ink-2'];

describe.each(['light', 'dark'] as const)('%s theme', (theme) => {
  it.each(text.flatMap(([name, on]) => on.map((surface) => [name, surface])))(
    'text in --%s on --%s has 4.5:1',
    (name, surface) => {
      expect(contrast(resolve(name, theme), resolve(surface, theme))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(marks.flatMap((name) => surfaces.map((surface) => [name, surface])))(
    'marks in --%s on --%s have 3:1',
    (name, surface) => {
      expect(contrast(resolve(name, theme), resolve(surface, theme))).toBeGreaterThanOrEqual(3);
    },
  );

  const together = [
    ['series', series, 0.08],
    ['classes', ['neg', 'pos', 'third'], 0.15],
    ['signs of weights', ['neg-mark', 'pos-mark'], 0.15],
    ['phases', ['train', 'infer'], 0.1],
  ] as const;
  it.each(together)('%s are told apart with every kind of colour vision', (_, names, least) => {
    for (const [kind, see] of Object.entries(vision)) {
      for (const [i, one] of names.entries()) {
        for (const two of names.slice(0, i)) {
          const [a, b] = [one, two].map((name) => toOklab(see(resolve(name, theme))));
          expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), `${one} and ${two}, ${kind}`).toBeGreaterThan(least);
        }
      }
    }
  });
});

it('registers every colour, so that its computed value is a colour', () => {
  const registered = new Set([...css.matchAll(/@property --([\w-]+)/g)].map((m) => m[1]));
  const colours = [...declarations].filter(([, value]) => /light-dark|color-mix|^var/.test(value)).map(([name]) => name);
  expect([...registered].sort()).toEqual(colours.sort());
});

/** Full dichromacy, from Machado, Oliveira and Fernandes (2009), on linear light. */
const vision: Record<string, (c: Rgb) => Rgb> = {
  usual: (c) => c,
  protanopia: through([0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
  deuteranopia: through([0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881]),
  tritanopia: through([1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039]),
};

const inside = (v: number) => Math.min(1, Math.max(0, v));

function through(m: number[]): (c: Rgb) => Rgb {
  return (c) => [0, 1, 2].map((row) => inside(m[3 * row] * c[0] + m[3 * row + 1] * c[1] + m[3 * row + 2] * c[2])) as Rgb;
}
