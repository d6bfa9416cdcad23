/** Tells a drawing which colours the page has now: reads the tokens once per change of theme. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { drawnTokens, type DrawnToken, type Palette, type Rgb } from './colours';

/** CSS colours (as computed: rgb(), color(srgb …), oklab(…)) as bytes, by letting a canvas paint them, one pixel each. */
export function toRgb(colours: readonly string[]): Rgb[] {
  const canvas = document.createElement('canvas');
  canvas.width = colours.length;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return colours.map(() => [0, 0, 0]);
  colours.forEach((colour, x) => {
    context.fillStyle = colour;
    context.fillRect(x, 0, 1, 1);
  });
  const { data } = context.getImageData(0, 0, colours.length, 1);
  return colours.map((_, x) => [data[4 * x], data[4 * x + 1], data[4 * x + 2]]);
}

/** The tokens' values at this element. */
function readPalette(at: Element): Palette {
  const tokens = Object.keys(drawnTokens) as DrawnToken[];
  // All are put in before any is read: a read after a change has the page styled anew.
  const probe = document.createElement('i');
  probe.style.cssText = 'position:absolute;visibility:hidden';
  probe.append(
    ...tokens.map((token) => {
      const one = document.createElement('i');
      // Where the system forces its own colours on text, a picture keeps its own: all of one colour it would say nothing.
      one.style.cssText = `transition:none;forced-color-adjust:none;color:var(${token}, ${drawnTokens[token]})`;
      return one;
    }),
  );
  (at.shadowRoot ?? at).append(probe);
  const colours = toRgb(Array.from(probe.children, (one) => getComputedStyle(one).color));
  probe.remove();
  return Object.fromEntries(tokens.map((token, i) => [token, colours[i]])) as Record<DrawnToken, Rgb>;
}

/** Reads the palette when its host is connected and when the theme changes (by the system, or by :root's data-theme). */
export class Theme implements ReactiveController {
  #palette: Palette | null = null;
  readonly #system = matchMedia('(prefers-color-scheme: dark)');
  readonly #chosen = new MutationObserver(() => this.#changed());

  constructor(
    private readonly host: ReactiveControllerHost & Element,
    private readonly onChange: () => void,
  ) {
    host.addController(this);
  }

  get palette(): Palette {
    return (this.#palette ??= readPalette(this.host));
  }

  hostConnected(): void {
    this.#system.addEventListener('change', this.#changed);
    this.#chosen.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.#palette = null;
  }

  hostDisconnected(): void {
    this.#system.removeEventListener('change', this.#changed);
    this.#chosen.disconnect();
  }

  readonly #changed = (): void => {
    this.#palette = null;
    this.onChange();
  };
}
