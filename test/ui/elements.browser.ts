/** The interface's elements in a real browser: found by role and name, worked by pointer and keyboard. */
import '../../src/styles/tokens.css';
import '../../src/ui/fp-datasets';
import '../../src/ui/fp-figure';
import '../../src/ui/fp-notice';
import '../../src/ui/fp-number';
import '../../src/ui/fp-phase';
import '../../src/ui/fp-receipt';
import '../../src/ui/fp-select';
import axe from 'axe-core';
import { html, render } from 'lit';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { DatasetMeta } from '../../src/contract/dataset';
import type { Measurement } from '../../src/contract/measurement';

const events: unknown[] = [];
const note = (event: CustomEvent<unknown>) => events.push(event.detail);

function show(content: unknown): void {
  render(html`<main>${content}</main>`, document.body);
}

afterEach(() => {
  render(null, document.body);
  events.length = 0;
  delete document.documentElement.dataset.theme;
});

describe('fp-phase', () => {
  it('is a radio group that arrows and clicks switch, and says so', async () => {
    show(html`<fp-phase @phase-change=${note}></fp-phase>`);
    const group = page.getByRole('radiogroup', { name: 'Phase' });
    await expect.element(group.getByRole('radio', { name: 'Training' })).toBeChecked();
    await group.getByRole('radio', { name: 'Inference' }).click();
    await expect.element(group.getByRole('radio', { name: 'Inference' })).toBeChecked();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(group.getByRole('radio', { name: 'Training' })).toBeChecked();
    expect(events).toEqual(['inference', 'training']);
  });

  it('follows its property without an event', async () => {
    show(html`<fp-phase @phase-change=${note} value="inference"></fp-phase>`);
    await expect.element(page.getByRole('radio', { name: 'Inference' })).toBeChecked();
    expect(events).toEqual([]);
  });
});

describe('fp-number', () => {
  const rate = html`<fp-number
    label="Learning rate"
    value="0.01"
    min="0.00001"
    max="10"
    scale="log"
    slider
    @change-value=${note}
  ></fp-number>`;
  const field = page.getByRole('spinbutton', { name: 'Learning rate' });

  it('has one control by its name, though a slider stands below', async () => {
    show(rate);
    await expect.element(page.getByLabelText('Learning rate')).toHaveValue(0.01);
    expect(page.getByLabelText('Learning rate').elements()).toHaveLength(1);
    expect(page.getByRole('slider').elements()).toHaveLength(0);
  });

  it('takes a typed number with Enter and on leaving the field', async () => {
    show(rate);
    await field.fill('0.03');
    await userEvent.keyboard('{Enter}');
    await field.fill('0.3');
    await userEvent.keyboard('{Tab}');
    expect(events).toEqual([0.03, 0.3]);
  });

  it('steps by arrow keys, on a log scale to the next preferred number', async () => {
    show(rate);
    await field.click();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}');
    expect(events).toEqual([0.0125, 0.016, 0.0125]);
    await expect.element(field).toHaveValue(0.0125);
  });

  it('names its limits at a wrong entry, keeps the value, and Escape puts it back', async () => {
    show(rate);
    await field.fill('-1');
    await userEvent.keyboard('{Enter}');
    await expect.element(field).toBeInvalid();
    await expect.element(field).toHaveAccessibleDescription('Enter a number from 0.00001 to 10.');
    await expect.element(field).toHaveValue(-1);
    expect(events).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await expect.element(field).toHaveValue(0.01);
    await expect.element(field).not.toHaveAttribute('aria-invalid', 'true');
  });

  it('sends values while its slider is dragged', async () => {
    show(rate);
    await expect.element(field).toBeVisible();
    const slider = document.querySelector('fp-number')?.shadowRoot?.querySelector<HTMLInputElement>('[type=range]');
    if (!slider) throw new Error('no slider');
    slider.value = '1000';
    slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    expect(events).toEqual([10]);
    await expect.element(field).toHaveValue(10);
  });

  it('refuses parts where whole numbers are wanted', async () => {
    show(html`<fp-number label="Batch size" value="32" min="1" max="4096" integer @change-value=${note}></fp-number>`);
    await page.getByLabelText('Batch size').fill('2.5');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('Enter a whole number from 1 to 4096.')).toBeVisible();
    expect(events).toEqual([]);
  });
});

describe('fp-select', () => {
  const options = [
    { value: 'sgd', label: 'SGD' },
    { value: 'adam', label: 'Adam', note: 'Keeps two moments of the gradient.' },
    { value: 'none', label: 'Not here', disabled: true },
  ];

  it('is a labelled native select with a note on what is chosen', async () => {
    show(html`<fp-select label="Optimizer" .options=${options} value="sgd" @change-value=${note}></fp-select>`);
    const select = page.getByRole('combobox', { name: 'Optimizer' });
    await expect.element(select).toHaveValue('sgd');
    await select.selectOptions('Adam');
    await expect.element(select).toHaveAccessibleDescription('Keeps two moments of the gradient.');
    expect(events).toEqual(['adam']);
    await expect.element(page.getByRole('option', { name: 'Not here' })).toBeDisabled();
  });

  it('follows value and options that come later', async () => {
    show(html`<fp-select label="Backend" value="b"></fp-select>`);
    const element = document.querySelector('fp-select');
    if (!element) throw new Error('no select');
    await element.updateComplete;
    element.options = ['a', 'b'].map((value) => ({ value, label: value.toUpperCase() }));
    await expect.element(page.getByLabelText('Backend')).toHaveValue('b');
    element.value = 'a';
    await expect.element(page.getByLabelText('Backend')).toHaveValue('a');
  });
});

