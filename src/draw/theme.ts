/** Tells a drawing which colours the page has now: reads the tokens once per change of theme. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { drawnTokens, type DrawnToken, type Palette, type Rgb } from './colours';

/** Any CSS colour (as computed: rgb(), color(srgb …), oklab(…)) as bytes, by letting a canvas paint it. */
export function toRgb(colour: string): Rgb {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return [0, 0, 0];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}

/** The tokens' values at this element. */
function readPalette(at: Element): Palette {
  const probe = document.createElement('i');
  probe.style.cssText = 'position:absolute;visibility:hidden;transition:none';
  (at.shadowRoot ?? at).append(probe);
  const read = (token: DrawnToken): Rgb => {
    probe.style.color = `var(${token}, ${drawnTokens[token]})`;
    return toRgb(getComputedStyle(probe).color);
  };
  const entries = (Object.keys(drawnTokens) as DrawnToken[]).map((token) => [token, read(token)] as const);
  probe.remove();
  return Object.fromEntries(entries) as Record<DrawnToken, Rgb>;
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
