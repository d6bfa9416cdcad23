/** A code cell as a reader has it: its states, its errors, the editor, and the real sandbox behind it. */
import axe from 'axe-core';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../../src/cells/js/fp-js';
import type { CellContext } from '../../../src/contract/cell';
import type { EngineClient } from '../../../src/contract/client';
import { parseCode } from '../../../src/sandbox/parse';
import { readLink } from '../../../src/share/link';
import '../../../src/styles/tokens.css';
import { show, testContext } from '../cell-context';

function bodyOf(code: string) {
  const { parsed } = parseCode(code);
  return { code, html: code.replaceAll('<', '&lt;'), names: parsed?.names };
}
const cellWith = (code: string, context: CellContext = testContext(), id = 'it') => show('fp-js', bodyOf(code), context, id);

/** What stands inside one cell; locators of the page would find those of the others too. */
const inside = (element: Element) => page.elementLocator(element);
const button = (element: Element, name: string) => inside(element).getByRole('button', { name, exact: true });
const badge = (element: Element) => element.shadowRoot?.querySelector('.badge')?.textContent?.trim() ?? '';
const output = (element: Element) =>
  [...(element.shadowRoot?.querySelectorAll('.outputs > *') ?? [])]
    .map((one) => (one.textContent ?? '').replace(/\s+/g, ' ').trim())
    .join(' ');
const fault = (element: Element) => (element.shadowRoot?.querySelector('.fault')?.textContent ?? '').replace(/\s+/g, ' ').trim();
const state = (element: Element, wanted: string | RegExp) => expect.poll(() => badge(element)).toMatch(wanted);

async function type(element: Element, code: string): Promise<void> {
  await inside(element).getByRole('textbox', { name: 'Code' }).click();
  await expect.poll(() => element.shadowRoot?.querySelector('.cm-editor')).toBeTruthy();
  await userEvent.keyboard('{Control>}a{/Control}{Delete}');
  // Keys with a meaning of their own to userEvent are doubled.
  await userEvent.keyboard(code.replaceAll('{', '{{').replaceAll('[', '[['));
}

afterEach(() => {
  document.body.replaceChildren();
  delete document.documentElement.dataset.theme;
});

test('is idle until it is run, shows what it gives, and has tf and Plot', async () => {
  const element = await cellWith('console.log("hello"); tf.add(1, 2)');
  expect(badge(element)).toBe('idle');
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  // What draws it is loaded with the first run.
  await expect.poll(() => output(element)).toBe('hello Tensor float32 [] 3');
  expect(document.querySelectorAll('iframe')).toHaveLength(1);
  element.remove();
  expect(document.querySelectorAll('iframe')).toHaveLength(0);
});

test('trains with gradients, and gives its tensors back when it runs again', async () => {
  const element = await cellWith(`const w = tf.variable(tf.scalar(5));
const optimizer = tf.train.adam(0.5);
for (let i = 0; i < 60; i++) optimizer.minimize(() => w.sub(3).square());
const kept = tf.ones([10, 10]);
display(Math.abs(w.dataSync()[0] - 3) < 0.3);
tf.memory().numTensors`);
  const counts: string[] = [];
  for (let run = 0; run < 3; run++) {
    await button(element, 'Run').click();
    await state(element, /^ok$/);
    await expect.poll(() => output(element)).toMatch(/^true \d+$/);
    counts.push(output(element));
    await expect.poll(() => element.shadowRoot?.querySelector('.sheet.running')).toBeNull();
  }
  expect(new Set(counts).size).toBe(1);
});