const meta = (id: string, name: string, thumbnail: DatasetMeta['thumbnail']): DatasetMeta => ({
  id,
  name,
  thumbnail,
  order: 0,
  summary: '',
  kind: 'plane',
  classes: ['a', 'b'],
  features: [],
  defaultFeatures: [],
  defaultTrainShare: 0.5,
  licence: '',
  source: '',
});
const datasets = [
  meta('moons', 'Moons', {
    kind: 'points',
    points: [
      [0.2, 0.3, 0],
      [0.7, 0.6, 1],
    ],
  }),
  meta('digits', 'Digits', { kind: 'pixels', shape: [2, 2], pixels: [0, 1, 0.5, 0] }),
];

describe('fp-datasets', () => {
  it('is a radio group of thumbnails that shows the name of the chosen one', async () => {
    show(html`<fp-datasets .datasets=${datasets} value="moons" @change-value=${note}></fp-datasets>`);
    const group = page.getByRole('radiogroup', { name: 'Dataset' });
    await expect.element(group.getByText('Moons')).toBeVisible();
    await group.getByRole('radio', { name: 'Moons' }).click();
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(group.getByRole('radio', { name: 'Digits' })).toBeChecked();
    await expect.element(group.getByText('Digits')).toBeVisible();
    expect(events).toEqual(['digits']);
  });
});

describe('fp-figure', () => {
  it('is an output with a name that is not announced by itself', async () => {
    show(html`<fp-figure label="Train loss" value="0.041"></fp-figure>`);
    const figure = page.getByLabelText('Train loss');
    await expect.element(figure).toHaveTextContent('0.041');
    await expect.element(figure).toHaveAttribute('aria-live', 'off');
    expect(figure.element().tagName).toBe('OUTPUT');
  });
});

describe('fp-notice', () => {
  it('is a status, and an alert where something failed, with its actions', async () => {
    show(
      html`<fp-notice>Running on WASM.</fp-notice
        ><fp-notice kind="error">The loss is no longer finite.<button slot="actions">Reset</button></fp-notice>`,
    );
    await expect.element(page.getByRole('status')).toBeVisible();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Reset' })).toBeVisible();
  });
});

const measurement: Measurement = {
  operation: 'inference',
  backend: { name: 'webgl', variant: 'WebGL 2', renderer: 'Some SwiftShader', software: true, readback: true },
  batchSize: 1024,
  model: '2 → 8 → 8 → 1',
  firstCall: 364,
  warmup: 20,
  samples: Array.from({ length: 200 }, () => 0.41),
  callsPerSample: 4,
  sync: 'each',
  clockResolution: 0.005,
  median: 0.41,
  p95: 0.58,
  p99: null,
  at: '2026-11-22T10:00:00.000Z',
  crossOriginIsolated: true,
};

describe('fp-receipt', () => {
  it('opens what stands behind a measured number, and gives the focus back', async () => {
    show(html`<fp-receipt .provenance=${{ kind: 'measured', measurement }}></fp-receipt>`);
    const button = page.getByRole('button', { name: 'How this was measured' });
    await button.click();
    const dialog = page.getByRole('dialog', { name: 'How this was measured' });
    await expect.element(dialog).toBeVisible();
    for (const fact of [
      '200, of 4 calls each',
      '20 calls, not timed',
      'software rendering, not a GPU',
      'Some SwiftShader',
      '0.41 ms',
    ])
      await expect.element(dialog.getByText(fact)).toBeVisible();
    await expect.element(dialog.getByText('p99')).not.toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.activeElement).toBe(document.querySelector('fp-receipt'));
  });

  it('says source and date of a quoted number', async () => {
    show(
      html`<fp-receipt
        .provenance=${{ kind: 'quoted', source: 'A paper', date: '2024-05', url: 'https://example.org/' }}
      ></fp-receipt>`,
    );
    await page.getByRole('button', { name: 'Where this comes from' }).click();
    await expect.element(page.getByRole('link', { name: 'A paper' })).toHaveAttribute('href', 'https://example.org/');
  });
});

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  it('axe finds nothing', async () => {
    document.documentElement.dataset.theme = theme;
    document.documentElement.lang = 'en';
    document.title = 'test';
    document.body.style.background = 'var(--raised)';
    show(
      html`<h1>Controls</h1>
        <fp-phase></fp-phase>
        <fp-number label="Learning rate" value="0.01" min="0.001" max="1" slider unit="/s"></fp-number>
        <fp-select label="Optimizer" .options=${[{ value: 'a', label: 'Adam', note: 'A note.' }]} value="a"></fp-select>
        <fp-datasets .datasets=${datasets} value="moons"></fp-datasets>
        <fp-figure label="Epoch" value="184" note="of 200"></fp-figure>
        <fp-notice kind="warn">Look out.</fp-notice>
        <fp-notice kind="error">It failed.</fp-notice>
        <fp-receipt .provenance=${{ kind: 'derived', how: 'Divided.' }}></fp-receipt>`,
    );
    await expect.element(page.getByLabelText('Epoch')).toBeVisible();
    const { violations } = await axe.run(document, { rules: { region: { enabled: false } } });
    expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`)).toEqual([]);
  });
});
