/** The decision boundary and a unit's map in a real browser: the right way up, in the tokens' colours, and a point placed by pointer and keys. */
import '../../src/styles/tokens.css';
import '../../src/draw/boundary';
import '../../src/draw/unit-map';
import '../../src/draw/value-plane';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { areaStrength, mix, type Rgb } from '../../src/draw/colours';
import type { Points } from '../../src/draw/points';
import { toRgb } from '../../src/draw/theme';
import { clear, expectAxeClean, expectNoOverflow, inside, painted, show } from './looking';
import { until } from '../until';

const side = 16;
const token = (name: string): Rgb => toRgb([getComputedStyle(document.documentElement).getPropertyValue(name)])[0];
const certain = (name: string): Rgb => mix(token('--raised'), token(name), areaStrength);

/** Class 1 in the top left quarter of the plane, class 0 elsewhere. */
const topLeft = Float32Array.from({ length: side * side }, (_, i) => (i < (side * side) / 2 && i % side < side / 2 ? 1 : 0));
const points: Points = {
  raw: Float32Array.of(1, 1, -1, -1, 1, -1),
  labels: Uint8Array.of(0, 1, 1),
  train: Uint32Array.of(0, 1),
  test: Uint32Array.of(2),
};
const places: [number, number][] = [];
const note = (event: CustomEvent<[number, number]>) => {
  places.push(event.detail);
  element().placed = event.detail;
};
const boundary = (more: { points?: Points; placeable?: boolean; phase?: 'training' | 'inference' } = {}) =>
  html`<fp-boundary
    .grid=${topLeft}
    side=${side}
    outputs="1"
    .points=${more.points ?? null}
    .classes=${['upper moon', 'lower moon']}
    ?placeable=${more.placeable ?? false}
    phase=${more.phase ?? 'training'}
    @place=${note}
  ></fp-boundary>`;
const element = () => document.querySelector('fp-boundary')!;

/** The colour at a place of a canvas, given as shares of its width and height. */
function colourAt(selector: string, tag: string, x: number, y: number): Rgb {
  const canvas = inside(tag).querySelector<HTMLCanvasElement>(selector)!;
  const [red, green, blue] = canvas
    .getContext('2d')!
    .getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data;
  return [red, green, blue];
}
const expectNear = (got: Rgb, wanted: Rgb) =>
  got.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThanOrEqual(3));

beforeEach(() => page.viewport(400, 600));
afterEach(() => {
  clear();
  places.length = 0;
});

describe('fp-boundary', () => {
  it.each(['light', 'dark'])('fills certain areas with the class tokens, row 0 at the top, in the %s theme', async (theme) => {
    document.documentElement.dataset.theme = theme;
    show(boundary());
    await painted();
    const at = (x: number, y: number) => colourAt('.area', 'fp-boundary', x, y);
    expectNear(at(0.1, 0.1), certain('--pos'));
    expectNear(at(0.9, 0.1), certain('--neg'));
    expectNear(at(0.1, 0.9), certain('--neg'));
    expectNear(at(0.9, 0.9), certain('--neg'));
  });

  it('repaints in the colours of the theme when it changes', async () => {
    document.documentElement.dataset.theme = 'light';
    show(boundary());
    await painted();
    const light = certain('--pos');
    document.documentElement.dataset.theme = 'dark';
    await painted();
    expect(certain('--pos')).not.toEqual(light);
    expectNear(colourAt('.area', 'fp-boundary', 0.1, 0.1), certain('--pos'));
  });

  it('fills training points and leaves testing points hollow', async () => {
    show(boundary({ points }));
    await painted();
    const at = (x1: number, x2: number) => colourAt('.marks', 'fp-boundary', (x1 + 2) / 4, (2 - x2) / 4);
    expectNear(at(1, 1), token('--neg'));
    expectNear(at(-1, -1), token('--pos'));
    expectNear(at(1, -1), [255, 255, 255]);
    await expect.element(page.getByText('Hollow points are held out for testing.')).toBeVisible();
    await expect.element(page.getByRole('list', { name: 'Classes' }).getByText('lower moon')).toBeVisible();
  });

  it('says in words how much of the plane each class takes', async () => {
    show(boundary());
    await expect
      .element(
        page.getByRole('img', { name: 'What the network predicts: both axes from −2 to 2; 75% upper moon, 25% lower moon.' }),
      )
      .toBeInTheDocument();
  });

  it('places a point by pointer', async () => {
    show(boundary({ placeable: true }));
    await painted();
    const plane = page.getByRole('application', { name: /Place a point/ });
    const { width } = plane.element().getBoundingClientRect();
    await plane.click({ position: { x: 0.75 * width, y: 0.25 * width } });
    expect(places).toHaveLength(1);
    expect(places[0][0]).toBeCloseTo(1, 1);
    expect(places[0][1]).toBeCloseTo(1, 1);
  });

  it('places and moves a point by keys, within the plane, and says where it is', async () => {
    show(boundary({ placeable: true }));
    await painted();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{ArrowUp}{Shift>}{ArrowDown}{/Shift}');
    await until(() => expect(places).toHaveLength(3));
    expect(places).toEqual([
      [0.1, 0],
      [0.1, 0.1],
      [0.1, -0.4],
    ]);
    await expect.element(page.getByRole('status')).toHaveTextContent('x₁ 0.10, x₂ −0.40');
    element().placed = [2, 2];
    await userEvent.keyboard('{ArrowRight}');
    await until(() => expect(places.at(-1)).toEqual([2, 2]));
  });

  it('offers no placing where there is none', async () => {
    show(boundary());
    await painted();
    expect(page.getByRole('application').elements()).toEqual([]);
  });

  it('clears a grid that is gone', async () => {
    show(boundary());
    await painted();
    element().grid = null;
    await painted();
    expect(colourAt('.area', 'fp-boundary', 0.1, 0.1)).toEqual([0, 0, 0]);
  });

  it('fits 320 pixels and gives axe nothing to find', async () => {
    await page.viewport(320, 600);
    show(boundary({ points, placeable: true, phase: 'inference' }));
    element().placed = [0.5, 0.5];
    await painted();
    expectNoOverflow();
    await expectAxeClean();
  });
});