test('reads $names as plain data, and is stale when they change, but not when others do', async () => {
  const context = testContext();
  context.scope.publish('net', { testLoss: 0.5, step: 1, run: new (class Handle {})(), weights: Float32Array.of(1, 2) });
  const element = await cellWith('[$net.testLoss, $net.weights.length, $net.run, $net.nothing]', context);
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  await expect.poll(() => output(element)).toBe('[0.5, 2, null, null]');
  const { weights } = context.scope.get('net') ?? {};
  context.scope.publish('net', { testLoss: 0.5, step: 2, weights });
  // `run` and what was null are gone either way; of what it reads nothing has changed but the handle.
  await state(element, /^stale: \$net has changed$/);
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  context.scope.publish('net', { testLoss: 0.5, step: 3, weights });
  expect(badge(element)).toBe('ok');
  context.scope.publish('net', { testLoss: 0.4, step: 3, weights });
  await state(element, /^stale/);
});

test('gives layers, data and the network’s own answers', async () => {
  const dataset = {
    features: ['x1'],
    classes: ['a', 'b'],
    x: Float32Array.of(0, 1),
    labels: Uint8Array.of(0, 1),
    train: Uint32Array.of(0),
    test: Uint32Array.of(1),
  };
  const predictor = { predict: (x: Float32Array) => Promise.resolve(x.map((value) => value + 0.5)), dispose: () => {} };
  const engine = { ask: () => Promise.resolve(dataset), freeze: () => Promise.resolve(predictor) } as unknown as EngineClient;
  const context = testContext({ engine });
  const model = {
    inputs: 1,
    layers: [
      { units: 2, activation: 'tanh' },
      { units: 1, activation: 'sigmoid' },
    ],
  };
  context.scope.publish('net', { spec: { data: {} }, model, weights: Float32Array.of(1, 2, 3, 4, 5, 6, 7) });
  const element = await cellWith(
    'console.log($net.layers[0].kernel, $net.layers[1].kernel, $net.layers[1].bias); console.log($net.data.x, $net.data.labels, $net.answers)',
    context,
  );
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  await expect.poll(() => output(element)).toBe('[[1, 2]] [[5], [6]] [7] [[0], [1]] [0, 1] [[0.5], [1.5]]');
});

test('an error stands in the cell with its line and column, and leads there', async () => {
  const element = await cellWith('const a = 1;\n  a.b.c');
  await button(element, 'Run').click();
  await state(element, /^error$/);
  await expect.poll(() => fault(element)).toMatch(/^TypeError: Cannot read properties of undefined .* Line 2, column 7/);
  await button(element, 'Line 2, column 7').click();
  await expect.poll(() => element.shadowRoot?.querySelector('.cm-editor .faulty')?.textContent).toBe('  a.b.c');
  const mark = element.shadowRoot?.querySelector('.fault mark');
  expect([mark?.previousSibling?.textContent, mark?.textContent]).toEqual(['  a.b.', 'c']);
  await type(element, 'const a = ;');
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  await expect.poll(() => fault(element)).toMatch(/^SyntaxError: Unexpected token Line 1, column 11/);
  await button(element, 'Reset').click();
  await state(element, /^stale: its code has changed$/);
  await expect.poll(() => element.shadowRoot?.querySelector('.cm-content')?.textContent).toBe('const a = 1;  a.b.c');
});

test('cells share their top-level names: needed ones run first, changed ones make others stale', async () => {
  const context = testContext();
  const a = await cellWith('const rate = 2', context, 'a');
  const b = await cellWith('const twice = rate * 2', context, 'b');
  const c = await cellWith('twice + 1', context, 'c');
  await button(c, 'Run').click();
  await state(c, /^ok$/);
  expect([badge(a), badge(b)]).toEqual(['ok', 'ok']);
  await expect.poll(() => output(c)).toBe('5');
  await type(a, 'const rate = 5');
  await state(b, /^stale/);
  await state(c, /^stale/);
  // Nothing runs by itself.
  await expect.poll(() => output(c)).toBe('5');
  await button(a, 'All code cells').click();
  await expect.poll(() => output(c)).toBe('11');
  await expect.poll(() => context.scope.get('c')).toMatchObject({ value: 11, runs: 2 });
  await type(b, 'const rate = 1');
  await button(b, 'Run').click();
  await state(b, /^error/);
  await expect.poll(() => fault(b)).toMatch(/rate is already declared in/);
});

