/** The shell in a real browser, around three small lessons: routes, focus, rail, drawer, theme, settings, storage, axe. */
import '../../src/app/app.css';
import axe from 'axe-core';
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FpApp } from '../../src/app/fp-app';
import type { Entry } from '../../src/app/entry';
import { toKeptFile } from '../../src/app/kept-file';
import type { Block, GlossaryTerm, LessonMeta } from '../../src/contract/cell';

vi.mock('../../src/app/lessons', () => {
  const meta = (number: number, slug: string, title: string, group: string): LessonMeta => ({
    slug,
    number,
    title,
    group,
    minutes: 10 + number,
    summary: '',
    goals: ['guess', 'task'],
  });
  const lessons = [
    meta(1, 'alpha', 'Alpha', 'Start here'),
    meta(3, 'beta', 'Beta', 'Start here'),
    meta(7, 'gone', 'Gone', 'In the world'),
  ];
  const blocks: Block[] = [
    {
      type: 'html',
      html: `<p>Words with <code>code</code>, a <a class="term" data-term="epoch" href="#/glossary/epoch">term</a>,
        <span class="phase-train">backward</span> and <span class="phase-infer">forward</span>.</p>
        <div class="scrolls"><table><tr><th>${'wide '.repeat(60)}</th></tr><tr><td>1</td></tr></table></div>
        ${'<p>More words.</p>'.repeat(60)}
        <h2 id="deep">Deep down</h2>${'<p>Last words.</p>'.repeat(60)}`,
    },
  ];
  const terms: GlossaryTerm[] = [
    { id: 'epoch', name: 'Epoch', short: 'One pass over the training data.', html: 'One pass over the training data.' },
    { id: 'loss', name: 'Loss', short: 'What training makes small.', html: 'What training makes small.' },
  ];
  return {
    lessons,
    loadLesson: async (slug: string) => {
      if (slug === 'gone') throw new Error('no network');
      const found = lessons.find((lesson) => lesson.slug === slug);
      return { ...found, blocks, outline: [] };
    },
    loadGlossary: async () => terms,
    hasNotes: (slug: string) => slug === 'alpha',
    loadNotes: async (slug: string) => ({ slug, title: 'Alpha', before: '', goals: [], plan: [], mistakes: [], cells: [] }),
  };
});

const wide = () => page.viewport(1440, 900);
const phone = () => page.viewport(360, 740);
const nav = page.getByRole('navigation', { name: 'Lessons' });
const heading = (name: string) => page.getByRole('heading', { level: 1, name });
let app: FpApp;

beforeEach(async () => {
  document.documentElement.lang = 'en';
  document.title = '';
  history.replaceState(null, '', location.pathname + location.search);
  await wide();
});

afterEach(async () => {
  vi.restoreAllMocks();
  app.remove();
  localStorage.clear();
  delete document.documentElement.dataset.theme;
  await deleteDB('forward-pass');
});

/** Closed again at once: an open connection would hold up the removal after each test. */
async function keptTheme(): Promise<unknown> {
  const db = await openDB('forward-pass', 3);
  const theme: unknown = await db.get('settings', 'theme');
  db.close();
  return theme;
}

function emptyStorage() {
  return openDB('forward-pass', 3, {
    upgrade(db) {
      for (const store of ['settings', 'progress', 'kept', 'tables']) db.createObjectStore(store);
    },
  });
}

/** Opens the site at an address, as a visit begins. */
async function visit(hash: string, title: string): Promise<void> {
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
  app = document.createElement('fp-app');
  document.body.append(app);
  await expect.element(heading(title)).toBeVisible();
}

