/**
 * Colours as numbers, so that a canvas can blend them, and the share of each in an area. Pure.
 * Which class and which sign has which token stands here and nowhere else in draw/.
 */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The tokens (styles/tokens.css) that drawings read, with the day theme's values for a page that has none of them. */
export const drawnTokens = {
  '--raised': '#ffffff',
  '--ink': '#1d1b18',
  '--ink-2': '#6a655d',
  '--train': '#c2410c',
  '--infer': '#0f6e84',
  '--neg': '#4f55c8',
  '--pos': '#c9930a',
  '--third': '#9c1458',
} as const;
export type DrawnToken = keyof typeof drawnTokens;
export type Palette = Readonly<Record<DrawnToken, Rgb>>;

/** Token of each class: for two classes the negative is indigo and the positive ochre; a third joins them. */
export const classTokens = ['--neg', '--pos', '--third'] as const satisfies readonly DrawnToken[];

/** Share of the class colour where the network is certain; the rest is the surface, so that points of that class still stand out. */
export const areaStrength = 0.76;

/** `a` and `b` blended; `share` is b's, 0 to 1. */
export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

export function css(colour: Rgb): string {
  return `rgb(${colour.map(Math.round).join(' ')})`;
}

/** The colours of the classes, in label order. */
export function classColours(palette: Palette): Rgb[] {
  return classTokens.map((token) => palette[token]);
}

/** Colour of an area where class 1 has probability `p` of two: the surface itself at one half. Out of range is cut off; NaN is the surface. */
export function pairColour(palette: Palette, p: number): Rgb {
  const certainty = Math.min(1, Math.abs(2 * p - 1)) || 0;
  return mix(palette['--raised'], palette[p < 0.5 ? '--neg' : '--pos'], areaStrength * certainty);
}

/** Colour of a value between -1 and 1: indigo below nought, ochre above, the surface at nought. NaN is the surface. */
export function signedColour(palette: Palette, value: number): Rgb {
  return pairColour(palette, (value + 1) / 2);
}
