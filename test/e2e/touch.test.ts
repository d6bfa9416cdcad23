/** A reader with a finger, and one who drops files: own points by taps, a table and a network dropped where they are asked for. */
import type { Locator, Page } from 'playwright';
import { expect, it } from 'vitest';
import { button, cell, letReadersIn } from './reader';

const enter = letReadersIn();

const points = (page: Page) =>
  page.evaluate(() => {
    const spec = document.querySelector('fp-network')?.context?.scope.get('net')?.spec as
      { data: { points?: [number, number, number][] } } | undefined;
    return spec?.data.points ?? [];
  });

it('draws a point where a finger taps, and none where it scrolls the page', async () => {
  const options = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 800 } };
  const { page, heard, leave } = await enter('#/lesson/train-a-network-live', options);
  // Not the first network that stands: cells begin in turns, and another may come before it.
  const own = cell(page, 'A network to play with');
  await own.locator('label', { has: page.getByRole('radio', { name: 'Your points' }) }).tap();
  await expect.poll(async () => (await points(page)).length).toBe(16);
  const sheet = own.getByRole('application', { name: 'Draw points' });
  await sheet.scrollIntoViewIfNeeded();
  const box = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await sheet.tap({ position: { x: box.width / 4, y: box.height / 4 } });
  await expect.poll(async () => (await points(page)).length).toBe(17);
  const [x1, x2] = (await points(page))[16];
  expect([x1, x2]).toEqual([expect.closeTo(-1, 1), expect.closeTo(1, 1)]);

  const finger = await page.context().newCDPSession(page);
  const from = await page.evaluate(() => scrollY);
  const at = (y: number) => [{ x: box.x + box.width / 2, y }];
  const middle = ((await sheet.boundingBox())?.y ?? 0) + box.height / 2;
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(middle) });
  for (let moved = 10; moved <= 90; moved += 20)
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(middle - moved) });
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(from);
  expect(await points(page)).toHaveLength(17);
  await button(own, 'Undo').tap();
  await expect.poll(async () => (await points(page)).length).toBe(16);
  expect(heard).toEqual([]);
  await leave();
});

/** Carries a file over a place and lets it go there. */
async function drop(page: Page, on: Locator, name: string, text: string): Promise<void> {
  const given = { name, text };
  const dataTransfer = await page.evaluateHandle((file) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([file.text], file.name));
    return transfer;
  }, given);
  const taken = await on.evaluate(
    (element, transfer) =>
      !element.dispatchEvent(
        new DragEvent('dragover', { dataTransfer: transfer, bubbles: true, cancelable: true, composed: true }),
      ),
    dataTransfer,
  );
  // Otherwise the browser would leave the page and open the file in its place.
  expect(taken).toBe(true);
  await on.dispatchEvent('drop', { dataTransfer });
}

it('takes a table and a network that are dropped', async () => {
  const { page, heard, leave } = await enter('#/lesson/train-a-network-live');
  // Not the first network that stands: cells begin in turns, and another may come before it.
  const own = cell(page, 'A network to play with');
  await own.locator('label', { has: page.getByRole('radio', { name: 'Your table' }) }).click();
  const rows = Array.from({ length: 40 }, (_, i) => `${(i % 9) - 4},${i % 9 > 4 ? 'up' : 'down'}`);
  await drop(page, own.locator('fp-own-table .drop'), 'mine.csv', ['height,way', ...rows].join('\n'));
  await own.getByText('40 rows, 2 columns.').waitFor();
  const spec = () => page.evaluate(() => document.querySelector('fp-network')?.context?.scope.get('net')?.spec);
  await expect.poll(async () => JSON.stringify(await spec())).toContain('mine.csv');

  await own.getByText('More controls').click();
  const field = own.locator('fp-import label');
  await drop(page, field, 'nothing.json', '{}');
  await own.getByText(/nothing\.json: It is neither a network saved here/).waitFor();
  await button(own, 'Export').click();
  const [download] = await Promise.all([page.waitForEvent('download'), button(own, 'Network, JSON of ours').click()]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part as Buffer);
  await drop(page, field, 'mine.network.json', Buffer.concat(parts).toString());
  await own.getByText('Imported from mine.network.json.').waitFor();
  expect(heard).toEqual([]);
  await leave();
});
