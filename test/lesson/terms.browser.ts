/** What a glossary term shows when it is pointed at or focused (WCAG 1.4.13: dismissible, hoverable, persistent). */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { GlossaryTerm } from '../../src/contract/cell';
import { watchTerms } from '../../src/lesson/terms';

const terms: GlossaryTerm[] = [{ id: 'epoch', name: 'Epoch', short: 'One pass over the training set.', html: '' }];
const load = vi.fn(async () => terms);
const link = '<a class="term" data-term="epoch" href="#/glossary/epoch">epoch</a>';
let stop = () => {};

const tip = page.getByRole('tooltip');
const nothing = async () => expect.element(tip).not.toBeInTheDocument();

beforeEach(() => {
  const main = document.createElement('main');
  main.innerHTML = `<p style="padding:80px">An ${link} here, an <a class="term" data-term="none" href="#">unknown</a> one.</p><button>After</button>`;
  const cell = document.createElement('div');
  cell.attachShadow({ mode: 'open' }).innerHTML = `<p>Inside, an ${link.replace('>epoch<', '>inner epoch<')}.</p>`;
  main.append(cell);
  document.body.append(main);
  stop = watchTerms(main, load);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
  load.mockClear();
});

test('pointing shows the definition, and the glossary loads only then', async () => {
  expect(load).not.toHaveBeenCalled();
  await page.getByRole('link', { name: 'epoch', exact: true }).hover();
  await expect.element(tip).toBeVisible();
  await expect.element(tip).toHaveTextContent('EpochOne pass over the training set.');
  await expect
    .element(page.getByRole('link', { name: 'epoch', exact: true }))
    .toHaveAccessibleDescription('Epoch One pass over the training set.');
  await page.getByRole('button').hover();
  await nothing();
});

test('the pointer can move onto the box, and it stays', async () => {
  await page.getByRole('link', { name: 'epoch', exact: true }).hover();
  await expect.element(tip).toBeVisible();
  await tip.hover();
  await new Promise((resolve) => setTimeout(resolve, 400)); // longer than a box stays that has been left
  await expect.element(tip).toBeVisible();
  await page.getByRole('button').hover();
  await nothing();
});

test('focus shows it, Escape takes it away while the focus stays', async () => {
  await userEvent.tab();
  await expect.element(tip).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await nothing();
  await expect.element(page.getByRole('link', { name: 'epoch', exact: true })).toHaveFocus();
});

test('it leaves with the focus; an unknown term shows nothing', async () => {
  await userEvent.tab();
  await expect.element(tip).toBeVisible();
  await userEvent.tab();
  await nothing();
});

test('a term inside a cell is described too', async () => {
  await page.getByRole('link', { name: 'inner epoch' }).hover();
  await expect.element(tip).toBeVisible();
  await expect
    .element(page.getByRole('link', { name: 'inner epoch' }))
    .toHaveAccessibleDescription('Epoch One pass over the training set.');
});

test('the box stays inside the window', async () => {
  document.querySelector('p')!.style.padding = `80px 0 0 ${window.innerWidth - 90}px`;
  await page.getByRole('link', { name: 'epoch', exact: true }).hover();
  await expect.element(tip).toBeVisible();
  const box = tip.element().getBoundingClientRect();
  expect(box.right).toBeLessThanOrEqual(window.innerWidth);
  expect(box.left).toBeGreaterThanOrEqual(0);
  expect(box.bottom).toBeLessThanOrEqual(window.innerHeight);
});
