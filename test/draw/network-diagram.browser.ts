/** The network's drawing in a real browser: by role and name, by keys and pointer, and what its canvas shows. */
import '../../src/styles/tokens.css';
import '../../src/draw/network-diagram';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { toRgb } from '../../src/draw/theme';
import type { Unit } from '../../src/draw/diagram-layout';
import { clear, expectAxeClean, expectNoOverflow, focusedName, inside, painted, show } from './looking';
import { network, numberedWeights } from './made-up';

const model = network(2, 8, 8, 1);
const weights = numberedWeights(model);
const units: (Unit | null)[] = [];
const edits: { index: number; value: number }[] = [];
const diagram = (
  more: { phase?: 'training' | 'inference'; editable?: boolean; of?: typeof model; weights?: Float32Array } = {},
) => {
  const of = more.of ?? model;
  const outputs = of.layers[of.layers.length - 1].units;
  return html`<fp-network-diagram
    .model=${of}
    .weights=${more.weights ?? numberedWeights(of)}
    .inputs=${Array.from({ length: of.inputs }, (_, i) => `x${i + 1}`)}
    .outputs=${outputs === 1 ? ['p'] : Array.from({ length: outputs }, (_, i) => String(i))}
    .phase=${more.phase ?? 'training'}
    ?editable=${more.editable ?? false}
    @unit=${(event: CustomEvent<Unit | null>) => units.push(event.detail)}
    @edit-weight=${(event: CustomEvent<{ index: number; value: number }>) => edits.push(event.detail)}
  ></fp-network-diagram>`;
};
const element = () => document.querySelector('fp-network-diagram')!;
const unit = (name: string | RegExp) => page.getByRole('option', { name });
const canvas = () => inside('fp-network-diagram').querySelector('canvas')!;

/** How many pixels of the canvas are nearest to this colour, among those that are not clear. */
function pixelsLike(token: string): number {
  const [wanted] = toRgb([getComputedStyle(document.documentElement).getPropertyValue(token)]);
  const { data } = canvas().getContext('2d')!.getImageData(0, 0, canvas().width, canvas().height);
  let count = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] > 60 && wanted.every((value, k) => Math.abs(value - data[i + k]) < 25)) count++;
  }
  return count;
}

beforeEach(() => page.viewport(600, 700));
afterEach(() => {
  vi.restoreAllMocks();
  clear();
  units.length = 0;
  edits.length = 0;
});

