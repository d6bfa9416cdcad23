/** What is kept and what is chosen, in a real browser: the settings, and a browser that keeps nothing. */
import '../../src/app/app.css';
import { openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Entry } from '../../src/app/entry';
import { toKeptFile } from '../../src/app/kept-file';
import { emptyStorage, focusedInside, heading, nav, openedSite } from './site';

vi.mock('../../src/app/lessons', () => import('./made-up-lessons'));

const { app, visit } = openedSite();

/** Closed again at once: an open connection would hold up the removal after each test. */
async function keptTheme(): Promise<unknown> {
  const db = await openDB('forward-pass', 3);
  const theme: unknown = await db.get('settings', 'theme');
  db.close();
  return theme;
}

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
    app().remove();
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
    app().remove();
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
