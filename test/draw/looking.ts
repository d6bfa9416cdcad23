/** What the browser tests of draw/ share: showing something, waiting for its paint, and asking axe. */
import axe from 'axe-core';
import { html, render } from 'lit';
import { expect } from 'vitest';

export function show(content: unknown): void {
  render(html`<main style="background: var(--raised)">${content}</main>`, document.body);
}

export function clear(): void {
  render(null, document.body);
  delete document.documentElement.dataset.theme;
}

/** Resolves after the frame in which what was asked for is painted: a frame for the size, one for the paint, and some to spare. */
export async function painted(): Promise<void> {
  for (let i = 0; i < 6; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** All that moves now, in shadow roots too. */
function animations(root: Document | ShadowRoot): Animation[] {
  const shadows = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? animations(shadowRoot) : []));
  return [...root.getAnimations(), ...shadows];
}

/** Nothing found by axe in either theme. */
export async function expectAxeClean(): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset.theme = theme;
    await painted();
    await Promise.all(animations(document).map(({ finished }) => finished));
    const { violations } = await axe.run(document.body);
    const found = violations.map(
      ({ id, nodes }) => `${theme} ${id}: ${nodes.map(({ html: at, failureSummary }) => `${at} ${failureSummary}`).join(' ')}`,
    );
    expect(found).toEqual([]);
  }
}

/** Nothing sticks out of a page this wide. */
export function expectNoOverflow(): void {
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(document.documentElement.clientWidth);
}

/** The shadow root of the element shown. */
export function inside(tag: string): ShadowRoot {
  const root = document.querySelector(tag)?.shadowRoot;
  if (!root) throw new Error(`There is no ${tag} with a shadow root.`);
  return root;
}

/** The name of what has the focus, through shadow roots: its own, or its label's. */
export function focusedName(): string {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at instanceof HTMLInputElement) return at.labels?.[0]?.textContent.trim() ?? '';
  return at?.getAttribute('aria-label') ?? at?.textContent.trim() ?? '';
}