describe('fp-unit-map', () => {
  it('shows the sign of the response, scaled to its largest, and its range', async () => {
    const grid = Float32Array.from({ length: side * side }, (_, i) => (i % side < side / 2 ? -0.5 : 0.25));
    show(html`<fp-unit-map .grid=${grid} side=${side} label="hidden layer 1, unit 3" style="width: 120px"></fp-unit-map>`);
    await painted();
    expectNear(colourAt('canvas', 'fp-unit-map', 0.1, 0.5), certain('--neg'));
    expectNear(colourAt('canvas', 'fp-unit-map', 0.9, 0.5), mix(token('--raised'), token('--pos'), areaStrength / 2));
    await expect
      .element(page.getByRole('img', { name: 'hidden layer 1, unit 3: activations from −0.50 to 0.25 over the plane' }))
      .toBeVisible();
    await expectAxeClean();
  });
});

describe('fp-value-plane', () => {
  it('has one scale for predictions and what is true, named in the target’s own unit', async () => {
    // True values from 0 to 40 about a mean of 10: the scale runs from −20 to 40.
    const target = { name: 'yield (kg)', values: Float64Array.of(0, 10, 40, 10), mean: 10, deviation: 5 };
    const axis = (name: string) => ({ name, from: 0, to: 100, mean: 50, deviation: 25 });
    const grid = Float32Array.from({ length: side * side }, (_, i) => (i % side < side / 2 ? -6 : 3));
    const draw = (placed: Float32Array | null) =>
      show(
        html`<fp-value-plane
          .grid=${grid}
          side=${side}
          .across=${axis('rain (mm)')}
          .up=${axis('sun (h)')}
          .raw=${Float32Array.of(25, 90, 25, 10, 75, 10, 75, 90)}
          .target=${target}
          .train=${Uint32Array.of(0, 1, 2)}
          .test=${Uint32Array.of(3)}
          .placed=${placed}
          style="width: 220px"
        ></fp-value-plane>`,
      );
    draw(null);
    await painted();
    const tag = 'fp-value-plane';
    expectNear(colourAt('.area', tag, 0.1, 0.5), certain('--neg'));
    expectNear(colourAt('.area', tag, 0.9, 0.5), mix(token('--raised'), token('--pos'), areaStrength / 2));
    // A third below the mean; at the far end of the scale; and held out, so hollow.
    expectNear(colourAt('.marks', tag, 0.25, 0.1), mix(token('--raised'), token('--neg'), 1 / 3));
    expectNear(colourAt('.marks', tag, 0.75, 0.9), token('--pos'));
    expectNear(colourAt('.marks', tag, 0.75, 0.1), token('--raised'));
    await expect
      .element(page.getByRole('img', { name: 'predicts for yield (kg) over rain (mm) and sun (h): from −20 to 25.' }))
      .toBeVisible();
    for (const end of ['−20', '10, the mean', '40']) await expect.element(page.getByText(end, { exact: true })).toBeVisible();
    draw(Float32Array.of(0, 0));
    await painted();
    const ring = inside(tag).querySelector<HTMLCanvasElement>('.marks')!;
    expectNear(colourAt('.marks', tag, 0.5 + 7 / ring.clientWidth, 0.5), token('--infer'));
    expectNoOverflow();
    await expectAxeClean();
  });
});
