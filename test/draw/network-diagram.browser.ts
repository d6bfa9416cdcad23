/** The network's drawing in a real browser: by role and name, by keys and pointer, and what its canvas shows. */
import '../../src/styles/tokens.css';
import '../../src/draw/network-diagram';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { toRgb } from '../../src/draw/theme';
import { canvas, element, listened, pixelsLike, unit, weights } from './diagram';
import { clear, expectAxeClean, expectNoOverflow, inside, painted, show } from './looking';
import { network } from './made-up';
import { until } from '../until';

const { units, diagram } = listened();

beforeEach(() => page.viewport(600, 700));
afterEach(() => {
  vi.restoreAllMocks();
  clear();
  units.length = 0;
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
    await until(() => expect(toRgb([getComputedStyle(ring).stroke])[0]).toEqual(cool));
  });

  it('lights the weights cool from the left and warm from the right', async () => {
    show(diagram());
    element().stage = 'forward';
    await until(() => expect(pixelsLike('--infer')).toBeGreaterThan(1000));
    expect(pixelsLike('--train')).toBe(0);
    element().stage = 'backward';
    await until(() => expect(pixelsLike('--train')).toBeGreaterThan(1000));
    element().stage = null;
    await until(() => expect(pixelsLike('--train')).toBe(0));
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
  it('gives axe nothing to find while a weight is edited', async () => {
    show(diagram({ editable: true }));
    await unit(/^hidden layer 1, unit 1,/).click();
    await expectAxeClean();
  });

  it('gives axe nothing to find in a large locked network', async () => {
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
