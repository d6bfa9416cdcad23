/** The site as its tests open it and look at it. */
import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { page } from 'vitest/browser';
import { FpApp } from '../../src/app/fp-app';

export const wide = () => page.viewport(1440, 900);
export const phone = () => page.viewport(360, 740);
export const nav = page.getByRole('navigation', { name: 'Lessons' });
export const heading = (name: string) => page.getByRole('heading', { level: 1, name });

/** Opens the site at an address, as a visit begins; after each test it is gone, and all that it has kept. */
export function openedSite() {
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

  return {
    app: () => app,
    async visit(hash: string, title: string): Promise<void> {
      history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
      app = document.createElement('fp-app');
      document.body.append(app);
      await expect.element(heading(title)).toBeVisible();
    },
  };
}

/** What has the focus inside an element's shadow root. */
export function focusedInside(): string | undefined {
  return document.activeElement?.shadowRoot?.activeElement?.textContent?.trim();
}

/** As it is before the first visit. */
export function emptyStorage() {
  return openDB('forward-pass', 3, {
    upgrade(db) {
      for (const store of ['settings', 'progress', 'kept', 'tables']) db.createObjectStore(store);
    },
  });
}