test.each([
  ['an endless loop', 'for (;;) {}'],
  ['an endless loop of promises', 'for (;;) await null;'],
])('%s leaves the page as it was, is said after two seconds, and ends at once', async (_, code) => {
  const context = testContext();
  const other = await cellWith('const kept = 1', context, 'other');
  await button(other, 'Run').click();
  await state(other, /^ok$/);
  const element = await cellWith(code, context);
  const started = performance.now();
  await button(element, 'Run').click();
  await expect.element(inside(element).getByText(/Still running: \d+ s/)).toBeInTheDocument();
  expect(performance.now() - started).toBeGreaterThan(1900);
  // A second cell waits meanwhile, and is what it was when the waiting ends.
  await button(other, 'Run').click();
  await state(other, /^queued$/);
  await button(element, 'Interrupt').click();
  await state(element, /^error$/);
  await expect.poll(() => fault(element)).toMatch(/^Interrupted after \d/);
  await state(other, /^stale: the run was interrupted/);
  await button(other, 'Run').click();
  await state(other, /^ok$/);
});

test('loads the editor at the first focus; Tab indents, and after Escape it leaves', async () => {
  const element = await cellWith('a');
  expect(element.shadowRoot?.querySelector('.cm-editor')).toBeNull();
  await type(element, 'b');
  await userEvent.keyboard('{Home}{Tab}');
  expect(element.shadowRoot?.querySelector('.cm-content')?.textContent).toBe('  b');
  await userEvent.keyboard('{Escape}{Tab}');
  expect(element.shadowRoot?.activeElement?.textContent).toBe('Run');
});

test('does not call back whoever goes on while the editor loads', async () => {
  const element = await cellWith('a');
  const at = (selector: string) => element.shadowRoot?.querySelector<HTMLElement>(selector);
  at('.static')?.focus();
  at('.primary')?.focus();
  await import('../../../src/cells/js/editor');
  await new Promise((resolve) => setTimeout(resolve));
  expect(element.shadowRoot?.activeElement).toBe(at('.primary'));
  at('.static')?.focus();
  await expect.poll(() => element.shadowRoot?.activeElement?.className).toContain('cm-content');
  await expect
    .element(inside(element).getByRole('textbox', { name: 'Code' }))
    .toHaveAccessibleDescription(/to leave the editor press Escape/);
});

test('keeps the code before each run, and says so where a run did not end with the visit', async () => {
  const context = testContext();
  const element = await cellWith('1', context);
  await type(element, '2');
  await button(element, 'Run').click();
  expect(context.progress.done.mock.calls).toContainEqual(['it', { code: '2', running: true }]);
  await state(element, /^ok/);
  await expect.poll(() => context.progress.get('it')).toEqual({ code: '2', running: false });
  element.remove();
  const again = await cellWith('1', testContext({ kept: { it: { code: 'for (;;) {}', running: true } } }));
  await expect.element(inside(again).getByText(/The page closed while this code was running/)).toBeVisible();
  expect(badge(again)).toBe('idle · edited');
  expect(again.shadowRoot?.querySelector('.static')?.textContent).toBe('for (;;) {}');
});

test('what another tab has kept of a cell meanwhile is not written over by what has not changed here', async () => {
  const context = testContext({ kept: { a: { code: '2', running: false } } });
  const a = await cellWith('1', context, 'a');
  await button(a, 'Run').click();
  await state(a, /^ok/);
  await expect.poll(() => context.progress.get('a')).toEqual({ code: '2', running: false });
  const elsewhere = { code: 'much work', running: false };
  context.progress.done('a', elsewhere);
  // A cell that joins, and the sandbox that goes, tell every cell.
  await cellWith('for (;;) {}', context, 'b').then((b) => b.remove());
  expect(context.progress.get('a')).toEqual(elsewhere);
  a.remove();
  expect(context.progress.get('a')).toEqual(elsewhere);
});