describe('the drawing', () => {
  it('names every unit with its bias, in groups by layer', async () => {
    show(diagram());
    // 2 × 8 weights stand before the first biases; the third of them has index 18.
    await expect.element(unit('hidden layer 1, unit 3, bias 0.19')).toBeVisible();
    await expect.element(unit('input x₂')).toBeVisible();
    await expect.element(unit(/^output p, bias /)).toBeVisible();
    await expect.element(page.getByRole('group', { name: 'hidden layer 2: 8 units' })).toBeInTheDocument();
    await expect.element(page.getByRole('listbox', { name: 'Network, unit by unit' })).toBeInTheDocument();
    expect(unit(/./).elements()).toHaveLength(2 + 8 + 8 + 1);
  });

  it('paints positive weights ochre and negative ones indigo', async () => {
    show(diagram({ weights: weights.map(Math.abs) }));
    await painted();
    expect(pixelsLike('--pos')).toBeGreaterThan(500);
    expect(pixelsLike('--neg')).toBe(0);
    element().weights = weights.map((value) => -Math.abs(value));
    await painted();
    expect(pixelsLike('--neg')).toBeGreaterThan(500);
    expect(pixelsLike('--pos')).toBe(0);
  });

  it('paints nothing for weights of another network, and nothing for none', async () => {
    show(diagram({ weights: new Float32Array(5) }));
    await painted();
    const { data } = canvas().getContext('2d')!.getImageData(0, 0, canvas().width, canvas().height);
    expect(data.every((value) => value === 0)).toBe(true);
  });

  it('repaints for new weights without rendering its elements again', async () => {
    show(diagram());
    await painted();
    const before = canvas().toDataURL();
    const node = inside('fp-network-diagram').querySelector('[data-layer="0"]')!;
    const changes: MutationRecord[] = [];
    const observer = new MutationObserver((records) => changes.push(...records));
    observer.observe(node.parentElement!, { subtree: true, attributes: true, childList: true, characterData: true });
    element().weights = weights.map((value, i) => value * Math.cos(i));
    await painted();
    expect(canvas().toDataURL()).not.toBe(before);
    expect(changes.concat(observer.takeRecords())).toEqual([]);
    observer.disconnect();
  });

  it('shows twelve units of a large layer and counts the rest', async () => {
    show(diagram({ of: network(64, 512, 512, 512, 10) }));
    await expect.element(page.getByText('+500 more').first()).toBeVisible();
    await expect.element(page.getByText('+52 more')).toBeVisible();
    await expect
      .element(page.getByRole('group', { name: 'hidden layer 1: 512 units, the first 12 of them shown' }))
      .toBeInTheDocument();
    expect(unit(/hidden layer 2/).elements()).toHaveLength(12);
  });

  it('summarises layers, units and largest weights for those who do not see it', async () => {
    show(diagram());
    await expect
      .element(page.getByText(/^A network of 2 inputs \(x₁, x₂\); hidden layer 1: 8 tanh units;.*105 weights and biases/))
      .toBeInTheDocument();
  });

  it('fits 320 pixels with eight hidden layers', async () => {
    await page.viewport(320, 700);
    show(diagram({ of: network(2, 8, 8, 8, 8, 8, 8, 8, 8, 1) }));
    await expect.element(unit(/^hidden layer 8, unit 8/)).toBeVisible();
    expectNoOverflow();
    show(diagram({ of: network(64, 512, 512, 512, 10) }));
    await painted();
    expectNoOverflow();
  });
});

