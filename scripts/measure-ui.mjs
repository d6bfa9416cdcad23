/**
 * `npm run measure:ui`: does the page stay smooth while it trains? Opens the built sandbox, trains moons 2-8-8-1 for 10 s,
 * and prints the main thread's long tasks and the spread of frame times. Exits 1 past the limits (a task over 50 ms, a frame over 33 ms).
 */
import { chromium } from 'playwright';
import { browserArgs, findBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const seconds = Number(process.argv[2] ?? 10);
const site = await serveSite();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });
const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
await page.goto(`${site.url}#/sandbox`);
await page.getByRole('button', { name: 'Train', exact: true }).click();
// Loading the worker and the charts is over once the epoch counts.
await page.waitForFunction(() => {
  const cell = document.querySelector('fp-network');
  return Number(cell?.context?.scope.get(cell.cellId)?.epoch) > 20;
});
const result = await page.evaluate(
  (ms) =>
    new Promise((done) => {
      const tasks = [];
      const frames = [];
      const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration)));
      observer.observe({ type: 'longtask' });
      const start = performance.now();
      let last = start;
      const frame = (now) => {
        frames.push(now - last);
        last = now;
        if (now - start < ms) requestAnimationFrame(frame);
        else {
          observer.disconnect();
          done({ tasks, frames: frames.slice(1) });
        }
      };
      requestAnimationFrame(frame);
    }),
  seconds * 1000,
);
const steps = await page.getByRole('status', { name: 'Steps per second' }).textContent();
await browser.close();
await site.close();

const sorted = result.frames.toSorted((a, b) => a - b);
const at = (share) => sorted[Math.ceil(share * sorted.length) - 1].toFixed(1);
const slow = sorted.filter((ms) => ms > 33.4).length;
process.stdout.write(
  [
    `moons 2-8-8-1, ${seconds} s of training in ${await findBrowser()}, ${steps?.trim()} steps per second`,
    `long tasks (over 50 ms): ${result.tasks.length}${result.tasks.length ? `, longest ${Math.max(...result.tasks).toFixed(0)} ms` : ''}`,
    `frames: ${sorted.length}; median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms; over 33 ms: ${slow}`,
    '',
  ].join('\n'),
);
process.exitCode = result.tasks.length || slow ? 1 : 0;
