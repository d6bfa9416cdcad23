/** A unit of the drawing is pointed at, and its weights are set by hand, by pointer and by keys. */
import '../../src/styles/tokens.css';
import '../../src/draw/network-diagram';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { canvas, element, listened, model, unit, weights } from './diagram';
import { clear, focusedName, inside, painted, show } from './looking';
import { until } from '../until';

const { units, edits, diagram } = listened();

beforeEach(() => page.viewport(600, 700));
afterEach(() => {
  vi.restoreAllMocks();
  clear();
  units.length = 0;
  edits.length = 0;
});

describe('a unit', () => {
  it('is told by hover with its own edges brought out, and told again when the pointer leaves', async () => {
    show(diagram());
    await painted();
    const before = canvas().toDataURL();
    await unit(/^hidden layer 1, unit 3/).hover();
    await until(() => expect(units).toEqual([{ layer: 0, unit: 2 }]));
    await painted();
    expect(canvas().toDataURL()).not.toBe(before);
    await expect.element(unit(/^hidden layer 1, unit 3/)).toHaveAttribute('aria-selected', 'true');
    // Inputs have no response of their own to show.
    await unit('input x₁').hover();
    await until(() => expect(units.at(-1)).toBeNull());
  });

  it('is reached by one Tab and then by arrows', async () => {
    show(diagram());
    await painted();
    await userEvent.tab();
    await until(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 1,/));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await until(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 3,/));
    await userEvent.keyboard('{ArrowRight}');
    await until(() => expect(focusedName()).toMatch(/^hidden layer 2, unit 3,/));
    await userEvent.keyboard('{ArrowRight}');
    await until(() => expect(focusedName()).toMatch(/^output p/));
    await until(() => expect(units.at(-1)).toEqual({ layer: 2, unit: 0 }));
    expect(
      unit(/./)
        .elements()
        .filter((node) => node.getAttribute('tabindex') === '0'),
    ).toHaveLength(1);
    await userEvent.tab();
    await until(() => expect(units.at(-1)).toBeNull());
  });

  it('can be emphasised from outside', async () => {
    show(diagram());
    element().selected = { layer: 1, unit: 0 };
    await expect.element(unit(/^hidden layer 2, unit 1,/)).toHaveAttribute('aria-selected', 'true');
    expect(units).toEqual([]);
  });
});

describe('editing', () => {
  const field = (name: string) => page.getByRole('spinbutton', { name });

  it('sets a bias by Enter, with its place in the flat weights, and gives the focus back', async () => {
    show(diagram({ editable: true }));
    await painted();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    await until(() => expect(focusedName()).toBe('Bias of unit 3 of hidden layer 1'));
    await expect.element(field('Bias of unit 3 of hidden layer 1')).toHaveValue(0.19);
    await userEvent.keyboard('-1.5{Enter}');
    await until(() => expect(edits).toEqual([{ index: 18, value: -1.5 }]));
    await until(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 3,/));
    expect(page.getByRole('form').elements()).toEqual([]);
  });

  it('reaches each incoming weight by keyboard through the list', async () => {
    show(diagram({ editable: true }));
    await painted();
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{Enter}');
    // The second layer's kernel begins after 2 × 8 + 8 numbers; row 5 of it is unit 6 of the first layer.
    const index = 24 + 5 * 8;
    await page
      .getByRole('combobox', { name: 'Weight or bias' })
      .selectOptions('Weight from unit 6 of hidden layer 1 to unit 1 of hidden layer 2');
    const weight = field('Weight from unit 6 of hidden layer 1 to unit 1 of hidden layer 2');
    await expect.element(weight).toHaveValue(Number(weights[index].toPrecision(4)));
    await weight.fill('0.25');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(edits).toEqual([{ index, value: 0.25 }]);
  });

  it('opens on the weight whose edge is clicked', async () => {
    show(diagram({ editable: true }));
    await painted();
    // From x₁ to unit 8: near its end nothing else passes.
    const to = unit(/^hidden layer 1, unit 8,/)
      .element()
      .querySelector('.body')!
      .getBoundingClientRect();
    const stage = inside('fp-network-diagram').querySelector('svg')!;
    const at = { clientX: to.left - 3, clientY: to.top + to.height / 2, bubbles: true, composed: true };
    stage.dispatchEvent(new PointerEvent('pointermove', at));
    stage.dispatchEvent(new MouseEvent('click', at));
    await until(() => expect(focusedName()).toMatch(/^Weight from x[₁₂] to unit 8 of hidden layer 1$/));
    await userEvent.keyboard('2{Enter}');
    await until(() => expect(edits).toHaveLength(1));
    expect([7, 15]).toContain(edits[0].index);
  });

  it('closes without a change by Escape and by Cancel, and refuses what is not a number', async () => {
    show(diagram({ editable: true }));
    await unit(/^hidden layer 1, unit 1,/).click();
    await field('Bias of unit 1 of hidden layer 1').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.element(field('Bias of unit 1 of hidden layer 1')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    await unit(/^hidden layer 1, unit 1,/).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.element(page.getByRole('button', { name: 'Save' })).not.toBeInTheDocument();
    expect(edits).toEqual([]);
  });

  it('keeps what is being typed while new weights arrive, and what its keys mean to itself', async () => {
    const heard = vi.fn();
    document.body.addEventListener('keydown', heard);
    show(diagram({ editable: true }));
    await unit(/^hidden layer 1, unit 1,/).click();
    const one = field('Bias of unit 1 of hidden layer 1');
    await one.fill('7');
    // As a cell does with each message: the same network as a new object, and new weights.
    show(diagram({ editable: true, of: structuredClone(model), weights: weights.map((value) => value + 1) }));
    await painted();
    await expect.element(one).toHaveValue(7);
    await userEvent.keyboard(' ');
    expect(heard).not.toHaveBeenCalled();
    document.body.removeEventListener('keydown', heard);
  });

  it('is not to be had in inference, nor without being allowed', async () => {
    show(diagram({ editable: true, phase: 'inference' }));
    await unit(/^hidden layer 1, unit 1,/).click();
    await painted();
    expect(page.getByRole('spinbutton').elements()).toEqual([]);
    show(diagram());
    await unit(/^hidden layer 1, unit 2,/).click();
    await painted();
    expect(page.getByRole('spinbutton').elements()).toEqual([]);
  });
});
