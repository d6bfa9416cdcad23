/** The pad in a real browser: written on by pointer and by keys, told at most once a frame, cleared. */
import '../../src/styles/tokens.css';
import '../../src/draw/pad';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clear, expectAxeClean, expectNoOverflow, painted, show } from './looking';
import { until } from '../until';

const drawn: Float32Array[] = [];
const pad = () => page.getByRole('application', { name: 'Drawing pad' });
const heard = vi.fn();

beforeEach(async () => {
  await page.viewport(320, 600);
  show(html`<fp-pad @draw=${(event: CustomEvent<Float32Array>) => drawn.push(event.detail)}></fp-pad>`);
  await painted();
  document.body.addEventListener('keydown', heard);
});
afterEach(() => {
  document.body.removeEventListener('keydown', heard);
  clear();
  drawn.length = 0;
  heard.mockClear();
});

/** A stroke through these points, as shares of the pad, all within one frame. */
function write(points: [number, number][]): void {
  const box = pad().element().getBoundingClientRect();
  // A made-up pointer cannot be captured; what is tested is what is made of its movements.
  const element = pad().element() as HTMLElement;
  element.setPointerCapture = () => {};
  element.hasPointerCapture = () => true;
  points.forEach(([x, y], i) => {
    const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height, button: 0, pointerId: 1, bubbles: true };
    element.dispatchEvent(new PointerEvent(i ? 'pointermove' : 'pointerdown', at));
  });
}

describe('fp-pad', () => {
  it('makes an image of 64 shares of ink from a stroke, once a frame', async () => {
    write([
      [0.5, 0.2],
      [0.5, 0.4],
      [0.5, 0.6],
      [0.5, 0.8],
    ]);
    await until(() => expect(drawn).toHaveLength(1));
    const [image] = drawn;
    expect(image).toHaveLength(64);
    expect(Math.max(...image)).toBeLessThanOrEqual(1);
    // An upright stroke: ink in the middle columns of every row, none at the sides.
    for (let row = 0; row < 8; row++) {
      expect(image[8 * row + 3] + image[8 * row + 4]).toBeGreaterThan(0.5);
      expect(image[8 * row] + image[8 * row + 7]).toBe(0);
    }
    await painted();
    expect(drawn).toHaveLength(1);
  });

  it('is wiped by Clear, which says so with a blank image', async () => {
    write([
      [0.3, 0.3],
      [0.6, 0.6],
    ]);
    await until(() => expect(drawn).toHaveLength(1));
    await page.getByRole('button', { name: 'Clear' }).click();
    await until(() => expect(drawn).toHaveLength(2));
    expect(drawn[1].every((value) => value === 0)).toBe(true);
  });

  it('is written on by keys: arrows move the pen, Space puts it down', async () => {
    await userEvent.tab();
    await expect.element(pad()).toBeVisible();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}');
    await painted();
    expect(drawn).toHaveLength(0);
    await userEvent.keyboard(' {ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown} ');
    await until(() => expect(drawn.length).toBeGreaterThan(0));
    const image = drawn.at(-1)!;
    expect(image[3] + image[4]).toBeGreaterThan(0.5);
    expect(image[8 * 7 + 3] + image[8 * 7 + 4]).toBeGreaterThan(0.5);
    await expect.element(page.getByRole('status')).toHaveTextContent('Pen up, column 8 of 16, row 9');
    const before = drawn.length;
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await painted();
    expect(drawn).toHaveLength(before);
    // Space is the pen's here: the cell around it must not take it for Train.
    expect(heard.mock.calls.map(([event]: KeyboardEvent[]) => event.key)).toEqual(['Tab']);
  });

  it('fits 320 pixels and gives axe nothing to find', async () => {
    expectNoOverflow();
    await expectAxeClean();
  });
});