describe('routes', () => {
  it('begins with the first lesson, says where that is, and leaves the focus alone', async () => {
    await visit('', 'Alpha');
    await expect.element(page.getByText('Lesson 1 of 3 · 11 min')).toBeVisible();
    expect(location.hash).toBe('#/lesson/alpha');
    await expect.poll(() => document.title).toBe('Alpha · Forward Pass');
    expect(document.activeElement).toBe(document.body);
  });

  it('goes to another lesson with title, focus and marked place, and back to where one was', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    await expect.element(page.getByText('Deep down')).toBeInTheDocument();
    const scrolled = () => {
      window.scrollTo(0, 700);
      return history.state as unknown;
    };
    await expect.poll(scrolled).toEqual({ y: 700 });
    await nav.getByRole('link', { name: 'Beta' }).click();
    await expect.element(heading('Beta')).toHaveFocus();
    expect(document.title).toBe('Beta · Forward Pass');
    expect(window.scrollY).toBe(0);
    await expect.element(nav.getByRole('link', { name: 'Beta' })).toHaveAttribute('aria-current', 'page');
    await expect.element(nav.getByRole('link', { name: 'Alpha' })).not.toHaveAttribute('aria-current', 'page');
    history.back();
    await expect.element(heading('Alpha')).toBeVisible();
    // nearly: a typeface that arrives meanwhile moves the words a little
    await expect.poll(() => Math.abs(window.scrollY - 700)).toBeLessThan(30);
  });

  it('follows an anchor, also a second time', async () => {
    await visit('#/lesson/alpha/deep', 'Alpha');
    const deep = page.getByRole('heading', { name: 'Deep down' });
    await expect.element(deep).toHaveFocus();
    expect(window.scrollY).toBeGreaterThan(500);
    window.scrollTo(0, 0);
    const link = document.createElement('a');
    link.href = '#/lesson/alpha/deep';
    link.textContent = 'there';
    app.querySelector('main')?.append(link);
    link.click();
    await expect.poll(() => window.scrollY).toBeGreaterThan(500);
  });

  it('leads on from a lesson’s end, and back', async () => {
    await visit('#/lesson/beta', 'Beta');
    const neighbours = page.getByRole('navigation', { name: 'Previous and next' });
    await expect.element(neighbours.getByRole('link', { name: 'Next Gone' })).toHaveAttribute('href', '#/lesson/gone');
    await neighbours.getByRole('link', { name: 'Previous Alpha' }).click();
    await expect.element(heading('Alpha')).toHaveFocus();
    await expect.element(neighbours.getByRole('link', { name: 'Previous' })).not.toBeInTheDocument();
  });

  it.each([
    ['#/lesson/nothing', 'There is no lesson named “nothing”.'],
    ['#/notes/beta', 'There are no notes on “beta”.'],
    ['#/nowhere', 'There is nothing at #/nowhere here.'],
  ])('%s says what was not found and where one can go', async (hash, text) => {
    await visit(hash, 'Not found');
    await expect.element(page.getByText(text)).toBeVisible();
    await expect.poll(() => document.title).toBe('Not found · Forward Pass');
    await page.getByRole('main').getByRole('link', { name: 'Beta' }).click();
    await expect.element(heading('Beta')).toHaveFocus();
  });

  it('says in its place that a lesson could not be fetched', async () => {
    await visit('#/lesson/gone', 'Gone');
    await expect.element(page.getByRole('alert')).toHaveTextContent('');
    await expect.element(page.getByText('This lesson could not be fetched.')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  });

  it('shows what the site stands on', async () => {
    await visit('#/about', 'About');
    await expect.element(page.getByText('Nothing leaves this device.')).toBeVisible();
    await expect.element(page.getByRole('cell', { name: 'valibot' })).toBeVisible();
    await expect.element(page.getByRole('cell', { name: 'Moons' })).toBeVisible();
  });

  it('skips to the text', async () => {
    await visit('#/about', 'About');
    await userEvent.keyboard('{Tab}');
    await expect.element(page.getByRole('link', { name: 'Skip to the text' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('main')).toHaveFocus();
    expect(location.hash).toBe('#/about');
  });
});

describe('glossary', () => {
  it('goes to a term, and narrows the list', async () => {
    await visit('#/glossary/loss', 'Glossary');
    await expect.element(page.getByRole('heading', { name: 'Loss', exact: true })).toHaveFocus();
    const search = page.getByRole('searchbox', { name: 'Search the glossary' });
    await search.fill('PASS over');
    await expect.element(page.getByText('1 of 2 terms')).toBeVisible();
    await expect.element(page.getByRole('heading', { name: 'Loss', exact: true })).not.toBeInTheDocument();
    location.hash = '#/glossary/epoch';
    await expect.element(page.getByRole('heading', { name: 'Epoch' })).toHaveFocus();
    location.hash = '#/glossary/loss';
    await expect.element(page.getByRole('heading', { name: 'Loss', exact: true })).toHaveFocus();
    await search.fill('nothing like it');
    await expect.element(page.getByText('No term has “nothing like it” in it.')).toBeVisible();
  });

  it('says so where there is no such term', async () => {
    await visit('#/glossary/luck', 'Glossary');
    await expect.element(page.getByText('There is no term “luck” here.')).toBeVisible();
  });
});

describe('rail', () => {
  it('groups lessons and shows progress as it is made, also by another tab', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    await expect.element(nav.getByRole('list', { name: 'Start here' })).toBeVisible();
    expect(nav.getByRole('list', { name: 'Start here' }).getByRole('link').elements()).toHaveLength(2);
    await expect.element(nav.getByRole('list', { name: 'Reference' }).getByRole('link', { name: 'Sandbox' })).toBeVisible();
    const channel = new BroadcastChannel('forward-pass');
    const tell = (cell: string) => channel.postMessage({ store: 'progress', key: ['beta', cell], value: { kept: 1, at: 1 } });
    await expect.element(nav.getByRole('link', { name: 'Beta', exact: true })).toBeVisible();
    tell('guess');
    await expect.element(nav.getByRole('link', { name: 'Beta (begun)' })).toBeVisible();
    tell('task');
    await expect.element(nav.getByRole('link', { name: 'Beta (done)' })).toBeVisible();
    channel.close();
  });

  it('takes the temperature of the phase that is shown', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    const colour = () => getComputedStyle(nav.getByRole('link', { name: 'Alpha' }).element()).color;
    const warm = colour();
    app.querySelector('main')?.dispatchEvent(new CustomEvent('phase-change', { detail: 'inference', bubbles: true }));
    await expect.poll(colour).not.toBe(warm);
    await nav.getByRole('link', { name: 'Beta' }).click();
    await expect.element(heading('Beta')).toHaveFocus();
    expect(app.dataset.phase).toBe('training');
  });
});

