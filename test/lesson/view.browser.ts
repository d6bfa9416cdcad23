/** A lesson as the page draws it. */
import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Block, CellContext, CellSpec, Lesson } from '../../src/contract/cell';
import { createHolder } from '../../src/lesson/holder';
import { createScope } from '../../src/lesson/scope';
import '../../src/lesson/view';
import type { FpLesson } from '../../src/lesson/view';

@customElement('fp-sampler')
export class FpSampler extends LitElement {
  @property({ attribute: false }) accessor body: { says?: string } = {};
  @property({ attribute: false }) accessor cellId = '';
  @property({ attribute: false }) accessor context: CellContext | null = null;
  override render() {
    if (this.body.says === 'throw') throw new Error('it broke');
    return html`<slot name="title"></slot>
      <p>${this.body.says} as ${this.cellId} ${this.context ? 'with' : 'without'} context</p>`;
  }
}

const context: CellContext = {
  scope: createScope(),
  engine: () => {
    throw new Error('no engine here');
  },
  progress: { get: () => undefined, done: () => {} },
};
const spec = (id: string, says: string): CellSpec => ({
  kind: 'task',
  tag: 'fp-sampler',
  width: 'wide',
  id,
  title: `The ${id} cell`,
  body: { says },
});
const cell = (id: string, says: string, number = 1): Extract<Block, { type: 'cell' }> => ({
  type: 'cell',
  cell: spec(id, says),
  number,
});
const prose = (text: string): Block => ({ type: 'html', html: text });
const lessonOf = (blocks: Block[], slug = 'one'): Lesson => ({
  slug,
  number: 1,
  title: 'One',
  group: 'Group',
  minutes: 1,
  summary: '',
  goals: [],
  outline: [],
  blocks,
});

const makeContext = vi.fn(() => context);

async function show(lesson: Lesson): Promise<FpLesson> {
  const element = document.createElement('fp-lesson');
  element.makeContext = makeContext;
  element.lesson = lesson;
  document.body.append(element);
  await element.updateComplete;
  return element;
}

afterEach(() => {
  document.body.replaceChildren();
  makeContext.mockClear();
});

test('prose stands in the page, and each cell is a section labelled by its title', async () => {
  const element = await show(
    lessonOf([prose('<p>Hello <em>you</em></p>'), cell('net', 'hi'), prose('<h2 id="more">More</h2>'), cell('late', 'ho', 2)]),
  );
  expect(element.querySelector('.prose em')?.textContent).toBe('you');
  await expect.element(page.getByRole('region', { name: 'The net cell', exact: true })).toBeVisible();
  await expect.element(page.getByText('hi as net with context')).toBeVisible();
  await expect.element(page.getByText('ho as late with context')).toBeVisible();
  const section = element.querySelector('section#net');
  expect(section?.className).toBe('cell wide');
  expect(section?.querySelector('fp-sampler > [slot=title]')?.textContent).toBe('[1] The net cell');
  // No level of heading is left out under the page's own title.
  await expect.element(page.getByRole('heading', { name: 'The net cell', level: 2 })).toBeVisible();
  await expect.element(page.getByRole('heading', { name: 'The late cell', level: 3 })).toBeVisible();
});

test('an unknown kind is said in its place, and the others stand', async () => {
  const unknown: Block = { type: 'cell', cell: { ...spec('what', 'x'), kind: 'nothing' }, number: 1 };
  await show(lessonOf([unknown, cell('net', 'hi', 2)]));
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('This cell could not be shown: there is no cell kind "nothing"');
  await expect.element(page.getByRole('region', { name: 'The what cell' })).toBeVisible();
  await expect.element(page.getByText('hi as net')).toBeVisible();
});

test('a cell that throws while it draws is said in its place', async () => {
  await show(lessonOf([cell('net', 'throw')]));
  await expect.element(page.getByRole('alert')).toHaveTextContent('This cell could not be shown: it broke');
  await expect.element(page.getByRole('heading', { name: 'The net cell' })).toBeVisible();
});

test('a module that defines nothing is said in its place', async () => {
  const block = { ...cell('net', 'hi'), cell: { ...spec('net', 'hi'), tag: 'fp-undefined' as const } };
  document.body.append(createHolder(block, { context, level: 2, turn: async () => {}, styles: null }, async () => {}));
  await expect.element(page.getByRole('alert')).toHaveTextContent('its module does not define <fp-undefined>');
});

