/**
 * `npm run bench`: times our engine against its peers in Chromium, one page a network, and prints tables.
 *
 *   --only A1,A3        these networks alone
 *   --tasks train,…     train, infer, grid
 *   --contenders a,b    those whose names contain one of these words
 *   --slices 8 --ms 110 how many slices each, and how long
 *   --json FILE         the results as JSON
 *   --plots             draws them into bench/results/, beside the results, and renews the figures of README.md
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browserArgs, findBrowser } from '../scripts/browser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const say = (text) => process.stdout.write(`${text}\n`);
let started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1000);

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function optionsOf() {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        tasks: { type: 'string', default: 'train,infer,grid' },
        contenders: { type: 'string' },
        slices: { type: 'string', default: '8' },
        ms: { type: 'string', default: '110' },
        json: { type: 'string' },
        plots: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    return fail(`${error.message}\nSee the head of bench/run.mjs for what there is.`);
  }
}

/** A list of words, each one of those allowed. */
function words(text, allowed, name) {
  const list = text.split(',').map((word) => word.trim());
  const wrong = list.find((word) => !allowed.includes(word));
  if (wrong !== undefined) fail(`--${name} takes ${allowed.join(', ')}, not "${wrong}".`);
  return list;
}

function number(text, name, least) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) fail(`--${name} takes a whole number of at least ${least}, not "${text}".`);
  return value;
}

/** The bench has packages of its own, locked in its own file. */
function install() {
  const stamp = join(here, 'node_modules', '.forward-pass-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(here, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('Installing the packages of bench/package-lock.json (about 400 MB) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund'], {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) fail('The packages of the bench could not be installed: see what npm says above.');
  writeFileSync(stamp, hash);
}

const options = optionsOf();
const networks = words(options.only ?? 'A1,A2,A3,A4', ['A1', 'A2', 'A3', 'A4'], 'only');
const tasks = words(options.tasks, ['train', 'infer', 'grid'], 'tasks');
const slices = number(options.slices, 'slices', 1);
const ms = number(options.ms, 'ms', 1);
install();
started = performance.now();

// Only now: these packages may just have been installed.
const { build, preview, runnerImport } = await import('vite');
const { chromium } = await import('playwright');
const configFile = join(here, 'vite.config.ts');
const pure = async (name) => (await runnerImport(join(here, 'src', name), { configFile: false, logLevel: 'error' })).module;
const { lineUp } = await pure('line-up.ts');
const { resultsOf } = await pure('results.ts');
const { tablesOf } = await pure('tables.ts');
const { behind, linesOf, markdownOf, withSection } = await pure('summary.ts');

const executablePath = await findBrowser();
if (!executablePath) fail('There is no Chromium here: npm test brings one.');
say('Building the page …');
await build({ configFile, logLevel: 'error' });
const server = await preview({ configFile, logLevel: 'error' });
const browser = await chromium.launch({ executablePath, args: browserArgs });

/** A fresh page, so that networks share nothing. */
async function openPage() {
  const page = await browser.newPage();
  page.on('pageerror', (error) => say(`  page: ${error.message}`));
  await page.exposeFunction('say', (text) => say(`${String(seconds()).padStart(4)} s  ${text}`));
  await page.goto(server.resolvedUrls.local[0]);
  await page.waitForFunction(() => 'bench' in window);
  return page;
}

const first = await openPage();
const page = {
  ...(await first.evaluate(() => window.bench.environment())),
  backends: await first.evaluate(() => window.bench.backends),
};
await first.close();

const ours = page.backends.filter((name) => name === 'plain' || name === 'compiled');
const named = options.contenders?.split(',').map((word) => word.trim());
const entries = lineUp(ours, Math.min(2, page.processors), page.gpu).filter(
  ({ name }) => !named || named.some((word) => name.includes(word)),
);
if (!entries.length) fail('--contenders names nobody.');

const results = [];
for (const network of networks) {
  const page = await openPage();
  results.push(
    await page.evaluate((given) => window.bench.run(given), {
      network,
      entries,
      slices,
      ms,
      batches: tasks.includes('infer') ? [1, 32, 1024] : [],
      side: tasks.includes('grid') && network === 'A2' ? 500 : 0,
      train: tasks.includes('train'),
    }),
  );
  await page.close();
}

const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const { backends: _backends, gpu: _gpu, ...where } = page;
const environment = {
  date: new Date().toISOString(),
  ...where,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()}`,
  node: process.versions.node,
  slices,
  sliceMs: ms,
  packages: dependencies,
  contenders: Object.assign({}, ...results.map(({ details }) => details)),
  calls: Object.fromEntries(
    results.flatMap(({ network, training, inference, grid }) => [
      ...training.map(({ contender, call }) => [`${network} training, ${contender}`, call]),
      ...inference.flatMap(({ batch, slices: all }) =>
        all.map(({ contender, call }) => [`${network} batch ${batch}, ${contender}`, call]),
      ),
      ...(grid?.slices ?? []).map(({ contender, call }) => [`${network} grid, ${contender}`, call]),
    ]),
  ),
  notes: results.flatMap(({ notes }) => notes),
  seconds: seconds(),
};
const found = resultsOf(environment, results);
say(`\n${tablesOf(found)}\n`);
for (const { task, alone } of behind(linesOf(found)))
  say(`One thread against one, perhaps behind: ${task}, from ${alone.low.toFixed(2)}×`);
say(`${environment.processor}, ${environment.processors} processors; WebGL ${environment.webgl}; ${environment.seconds} s`);
const json = `${JSON.stringify(found, null, 2)}\n`;
if (options.json) writeFileSync(options.json, json);
if (options.plots) {
  const page = await openPage();
  const drawn = await page.evaluate((given) => window.bench.drawn(given), found);
  const folder = join(here, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'results.json'), json);
  for (const [name, svg] of Object.entries(drawn)) writeFileSync(join(folder, `${name}.svg`), `${svg}\n`);
  const readme = join(here, '..', 'README.md');
  writeFileSync(readme, withSection(readFileSync(readme, 'utf8'), markdownOf(found)));
  say(
    `Written: bench/results/results.json, ${Object.keys(drawn)
      .map((name) => `${name}.svg`)
      .join(', ')}, and the figures in README.md`,
  );
}
await browser.close();
await server.close();
