/** Puts an element on a page with the real tokens, waits for what it draws, and asks axe about it. */
import axe from 'axe-core';
import { afterEach, expect } from 'vitest';
import type { LitElement } from 'lit';
import '../../src/styles/tokens.css';
import { until } from '../until';

afterEach(() => {
  document.body.replaceChildren();
  delete document.documentElement.dataset.theme;
});

/** @param width of the box it stands in, pixels */
export async function mount<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]>,
  width = 600,
): Promise<HTMLElementTagNameMap[K]> {
  document.documentElement.lang = 'en';
  document.body.style.cssText = 'margin:0;background:var(--raised);color:var(--ink)';
  const box = document.createElement('main');
  box.style.width = `${width}px`;
  const element = Object.assign(document.createElement(tag), properties);
  box.append(element);
  document.body.append(box);
  await (element as unknown as LitElement).updateComplete;
  return element;
}

export function inside(element: Element): ShadowRoot {
  return element.shadowRoot!;
}

/** The chart's drawing, once there is one for which `ready` holds. */
export async function drawing(element: Element, ready: (svg: SVGSVGElement) => boolean = () => true): Promise<SVGSVGElement> {
  return until(() => {
    const svg = inside(element).querySelector<SVGSVGElement>('.plot svg');
    expect(svg !== null && ready(svg)).toBe(true);
    return svg!;
  });
}

export function texts(root: ParentNode): string[] {
  return [...root.querySelectorAll('text')].map((text) => text.textContent.trim()).filter(Boolean);
}

export async function asTable(element: Element & { updateComplete: Promise<boolean> }): Promise<string[][]> {
  inside(element).querySelector<HTMLButtonElement>('.toggle')!.click();
  await element.updateComplete;
  return [...inside(element).querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent.trim()));
}

export async function expectAccessible(): Promise<void> {
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
}

/** Texts of a drawing that run into each other, or out of the drawing. */
export function collisions(svg: SVGSVGElement): string[] {
  const frame = svg.getBoundingClientRect();
  const boxes = [...svg.querySelectorAll('text')]
    .filter((text) => text.textContent.trim())
    .map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  const found: string[] = [];
  boxes.forEach((a, i) => {
    if (a.box.left < frame.left - 1 || a.box.right > frame.right + 1) found.push(`${a.text} runs out`);
    for (const b of boxes.slice(i + 1)) {
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      // line boxes are taller than their letters: two lines may touch, letters may not
      if (across > 0 && down > 3) found.push(`${a.text} and ${b.text}`);
    }
  });
  return found;
}