describe('on a phone', () => {
  beforeEach(phone);
  const menu = page.getByRole('button', { name: 'Menu', exact: true });

  it('keeps the rail in a drawer that holds the focus and closes with Escape', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    await expect.element(nav).not.toBeInTheDocument();
    await expect.element(menu).toHaveAttribute('aria-expanded', 'false');
    await menu.click();
    await expect.element(page.getByRole('button', { name: 'Close menu' })).toHaveFocus();
    await expect.element(nav).toBeVisible();
    for (let i = 0; i < 12; i++) {
      await userEvent.keyboard('{Tab}');
      const outside = app.querySelector('.content')?.contains(document.activeElement);
      expect(outside).toBe(false);
    }
    await userEvent.keyboard('{Escape}');
    await expect.element(menu).toHaveFocus();
    await expect.element(nav).not.toBeInTheDocument();
  });

  it('closes the drawer when a lesson is chosen, the present one included', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    for (const lesson of ['Beta', 'Beta']) {
      await menu.click();
      await nav.getByRole('link', { name: lesson }).click();
      await expect.element(heading(lesson)).toHaveFocus();
      await expect.element(menu).toHaveAttribute('aria-expanded', 'false');
    }
  });

  it.each(['#/lesson/alpha', '#/glossary', '#/about', '#/nowhere'])('%s does not scroll sideways', async (hash) => {
    await visit(
      hash,
      { '#/lesson/alpha': 'Alpha', '#/glossary': 'Glossary', '#/about': 'About', '#/nowhere': 'Not found' }[hash] ?? '',
    );
    expect(document.documentElement.scrollWidth).toBe(360);
  });
});

