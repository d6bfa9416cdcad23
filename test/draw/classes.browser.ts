/** Confusion matrix, examples and probabilities in a real browser: tables and lists by role and name. */
import '../../src/styles/tokens.css';
import '../../src/draw/confusion';
import '../../src/draw/examples';
import '../../src/draw/probabilities';
import { html } from 'lit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { clear, expectAxeClean, expectNoOverflow, focusedName, inside, painted, show } from './looking';
import { until } from '../until';

const digits = Array.from({ length: 10 }, (_, digit) => String(digit));
const labels = Uint8Array.of(3, 3, 3, 5, 5, 9);
const predicted = Uint8Array.of(3, 5, 5, 5, 3, 9);
const rows = Uint32Array.of(0, 1, 2, 3, 4);

beforeEach(() => page.viewport(320, 700));
afterEach(clear);

describe('fp-confusion', () => {
  const cells: [number, number][] = [];
  const matrix = (selected: [number, number] | null = null) =>
    html`<fp-confusion
      .classes=${digits}
      .labels=${labels}
      .predicted=${predicted}
      .rows=${rows}
      .selected=${selected}
      @cell=${(event: CustomEvent<[number, number]>) => cells.push(event.detail)}
    ></fp-confusion>`;
  const cell = (name: string) => page.getByRole('button', { name });
  afterEach(() => void (cells.length = 0));

  it('is a table whose cells with examples are buttons named in words', async () => {
    show(matrix());
    await expect.element(page.getByRole('table', { name: /Actual classes down, predicted across: 2 of 5 right/ })).toBeVisible();
    expect(page.getByRole('rowheader').elements()).toHaveLength(10);
    expect(page.getByRole('columnheader').elements()).toHaveLength(11);
    expect(page.getByRole('button').elements()).toHaveLength(4);
    await cell('actual 3, predicted 5: 2 examples').click();
    expect(cells).toEqual([[3, 5]]);
    await expect.element(cell('actual 5, predicted 3: 1 example')).toBeVisible();
  });

  it('counts again when predictions change, and marks the cell that is shown', async () => {
    show(matrix([3, 5]));
    await expect.element(cell('actual 3, predicted 5: 2 examples')).toHaveAttribute('aria-pressed', 'true');
    document.querySelector('fp-confusion')!.predicted = labels;
    await expect.element(cell('actual 3, predicted 3: 3 examples')).toBeVisible();
    expect(page.getByRole('button').elements()).toHaveLength(2);
  });

  it('lets arrows go from cell to cell over the empty ones', async () => {
    show(matrix());
    await painted();
    await userEvent.tab();
    expect(focusedName()).toBe('actual 3, predicted 3: 1 example');
    await userEvent.keyboard('{ArrowRight}');
    expect(focusedName()).toBe('actual 3, predicted 5: 2 examples');
    await userEvent.keyboard('{ArrowDown}');
    expect(focusedName()).toBe('actual 5, predicted 5: 1 example');
    await userEvent.keyboard('{Enter}');
    await until(() => expect(cells).toEqual([[5, 5]]));
  });

  it('fits 320 pixels and gives axe nothing to find', async () => {
    show(matrix([3, 5]));
    await painted();
    expectNoOverflow();
    await expectAxeClean();
  });
});

describe('fp-examples', () => {
  const raw = new Float32Array(6 * 64);
  raw.fill(1, 64, 64 + 8);

  it('draws images as ink on paper, names them, and counts those left out', async () => {
    show(
      html`<fp-examples
        .raw=${raw}
        rawWidth="64"
        .shape=${[8, 8]}
        .rows=${Uint32Array.of(1, 2, 3)}
        .labels=${labels}
        .predicted=${predicted}
        .classes=${digits}
        most="2"
      ></fp-examples>`,
    );
    await expect.element(page.getByRole('img', { name: 'example 2: actual 3, predicted 5' })).toBeVisible();
    expect(page.getByRole('listitem').elements()).toHaveLength(2);
    await expect.element(page.getByText('and 1 more')).toBeVisible();
    await painted();
    const context = inside('fp-examples').querySelector('canvas')!.getContext('2d')!;
    const [top, below] = [context.getImageData(4, 0, 1, 1).data[0], context.getImageData(4, 1, 1, 1).data[0]];
    expect(top).toBeLessThan(60);
    expect(below).toBeGreaterThan(200);
    await expectAxeClean();
  });

  it('shows rows of a table under the names of their columns', async () => {
    show(
      html`<fp-examples
        .raw=${Float32Array.of(39.1, 18.7, 181, 3750, 40, 17, 190, 3800)}
        rawWidth="4"
        .names=${['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g']}
        .rows=${Uint32Array.of(0)}
        .labels=${Uint8Array.of(1, 0)}
        .classes=${['Adelie', 'Gentoo']}
      ></fp-examples>`,
    );
    await expect.element(page.getByRole('columnheader', { name: 'flipper length mm' })).toBeInTheDocument();
    await expect.element(page.getByRole('cell', { name: '3,750' })).toBeInTheDocument();
    await expect.element(page.getByRole('cell', { name: 'Gentoo' })).toBeInTheDocument();
    expect(page.getByRole('row').elements()).toHaveLength(2);
    expectNoOverflow();
    await expectAxeClean();
  });
});

describe('fp-probabilities', () => {
  it('gives each class its bar and figure', async () => {
    show(html`<fp-probabilities .values=${Float32Array.of(0.25)} .classes=${['upper moon', 'lower moon']}></fp-probabilities>`);
    await expect.element(page.getByText('75.0%')).toBeVisible();
    await expect.element(page.getByText('25.0%')).toBeVisible();
    const bars = [...inside('fp-probabilities').querySelectorAll('.bar')].map((bar) => bar.getBoundingClientRect().width);
    expect(bars[0] / bars[1]).toBeCloseTo(3, 1);
    await expectAxeClean();
  });

  it('stays within 320 pixels with ten classes and no values yet', async () => {
    show(html`<fp-probabilities .classes=${digits}></fp-probabilities>`);
    await painted();
    expect(page.getByText('–').elements()).toHaveLength(10);
    expectNoOverflow();
    await expectAxeClean();
  });
});
