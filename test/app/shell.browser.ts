/** The shell in a real browser, around three small lessons: routes, focus, glossary, rail, drawer, axe. */
import '../../src/app/app.css';
import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { emptyStorage, focusedInside, heading, nav, openedSite, phone } from './site';

vi.mock('../../src/app/lessons', () => import('./made-up-lessons'));

const { app, visit } = openedSite();

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
    app().querySelector('main')?.append(link);
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
    app()
      .querySelector('main')
      ?.dispatchEvent(new CustomEvent('phase-change', { detail: 'inference', bubbles: true }));
    await expect.poll(colour).not.toBe(warm);
    await nav.getByRole('link', { name: 'Beta' }).click();
    await expect.element(heading('Beta')).toHaveFocus();
    expect(app().dataset.phase).toBe('training');
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
      const outside = app().querySelector('.content')?.contains(document.activeElement);
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
    await Promise.all(
      app()
        .getAnimations({ subtree: true })
        .map((animation) => animation.finished),
    );
    await clean();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Clear…' }).click();
    await expect.poll(focusedInside).toBe('Keep it');
    await clean();
  });
});

async function clean(): Promise<void> {
  const { violations } = await axe.run(document);
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`)).toEqual([]);
}