test('a cell has the page’s rules for formulas before it first draws, and none of its others', async () => {
  const rules = document.createElement('style');
  rules.textContent = 'p:not(.katex) { color: rgb(1, 2, 3) } p { background: rgb(1, 2, 3) }';
  document.head.append(rules);
  const element = await show({ ...lessonOf([cell('net', 'hi')]), formulasInCells: true });
  rules.remove();
  await expect.element(page.getByText('hi as net')).toBeVisible();
  const said = element.querySelector('fp-sampler')?.shadowRoot?.querySelector('p');
  expect(said && getComputedStyle(said).color).toBe('rgb(1, 2, 3)');
  expect(said && getComputedStyle(said).backgroundColor).toBe('rgba(0, 0, 0, 0)');
});

test('a saved lesson keeps the cells whose fence is as it was', async () => {
  const element = await show(lessonOf([prose('<p>Old</p>'), cell('net', 'hi'), cell('late', 'ho', 2)]));
  await expect.element(page.getByText('ho as late')).toBeVisible();
  const [net, late] = element.querySelectorAll('fp-sampler');
  window.dispatchEvent(
    new CustomEvent('fp-lesson-saved', {
      detail: lessonOf([prose('<p>New</p>'), prose('<p>x</p>'), cell('net', 'hi'), cell('late', 'changed', 2)]),
    }),
  );
  await expect.element(page.getByText('changed as late')).toBeVisible();
  const [sameNet, otherLate] = element.querySelectorAll('fp-sampler');
  expect(sameNet).toBe(net);
  expect(otherLate).not.toBe(late);
  expect(element.querySelector('.prose')?.textContent).toBe('New');
  expect(makeContext).toHaveBeenCalledTimes(1);
});

test('another lesson gets a context of its own, and nothing of the one before', async () => {
  const element = await show(lessonOf([cell('net', 'hi')]));
  await expect.element(page.getByText('hi as net')).toBeVisible();
  const before = element.querySelector('fp-sampler');
  element.lesson = lessonOf([cell('net', 'hi')], 'two');
  await element.updateComplete;
  await expect.element(page.getByText('hi as net')).toBeVisible();
  expect(element.querySelector('fp-sampler')).not.toBe(before);
  expect(makeContext).toHaveBeenCalledTimes(2);
});

test('an anchor is brought into view and the reading position moves there', async () => {
  const element = await show(lessonOf([prose('<p>Text</p><h2 id="more">More</h2>'), cell('net', 'hi')]));
  expect(await element.reveal('more')).toBe(true);
  expect(document.activeElement?.id).toBe('more');
  expect(await element.reveal('net')).toBe(true);
  expect(document.activeElement?.id).toBe('net');
  expect(await element.reveal('nothing')).toBe(false);
});

test('a long lesson comes a piece at a time, and stands as a whole before it says so or goes to an anchor', async () => {
  const long = Array.from({ length: 8 }, (_, i) => prose(`<p>${'word '.repeat(2000)}</p><h2 id="part-${i}">Part ${i}</h2>`));
  const element = document.createElement('fp-lesson');
  const drawn: number[] = [];
  element.addEventListener('lesson-drawn', () => drawn.push(element.querySelectorAll('h2').length));
  element.lesson = lessonOf(long);
  document.body.append(element);
  // Lit draws first in a microtask.
  await Promise.resolve();
  await Promise.resolve();
  expect(element.querySelectorAll('h2').length).toBe(1);
  expect(await element.reveal('part-7')).toBe(true);
  expect(document.activeElement?.id).toBe('part-7');
  expect(drawn).toEqual([8]);
});

test('a table wider than the column can be reached by keyboard, a narrow one is in nobody’s way', async () => {
  const wide = `<div class="scrolls" style="width:200px;overflow:auto"><div style="width:900px">wide</div></div>`;
  const narrow = `<div class="scrolls" style="width:200px;overflow:auto"><div>narrow</div></div>`;
  const element = await show(lessonOf([prose(wide), prose(narrow)]));
  await expect.poll(() => element.querySelectorAll('.scrolls[tabindex="0"]').length).toBe(1);
  expect(element.querySelector('.scrolls[tabindex]')?.textContent).toBe('wide');
});