test('code from a link waits for its own Run, whatever else is run', async () => {
  const context = {
    ...testContext({ kept: { a: { code: 'const rate = 3', running: false } } }),
    opened: { cell: 'a', state: null, code: [{ cell: 'a', code: 'const rate = 7' }] },
  };
  const a = await cellWith('const rate = 2', context, 'a');
  const b = await cellWith('rate + 1', context, 'b');
  await expect.element(inside(a).getByText(/came with a link. Read it; it runs only when you press Run/)).toBeVisible();
  expect(badge(a)).toBe('idle · from a link');
  expect(a.shadowRoot?.querySelector('.static')?.textContent).toBe('const rate = 7');
  await button(b, 'Run').click();
  await state(b, /^error/);
  await expect.poll(() => fault(b)).toMatch(/This needs “a”, whose code came with a link/);
  await button(b, 'All code cells').click();
  await expect.poll(() => context.scope.get('b')?.state).toBe('error');
  await state(b, /^error/);
  expect(badge(a)).toBe('idle · from a link');
  expect(context.scope.get('a')).toMatchObject({ runs: 0 });
  expect(context.progress.get('a')).toEqual({ code: 'const rate = 3', running: false });

  await button(a, 'Run').click();
  await state(a, /^ok/);
  await button(b, 'Run').click();
  await state(b, /^ok/);
  await expect.poll(() => output(b)).toBe('8');
  // What the reader had is kept beside it.
  await expect.poll(() => context.progress.get('a')).toEqual({ code: 'const rate = 7', running: false, own: 'const rate = 3' });
  await button(a, 'Back to your own code').click();
  await state(a, /^stale/);
  expect(a.shadowRoot?.querySelector('.static')?.textContent).toBe('const rate = 3');
  await expect.poll(() => context.progress.get('a')).toEqual({ code: 'const rate = 3', running: false });
  await expect.element(inside(a).getByText('before the link')).not.toBeInTheDocument();
});

test('code from a link that was changed and not run is still held on the next visit', async () => {
  const kept = { it: { code: 'const rate = 8', running: false, own: '1', held: true } };
  const context = testContext({ kept });
  const element = await cellWith('const rate = 2', context);
  const other = await cellWith('3', context, 'other');
  await button(other, 'All code cells').click();
  await state(other, /^ok/);
  expect(badge(element)).toBe('idle · edited');
  await expect.element(inside(element).getByText(/runs only when you press Run/)).toBeVisible();
  await button(element, 'Run').click();
  await state(element, /^ok/);
  await button(element, 'Keep this code').click();
  expect(context.progress.get('it')).toEqual({ code: 'const rate = 8', running: false });
});

test('shares its code as it stands, and says where it is too long', async () => {
  const context = { ...testContext(), linkTo: (text: string) => `https://example.org/#/lesson/a?s=${text}` };
  const element = await cellWith('1', context);
  await type(element, 'const mine = 7');
  await button(element, 'Share').click();
  const field = inside(element).getByLabelText('Link').element() as HTMLInputElement;
  await expect.poll(() => field.value).toContain('?s=1.');
  // On a narrow page too the panel stands within it.
  await page.viewport(430, 800);
  await button(element, 'Close').click();
  await button(element, 'Share').click();
  const panel = () => element.shadowRoot?.querySelector('fp-share')?.shadowRoot?.querySelector('.panel')?.getBoundingClientRect();
  await expect.poll(() => panel()?.right).toBeLessThan(430);
  expect(panel()?.left).toBeGreaterThan(0);
  await page.viewport(1280, 900);
  const { code } = await readLink(field.value.split('?s=')[1], [{ id: 'it', kind: 'js' }]);
  expect(code).toEqual([{ cell: 'it', code: 'const mine = 7' }]);
  element.remove();
  const long = await cellWith(`// ${Array.from({ length: 900 }, (_, i) => Math.sin(i)).join(' ')}`, {
    ...context,
    progress: testContext().progress,
  });
  await button(long, 'Share').click();
  await expect.element(inside(long).getByText(/cannot be shared by a link: .* link of [\d,]+ characters/)).toBeVisible();
});

