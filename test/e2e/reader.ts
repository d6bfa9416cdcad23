/** A reader at the built site: one browser for a file of walks, a fresh profile for each reader, and an ear for the console. */
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { browserArgs, findBrowser } from '../../scripts/browser.mjs';

export interface Reader {
  page: Page;
  /** What the console and uncaught errors said; a quiet page says nothing. */
  heard: string[];
  leave(): Promise<void>;
}

/** Opens a browser around the tests of a file; gives how to let a reader in. */
export function letReadersIn() {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: (await findBrowser()) ?? undefined, args: browserArgs });
  });
  afterAll(() => browser.close());

  return async (route: string, options: BrowserContextOptions = {}): Promise<Reader> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    const heard: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) heard.push(message.text());
    });
    page.on('pageerror', (error) => heard.push(String(error)));
    await page.goto(inject('site') + route);
    return { page, heard, leave: () => context.close() };
  };
}

/** A cell by its title. */
export const cell = (page: Page, title: string): Locator => page.getByRole('region', { name: title });

export const button = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true });

/** Flips the phase switch of a cell. */
export async function flip(within: Locator, phase: 'Training' | 'Inference'): Promise<void> {
  await within.getByRole('radiogroup', { name: 'Phase' }).getByText(phase, { exact: true }).click();
}

/** The live figure of this name as a number, however it is written. */
export async function figure(within: Locator, name: string): Promise<number> {
  const text = (await within.getByRole('status', { name, exact: true }).textContent()) ?? '';
  return Number(text.replace(/[,\s]/g, '').replace('−', '-'));
}

/** Trains until the task says that it is done; it must not have said so before. */
export async function trainUntil(network: Locator, task: Locator): Promise<void> {
  await expectToDo(task);
  await button(network, 'Train').click();
  await expectDone(task);
  const pause = button(network, 'Pause');
  if (await pause.isVisible()) await pause.click();
}

export async function expectToDo(task: Locator): Promise<void> {
  await task.getByText('To do', { exact: true }).waitFor();
  expect(await task.getByText('✓ Done').count()).toBe(0);
}

export async function expectDone(task: Locator): Promise<void> {
  await task.getByText('✓ Done').waitFor({ timeout: 300_000 });
}

/** Answers a check wrongly first, reads why, then rightly. */
export async function answer(check: Locator, wrong: string, right: string): Promise<void> {
  await check.getByText(wrong, { exact: true }).click();
  await button(check, 'Check answer').click();
  await check.getByText('✗ Not this one.').waitFor();
  await check.getByText(right, { exact: true }).click();
  await button(check, 'Check answer').click();
  await check.getByText('✓ Right.').waitFor();
}
