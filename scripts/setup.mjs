/**
 * Sets up what a fresh machine lacks, before `npm start` and `npm test`: checks Node, installs the locked packages when the
 * lock file has changed, and with --browser makes sure of what tests alone need: a Chromium, and the packages of test/runtimes.
 * No dependencies. Exit 3: no browser to be had.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserNote, candidates, runs } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const say = (text) => process.stdout.write(`${text}\n`);

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(
    `Forward Pass needs Node 20.19 or newer; this is Node ${process.versions.node}. See https://nodejs.org.\n`,
  );
  process.exit(1);
}

/** @param folder where package.json and package-lock.json stand, relative to the root */
function installPackages(folder, ...options) {
  const at = join(root, folder);
  const lock = join(at, 'package-lock.json');
  const stamp = join(at, 'node_modules/.forward-pass-lock');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say(`Installing the packages of ${join(folder, 'package-lock.json')} …`);
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', ...options], {
    cwd: at,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('The packages could not be installed: see what npm says above.\n');
    process.exit(1);
  }
  writeFileSync(stamp, hash);
}

/** Runs a command that may bring a browser; says in a line why it did not. */
function attempt(command, args) {
  const result = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 600_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return null;
  const lines = `${result.stderr ?? ''}\n${result.stdout ?? ''}`.trim().split('\n');
  return result.error?.message ?? lines.find((line) => /error|fail|unable|denied/i.test(line))?.trim() ?? `exit ${result.status}`;
}

const ways = [
  {
    name: 'playwright install chromium',
    may: () => true,
    bring: () => attempt(process.execPath, [`${root}/node_modules/playwright/cli.js`, 'install', 'chromium']),
  },
  {
    name: 'apt-get install chromium',
    may: () => existsSync('/etc/debian_version') && process.getuid?.() === 0,
    bring: () =>
      attempt('apt-get', ['update', '-qq']) ??
      attempt('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']),
  },
  {
    name: '@sparticuz/chromium@143',
    may: () => process.platform === 'linux' && process.arch === 'x64',
    bring: () => attempt(npm, ['install', '--no-save', '--no-audit', '--no-fund', '@sparticuz/chromium@143']),
  },
];

async function makeSureOfBrowser() {
  const reasons = [];
  /** The first candidate that really starts; those that do not are named. */
  const working = async () => {
    for (const { path, from } of await candidates()) {
      const fault = runs(path);
      if (!fault) return path;
      reasons.push(`${from}: ${path} does not start: ${fault}`);
    }
    return null;
  };
  let path = await working();
  for (const way of ways) {
    if (path) break;
    if (!way.may()) {
      reasons.push(`${way.name}: not possible on this machine`);
      continue;
    }
    say(`No Chromium yet: trying ${way.name} …`);
    const fault = way.bring();
    if (fault) reasons.push(`${way.name}: ${fault}`);
    path = await working();
  }
  if (!path) {
    process.stderr.write(
      `\nNo browser to test in could be had:\n${[...new Set(reasons)].map((line) => `  - ${line}\n`).join('')}`,
    );
    process.stderr.write('Install Chrome or Chromium, or set CHROMIUM_PATH to one, and run the command again.\n');
    process.exit(3);
  }
  mkdirSync(dirname(browserNote), { recursive: true });
  writeFileSync(browserNote, path);
  say(`Testing in ${path}`);
}

checkNode();
installPackages('.');
if (process.argv.includes('--browser')) {
  // What exported networks are run in: too heavy for everybody's installation.
  installPackages('test/runtimes', '--ignore-scripts');
  await makeSureOfBrowser().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(3);
  });
}
