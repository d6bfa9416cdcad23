/** Names written beside the ends of lines, instead of a legend. */
import { placeLabels } from './labels';

export interface EndLabel {
  text: string;
  /** The line's end, pixels from the drawing's top. */
  y: number;
  colour: string;
}

/** Pixels between the baselines of two labels. */
const GAP = 13;

/** About how wide a text is, pixels: Inter at 11 px is 6.1 a character on average, the fonts that stand in for it up to 6.8. */
export function textWidth(content: string): number {
  return Math.ceil(6.8 * content.length);
}

/** Room that these labels want at the drawing's right, pixels. */
export function labelRoom(texts: readonly string[]): number {
  return Math.max(16, 14 + Math.max(0, ...texts.map(textWidth)));
}

/** Writes the labels into a drawing, each in its line's colour: phase, series and ink tokens all have the contrast of text. */
export function writeEndLabels(svg: Element, labels: readonly EndLabel[], x: number, low: number, high: number): void {
  const places = placeLabels(
    labels.map((label) => label.y),
    GAP,
    low,
    high,
  );
  labels.forEach((label, i) => svg.append(text(label.text, x + 7, places[i], { fill: label.colour })));
}

/**
 * Writes the name of a vertical rule above the drawing: from the rule to the right, else to the left, else wherever it fits.
 * @param right where the drawing ends, pixels
 */
export function writeRuleLabel(svg: Element, content: string, x: number, y: number, right: number, colour: string): void {
  const wide = textWidth(content);
  const ends = x + wide > right && x - wide >= 0;
  // a halo, so that another rule's line does not run through it
  const halo = { stroke: 'var(--raised)', 'stroke-width': '4', 'paint-order': 'stroke' };
  const place = ends ? x : Math.max(0, Math.min(x, right - wide));
  svg.append(text(content, place, y, { 'text-anchor': ends ? 'end' : 'start', fill: colour, ...halo }));
}

/** An SVG text element, centred on y. */
export function text(content: string, x: number, y: number, attributes: Record<string, string> = {}): SVGTextElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'text');
  element.textContent = content;
  element.setAttribute('x', String(x));
  element.setAttribute('y', String(y));
  element.setAttribute('dy', '0.32em');
  element.setAttribute('text-anchor', 'start');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
