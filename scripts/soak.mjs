/**
 * Trains, resets and switches phases for a while in the built site, and looks at what is left: live tensors in the worker,
 * and the memory of the page and its worker together, after a garbage collection.
 */
import { chromium } from 'playwright';
import { browserArgs, findBrowser } from './browser.mjs';

/** Bytes of the page and its workers, by performance.measureUserAgentSpecificMemory(), which collects garbage first. */
const bytes = (page) => page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes);

/** Live tensors of every backend used so far. */
const tensors = (page) =>
  page.evaluate(async () => {
    const counts = await document.querySelector('fp-network').context.engine().ask('tensors', {});
    return counts.reduce((sum, { tensors: count }) => sum + count, 0);
  });

const epoch = (page) =>
  page.evaluate(() => {
    const cell = document.querySelector('fp-network');
    return Number(cell.context.scope.get(cell.cellId)?.epoch ?? 0);
  });

/**
 * @param {string} url of the built site
 * @param {{ seconds: number, resets: number, switches: number, say?: (line: string) => void }} plan
 * @returns {Promise<{ tensorsBefore: number, tensorsAfter: number, bytesBefore: number, bytesAfter: number, epochs: number }>}
 */
export async function soak(url, { seconds, resets, switches, say = () => undefined }) {
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserArgs, '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
    await page.goto(`${url}#/sandbox`);
    const train = page.getByRole('button', { name: 'Train', exact: true });
    const pause = page.getByRole('button', { name: 'Pause', exact: true });
    const reset = page.getByRole('button', { name: 'Reset', exact: true });
    const phase = (name) => page.getByRole('radiogroup', { name: 'Phase' }).getByRole('radio', { name });
    /** One of everything, so that what loads once and stays is there before the first count. */
    const round = async (ms) => {
      await train.click();
      const from = await epoch(page);
      await page.waitForFunction(
        ([was, until]) => {
          const cell = document.querySelector('fp-network');
          return performance.now() >= until && Number(cell.context.scope.get(cell.cellId)?.epoch) > was;
        },
        [from, (await page.evaluate(() => performance.now())) + ms],
        { timeout: ms + 60_000, polling: 100 },
      );
      const reached = await epoch(page);
      await pause.click();
      await phase('Inference').check({ force: true });
      await page.getByRole('button', { name: 'Measure', exact: true }).waitFor();
      await phase('Training').check({ force: true });
      await reset.click();
      return reached - from;
    };
    await round(3000);
    await round(500);
    const tensorsBefore = await tensors(page);
    const bytesBefore = await bytes(page);
    let epochs = 0;
    // The long training comes first; then resets and switches, one after the other, as fast as the page takes them.
    epochs += await round(seconds * 1000);
    say(`trained ${seconds} s, ${Math.round(epochs)} epochs`);
    for (let i = 0; i < resets; i++) {
      await page.getByRole('button', { name: 'Step', exact: true }).click();
      await reset.click();
    }
    say(`${resets} resets`);
    for (let i = 0; i < switches; i++) await phase(i % 2 === 0 ? 'Inference' : 'Training').check({ force: true });
    if (switches % 2) await phase('Training').check({ force: true });
    await reset.click();
    say(`${switches} phase switches`);
    const tensorsAfter = await page
      .waitForFunction(
        async (was) => {
          const counts = await document.querySelector('fp-network').context.engine().ask('tensors', {});
          const now = counts.reduce((sum, { tensors: count }) => sum + count, 0);
          return now <= was ? { now } : false;
        },
        tensorsBefore,
        { timeout: 60_000 },
      )
      .then(async (handle) => (await handle.jsonValue()).now)
      .catch(() => tensors(page));
    return { tensorsBefore, tensorsAfter, bytesBefore, bytesAfter: await bytes(page), epochs };
  } finally {
    await browser.close();
  }
}