describe('settings', () => {
  const open = () => page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });

  it('choose a theme, which is there again on the next visit, before the first paint', async () => {
    await visit('#/about', 'About');
    await open();
    await dialog.getByLabelText('Theme').selectOptions('Dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
    expect(getComputedStyle(document.documentElement).backgroundColor).toBe('rgb(21, 20, 18)');
    expect(localStorage.getItem('forward-pass-theme')).toBe('dark');
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('button', { name: 'Settings' })).toHaveFocus();
    await expect.poll(keptTheme).toBe('dark');
    app.remove();
    delete document.documentElement.dataset.theme;
    await visit('#/about', 'About');
    await expect.poll(() => document.documentElement.dataset.theme).toBe('dark');
    await open();
    await dialog.getByLabelText('Theme').selectOptions('System');
    expect(document.documentElement.dataset.theme).toBeUndefined();
    expect(localStorage.getItem('forward-pass-theme')).toBeNull();
  });

  it('turn off the single keys that work anywhere, for good', async () => {
    await visit('#/about', 'About');
    const keys = page.getByRole('dialog', { name: 'Keyboard' });
    await userEvent.keyboard('?');
    await expect.element(keys).toBeVisible();
    await userEvent.keyboard('{Escape}');
    const chosen = dialog.getByRole('checkbox', { name: '/ and ?' });
    await open();
    await chosen.click();
    await expect.element(chosen).not.toBeChecked();
    await userEvent.keyboard('{Escape}');
    const silent = async () => {
      await userEvent.keyboard('?/');
      await expect.element(keys).not.toBeInTheDocument();
      expect(document.activeElement?.localName).not.toBe('fp-search');
      await expect.element(page.getByRole('button', { name: 'Keyboard' })).not.toHaveAttribute('aria-keyshortcuts');
    };
    await silent();
    app.remove();
    await visit('#/about', 'About');
    await expect.element(page.getByRole('button', { name: 'Keyboard' })).not.toHaveAttribute('aria-keyshortcuts');
    await silent();
  });

  it('remove what is kept only after saying what and asking', async () => {
    const db = await emptyStorage();
    await db.put('progress', { kept: true, at: 1 }, ['beta', 'task']);
    await db.put('kept', { kept: 'x', at: 1 }, ['beta', 'net']);
    await db.put('tables', { name: 'a.csv', bytes: Uint8Array.of(65), at: 1 }, 'a');
    await visit('#/lesson/alpha', 'Alpha');
    await expect.element(nav.getByRole('link', { name: 'Beta (begun)' })).toBeVisible();
    await open();
    await dialog.getByRole('button', { name: 'Clear…' }).click();
    await expect.poll(focusedInside).toBe('Keep it');
    await expect
      .element(
        dialog.getByText(
          'This removes 1 finished task, answer or guess, 1 cell’s settings, networks and measurements, and 1 table of your own',
        ),
      )
      .toBeVisible();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    expect([await db.count('progress'), await db.count('kept'), await db.count('tables')]).toEqual([1, 1, 1]);
    await dialog.getByRole('button', { name: 'Clear…' }).click();
    await dialog.getByRole('button', { name: 'Remove it all' }).click();
    await expect.element(dialog.getByText('Removed.')).toBeVisible();
    expect([await db.count('progress'), await db.count('kept'), await db.count('tables')]).toEqual([0, 0, 0]);
    await userEvent.keyboard('{Escape}');
    await expect.element(nav.getByRole('link', { name: 'Beta', exact: true })).toBeVisible();
    db.close();
  });

  it('take in a file of what was kept, or say what is wrong with it', async () => {
    await visit('#/lesson/alpha', 'Alpha');
    await open();
    const field = dialog.getByLabelText('Take in such a file');
    const file = (name: string, content: string) => new File([content], name, { type: 'application/json' });
    await userEvent.upload(field, file('wrong.json', '{"format":'));
    await expect.element(dialog.getByText('wrong.json was not imported, and nothing has changed. It is no JSON')).toBeVisible();
    const entries: Entry[] = [{ store: 'progress', key: ['beta', 'task'], value: { kept: true, at: 1 } }];
    await userEvent.upload(field, file('right.json', toKeptFile(entries, '')));
    await expect.element(dialog.getByText('Imported 1 kept value.')).toBeVisible();
    await expect.element(dialog.getByText('Now: 1 finished task')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(nav.getByRole('link', { name: 'Beta (begun)' })).toBeVisible();
  });

  it('say what was kept and cannot be read, and remove it', async () => {
    const db = await emptyStorage();
    await db.put('settings', 'pink', 'theme');
    await visit('#/about', 'About');
    await open();
    await expect.element(dialog.getByText('1 kept value could not be read')).toBeVisible();
    await dialog.getByRole('button', { name: 'Remove what cannot be read' }).click();
    await expect.element(dialog.getByText('could not be read')).not.toBeInTheDocument();
    await expect.poll(() => db.count('settings')).toBe(0);
    db.close();
  });
});

it('says once, politely, that nothing can be kept, and goes on', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError');
  });
  await visit('#/lesson/alpha', 'Alpha');
  const notice = page.getByText('does not let the page keep anything');
  await expect.element(notice).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(notice).not.toBeInTheDocument();
  await nav.getByRole('link', { name: 'Beta' }).click();
  await expect.element(heading('Beta')).toHaveFocus();
});

describe.each(['light', 'dark'])('in the %s theme axe finds nothing', (theme) => {
  it.each([
    ['#/lesson/alpha', 'Alpha', 1440],
    ['#/lesson/alpha', 'Alpha', 360],
    ['#/glossary', 'Glossary', 1440],
    ['#/about', 'About', 360],
    ['#/nowhere', 'Not found', 1440],
  ])('on %s (%s) at %i px', async (hash, title, width) => {
    await page.viewport(width, 900);
    localStorage.setItem('forward-pass-theme', theme);
    const db = await emptyStorage();
    await db.put('settings', theme, 'theme');
    db.close();
    await visit(hash, title);
    await expect.poll(() => document.documentElement.dataset.theme).toBe(theme);
    await clean();
  });

  it('in the open drawer and the settings', async () => {
    await phone();
    await visit('#/about', 'About');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByLabelText('Theme').selectOptions(theme);
    await userEvent.keyboard('{Escape}{Escape}');
    await page.getByRole('button', { name: 'Menu', exact: true }).click();
    await expect.element(nav).toBeVisible();
    await Promise.all(app.getAnimations({ subtree: true }).map((animation) => animation.finished));
    await clean();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Clear…' }).click();
    await expect.poll(focusedInside).toBe('Keep it');
    await clean();
  });
});

/** What has the focus inside an element's shadow root. */
function focusedInside(): string | undefined {
  return document.activeElement?.shadowRoot?.activeElement?.textContent?.trim();
}

async function clean(): Promise<void> {
  const { violations } = await axe.run(document);
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`)).toEqual([]);
}
