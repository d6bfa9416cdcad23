/** The colours of the site's day theme, as bytes. Pure. */
import { drawnTokens, type Palette, type Rgb } from '../../src/draw/colours';

function bytes(colour: string): Rgb {
  const all = Number.parseInt(colour.slice(1), 16);
  return [all >> 16, (all >> 8) & 255, all & 255];
}

export const palette = Object.fromEntries(
  Object.entries(drawnTokens).map(([token, colour]) => [token, bytes(colour)]),
) as unknown as Palette;
