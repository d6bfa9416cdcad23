/**
 * `npm run measure:race`: how long does the fair race take, and does the page stay smooth meanwhile? Opens the built lesson, runs
 * 7 optimizers × 6 rates × 10 seeds of 300 steps on moons 2-8-8-1 while the race is in view, and prints its seconds and the spread
 * of frame times. Exits 1 past the limits (60 s, a task over 50 ms, a frame over 33 ms).
 */
import { chromium } from 'playwright';
import { browserArgs, findBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const LIMIT = 60;
const site = await serveSite();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
await page.goto(`${site.url}#/lesson/from-sgd-to-adam`);
const cell = (title) => page.getByRole('region', { name: title });
const network = cell('The network that races');
await network.scrollIntoViewIfNeeded();
const race = cell('The race on the network');
const run = race.getByRole('button', { name: 'Run', exact: true });
// A race called off first: loading the worker and the chart is over then.
await run.click();
await race.getByText(/^trial \d\d+ of/).waitFor();
await race.scrollIntoViewIfNeeded();
await race.getByRole('button', { name: 'Cancel' }).click();
await race.getByText('it is no whole race').waitFor();

await page.evaluate(() => {
  const seen = { tasks: [], frames: [], since: performance.now() };
  new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({
    type: 'longtask',
  });
  let last = performance.now();
  const frame = (now) => {
    seen.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  Object.assign(window, { seen });
});
await run.click();
const start = performance.now();
await race.getByText('Each at its best learning rate of the grid').waitFor({ timeout: 4 * LIMIT * 1000 });
const seconds = (performance.now() - start) / 1000;
const result = await page.evaluate(() => window.seen);
const best = await race.getByRole('row').nth(1).textContent();
await browser.close();
await site.close();

const sorted = result.frames.slice(1).toSorted((a, b) => a - b);
const at = (share) => sorted[Math.ceil(share * sorted.length) - 1].toFixed(1);
const slow = sorted.filter((ms) => ms > 33.4).length;
process.stdout.write(
  [
    `420 runs of 300 steps, moons 2-8-8-1, in ${await findBrowser()}: ${seconds.toFixed(1)} s (limit ${LIMIT})`,
    `first: ${best?.replace(/\s+/g, ' ').trim()}`,
    `long tasks (over 50 ms): ${result.tasks.length}${result.tasks.length ? `, longest ${Math.max(...result.tasks).toFixed(0)} ms` : ''}`,
    `frames: ${sorted.length}; median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; over 33 ms: ${slow}`,
    '',
  ].join('\n'),
);
process.exitCode = seconds > LIMIT || result.tasks.length || slow ? 1 : 0;