describe('a unit', () => {
  it('is told by hover with its own edges brought out, and told again when the pointer leaves', async () => {
    show(diagram());
    await painted();
    const before = canvas().toDataURL();
    await unit(/^hidden layer 1, unit 3/).hover();
    await vi.waitFor(() => expect(units).toEqual([{ layer: 0, unit: 2 }]));
    await painted();
    expect(canvas().toDataURL()).not.toBe(before);
    await expect.element(unit(/^hidden layer 1, unit 3/)).toHaveAttribute('aria-selected', 'true');
    // Inputs have no response of their own to show.
    await unit('input x₁').hover();
    await vi.waitFor(() => expect(units.at(-1)).toBeNull());
  });

  it('is reached by one Tab and then by arrows', async () => {
    show(diagram());
    await painted();
    await userEvent.tab();
    await vi.waitFor(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 1,/));
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await vi.waitFor(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 3,/));
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(focusedName()).toMatch(/^hidden layer 2, unit 3,/));
    await userEvent.keyboard('{ArrowRight}');
    await vi.waitFor(() => expect(focusedName()).toMatch(/^output p/));
    await vi.waitFor(() => expect(units.at(-1)).toEqual({ layer: 2, unit: 0 }));
    expect(
      unit(/./)
        .elements()
        .filter((node) => node.getAttribute('tabindex') === '0'),
    ).toHaveLength(1);
    await userEvent.tab();
    await vi.waitFor(() => expect(units.at(-1)).toBeNull());
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
    await vi.waitFor(() => expect(focusedName()).toBe('Bias of unit 3 of hidden layer 1'));
    await expect.element(field('Bias of unit 3 of hidden layer 1')).toHaveValue(0.19);
    await userEvent.keyboard('-1.5{Enter}');
    await vi.waitFor(() => expect(edits).toEqual([{ index: 18, value: -1.5 }]));
    await vi.waitFor(() => expect(focusedName()).toMatch(/^hidden layer 1, unit 3,/));
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
    await vi.waitFor(() => expect(focusedName()).toMatch(/^Weight from x[₁₂] to unit 8 of hidden layer 1$/));
    await userEvent.keyboard('2{Enter}');
    await vi.waitFor(() => expect(edits).toHaveLength(1));
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

describe('phases and stages', () => {
  it('drops the way back in inference, and says that the weights are locked', async () => {
    show(diagram());
    await expect.element(page.getByText('backward, then update')).toBeVisible();
    await expect.element(page.getByText('weights locked', { exact: true })).not.toBeVisible();
    show(diagram({ phase: 'inference' }));
    await expect.element(page.getByText('backward, then update')).not.toBeVisible();
    await expect.element(page.getByText('forward', { exact: true })).toBeVisible();
    await expect.element(page.getByText('weights locked', { exact: true })).toBeVisible();
    const ring = inside('fp-network-diagram').querySelector('.body')!;
    const [cool] = toRgb([getComputedStyle(document.documentElement).getPropertyValue('--infer')]);
    await vi.waitFor(() => expect(toRgb([getComputedStyle(ring).stroke])[0]).toEqual(cool));
  });

  it('lights the weights cool from the left and warm from the right', async () => {
    show(diagram());
    element().stage = 'forward';
    await vi.waitFor(() => expect(pixelsLike('--infer')).toBeGreaterThan(1000), 3000);
    expect(pixelsLike('--train')).toBe(0);
    element().stage = 'backward';
    await vi.waitFor(() => expect(pixelsLike('--train')).toBeGreaterThan(1000), 3000);
    element().stage = null;
    await vi.waitFor(() => expect(pixelsLike('--train')).toBe(0));
  });

  it('lights at once where less motion is wanted', async () => {
    const ask = window.matchMedia.bind(window);
    vi.spyOn(window, 'matchMedia').mockImplementation((query) => ask(query.includes('reduced-motion') ? 'all' : query));
    show(diagram());
    await painted();
    element().stage = 'forward';
    await painted();
    const lit = canvas().toDataURL();
    await painted();
    expect(canvas().toDataURL()).toBe(lit);
    expect(pixelsLike('--infer')).toBeGreaterThan(1000);
  });

  it('shows the loss at the output', async () => {
    show(diagram());
    element().stage = 'loss';
    element().loss = 0.3141;
    await expect.element(page.getByText('loss 0.31')).toBeVisible();
  });

  it("shows an example's way: each unit's value, and edges by what flows through them", async () => {
    show(diagram({ weights: weights.map(Math.abs) }));
    await painted();
    const activations = new Float32Array(17).fill(0.5);
    activations[2] = -0.75;
    activations[16] = 0.875;
    element().activations = activations;
    element().inputValues = Float32Array.of(0, -1);
    await expect.element(unit(/^hidden layer 1, unit 3, bias .*, value −0.75$/)).toBeVisible();
    await expect.element(page.getByText('0.88', { exact: true })).toBeVisible();
    await painted();
    // Positive weights from a negative value carry something negative.
    expect(pixelsLike('--neg')).toBeGreaterThan(100);
  });
});

describe('for everyone', () => {
  // Axe looks at every unit in both themes: on a busy machine that is slow.
  it('gives axe nothing to find while a weight is edited', { timeout: 60_000 }, async () => {
    show(diagram({ editable: true }));
    await unit(/^hidden layer 1, unit 1,/).click();
    await expectAxeClean();
  });

  it('gives axe nothing to find in a large locked network', { timeout: 60_000 }, async () => {
    show(diagram({ of: network(64, 512, 512, 512, 10), phase: 'inference' }));
    await expectAxeClean();
  });

  it('takes the colours of the theme when it changes', async () => {
    document.documentElement.dataset.theme = 'light';
    show(diagram());
    await painted();
    const light = canvas().toDataURL();
    document.documentElement.dataset.theme = 'dark';
    await painted();
    expect(canvas().toDataURL()).not.toBe(light);
    expect(pixelsLike('--pos')).toBeGreaterThan(100);
  });
});