test('shares the edited code of the cells that it reads, near and far, and says where that is too long', async () => {
  const edited = { far: 'const a = 2', near: 'const b = () => a + 1', other: 'const d = 5', last: 'b() + c' };
  const kept = Object.fromEntries(Object.entries(edited).map(([id, code]) => [id, { code, running: false }]));
  const context = { ...testContext({ kept }), linkTo: (text: string) => `https://example.org/#/lesson/a?s=${text}` };
  const far = await cellWith('const a = 1', context, 'far');
  await cellWith('const b = () => a', context, 'near');
  await cellWith('const c = 3', context, 'plain');
  await cellWith('const d = 4', context, 'other');
  const last = await cellWith('1', context, 'last');
  const share = () => last.shadowRoot?.querySelector('fp-share')?.shadowRoot;
  const note = () => share()?.querySelector('[role=status]')?.textContent ?? '';
  const shared = async () => {
    share()?.querySelector('button')?.click();
    const field = () => share()?.querySelector<HTMLInputElement>('input[readonly]')?.value ?? '';
    await expect.poll(field).toContain('?s=1.');
    const lesson = ['far', 'near', 'plain', 'other', 'last'].map((id) => ({ id, kind: 'js' }));
    return (await readLink(field().split('?s=')[1], lesson)).code;
  };
  expect(await shared()).toEqual([
    { cell: 'last', code: 'b() + c' },
    { cell: 'near', code: 'const b = () => a + 1' },
    { cell: 'far', code: 'const a = 2' },
  ]);
  await expect.poll(note).toContain('With the code of “near” and “far” as edited here, which this cell reads.');
  share()?.querySelector('button')?.click();
  await expect.poll(() => share()?.querySelector('.panel')).toBeNull();

  const long = `const a = 2; // ${Array.from({ length: 900 }, (_, i) => Math.sin(i)).join(' ')}`;
  far.remove();
  await cellWith('const a = 1', { ...context, opened: { cell: 'far', state: long, code: [{ cell: 'far', code: long }] } }, 'far');
  expect(await shared()).toEqual([{ cell: 'last', code: 'b() + c' }]);
  await expect.poll(note).toMatch(/“far”, which this cell reads, stays out\. It would make a link of [\d,]+ characters/);
});

test('what it shows is text and data, never HTML', async () => {
  const element = await cellWith(`console.log('<img src=x onerror=alert(1)>');
display([{ '<b>k</b>': '<script>1</script>' }]);
Plot.plot({ title: '<i>t</i>', marks: [Plot.dot([[1, 2]], { fill: 'url(https://example.org/x)', title: ['<b>'] })] })`);
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  await expect
    .poll(() => element.shadowRoot?.querySelector('fp-code-plot')?.shadowRoot?.querySelector('svg circle'))
    .toBeTruthy();
  const html = `${element.shadowRoot?.querySelector('.outputs')?.innerHTML}${element.shadowRoot?.querySelector('fp-code-plot')?.shadowRoot?.innerHTML}`;
  expect(html).not.toMatch(/<img|<script|<b>|<i>|url\(|example\.org/);
  expect(html).toContain('&lt;img src=x');
});

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (theme) => {
  document.documentElement.dataset.theme = theme;
  document.body.style.background = 'var(--paper)';
  const faults = async () => {
    const { violations } = await axe.run(document, {
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`));
  };
  const context = testContext();
  const element = await cellWith('display([{ a: 1 }]); console.warn("w"); Plot.plot({ marks: [Plot.lineY([1, 2])] })', context);
  expect(await faults()).toEqual([]);
  await button(element, 'Run').click();
  await state(element, /^ok$/);
  await expect.poll(() => element.shadowRoot?.querySelector('fp-code-plot')?.shadowRoot?.querySelector('svg')).toBeTruthy();
  expect(await faults()).toEqual([]);
  await type(element, 'nothing.here // "text" 1');
  await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
  await state(element, /^error/);
  expect(await faults()).toEqual([]);
});
