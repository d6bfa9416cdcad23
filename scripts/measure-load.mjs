/**
 * `npm run measure:load`: is the page ever blocked while a lesson opens? Opens each lesson of the built site some times, each time with
 * nothing cached, and prints the main thread's long tasks, by the clock and by the processor's time, which another program does
 * not lengthen. Exits 1 where a lesson's longest task takes over 50 ms of processor's time, as the median of its openings.
 * `npm run measure:load -- 5 04` opens five times each lesson whose file's name begins with 04, and says what the long tasks do.
 */
import { readdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { browserArgs, findBrowser } from './browser.mjs';
import { serveSite } from './site.mjs';

const LIMIT = 50;
/** Milliseconds after the page has loaded: charts and worker are there by then. */
const SETTLES = 4000;
const times = Number(process.argv[2] ?? 3);
const wanted = process.argv[3] ?? '';

const files = readdirSync('lessons').filter((name) => /^\d+-.*\.md$/.test(name) && name.startsWith(wanted));
const site = await serveSite();
const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserArgs });

async function open(slug) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 } });
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline', 'v8.execute', 'v8'] });
  await page.goto(`${site.url}#/lesson/${slug}`);
  // Not by looking at the page: to look costs it time.
  await page.waitForTimeout(SETTLES);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await page.close();
  return tasksOf(traceEvents);
}

/** The main thread's tasks, in milliseconds, the longest first. */
function tasksOf(events) {
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread));
  // Of all threads the one that runs the site's scripts most often; the browser has pages of its own.
  const counts = new Map();
  for (const event of events)
    if (event.name === 'FunctionCall' && event.args.data?.url?.startsWith(site.url) && mains.has(thread(event)))
      counts.set(thread(event), (counts.get(thread(event)) ?? 0) + 1);
  const [page] = [...counts].toSorted((a, b) => b[1] - a[1])[0];
  const here = events.filter((event) => event.ph === 'X' && thread(event) === page);
  const tasks = here.filter(({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask');
  return tasks
    .map(({ ts, dur, tdur }) => ({
      wall: dur / 1000,
      cpu: (tdur ?? dur) / 1000,
      parts: () => partsOf(here.filter((event) => event.ts > ts && event.ts + event.dur < ts + dur)),
    }))
    .toSorted((a, b) => b.cpu - a.cpu);
}

/** What a task consists of, what takes longest first; parts stand within parts. */
function partsOf(events) {
  const sums = new Map();
  for (const { name, args, tdur, dur } of events) {
    const { functionName = '', url = '' } = args?.data ?? {};
    const key = [name, functionName, String(url).split('/').at(-1)].filter(Boolean).join(' ');
    sums.set(key, (sums.get(key) ?? 0) + (tdur ?? dur) / 1000);
  }
  return [...sums]
    .filter(([, ms]) => ms > 2)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, 8)
    .map(([key, ms]) => `${key} ${ms.toFixed(0)}`)
    .join(', ');
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
let slow = false;
for (const file of files) {
  const slug = file.replace(/^\d+-|\.md$/g, '');
  const openings = [];
  for (let i = 0; i < times; i++) openings.push(await open(slug));
  const longest = openings.map(([first]) => first.cpu);
  const over = (key) => openings.map((tasks) => tasks.filter((task) => task[key] > LIMIT).length).join(', ');
  const wall = Math.max(...openings.flat().map((task) => task.wall));
  process.stdout.write(
    `${slug}: longest task ${median(longest).toFixed(0)} ms of processor's time (${longest.map((ms) => ms.toFixed(0)).join(', ')}); ` +
      `tasks over ${LIMIT} ms: ${over('cpu')} by the processor, ${over('wall')} by the clock, longest ${wall.toFixed(0)} ms\n`,
  );
  if (wanted)
    for (const { wall: clock, cpu, parts } of openings.at(-1).slice(0, 6))
      process.stdout.write(`  ${cpu.toFixed(0)} ms (${clock.toFixed(0)} by the clock): ${parts()}\n`);
  slow ||= median(longest) > LIMIT;
}
await browser.close();
await site.close();
process.exitCode = slow ? 1 : 0;
