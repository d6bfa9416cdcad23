/** Finds the Chromium that tests and measuring scripts drive, and the flags it wants. No dependencies: setup.mjs uses it before any are there. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where setup.mjs notes the browser that it made sure of. */
export const browserNote = fileURLToPath(new URL('../node_modules/.cache/forward-pass/browser', import.meta.url));

/** Throws if the environment names a browser that is not there: a wrong wish is an error, not a reason to guess. */
function fromEnvironment() {
  for (const name of ['CHROMIUM_PATH', 'CHROME_PATH']) {
    const path = process.env[name];
    if (!path) continue;
    if (!existsSync(path)) throw new Error(`${name} is set to ${path}, and there is no such file.`);
    return path;
  }
  return null;
}

async function fromPlaywright() {
  try {
    const { chromium } = await import('playwright');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

function fromPath() {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge'];
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of names) {
    const found = spawnSync(finder, [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.split('\n')[0].trim();
  }
  return null;
}

function fromUsualPlaces() {
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': X86 } = process.env;
  const places = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [PROGRAMFILES, X86].flatMap((base) => [
      `${base}\\Google\\Chrome\\Application\\chrome.exe`,
      `${base}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ]),
  };
  return (places[process.platform] ?? []).find((path) => existsSync(path)) ?? null;
}

/** The npm package carries the binary compressed and unpacks it at first use. */
async function fromSparticuz() {
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } catch {
    return null;
  }
}

/** Every browser that might do, best first, with where it was found. */
export async function candidates() {
  const named = fromEnvironment();
  if (named) return [{ path: named, from: 'the environment' }];
  const found = [
    { path: await fromPlaywright(), from: 'Playwright' },
    { path: fromPath(), from: 'the PATH' },
    { path: fromUsualPlaces(), from: 'the usual places' },
    { path: await fromSparticuz(), from: '@sparticuz/chromium' },
  ];
  return found.filter(({ path }) => path && existsSync(path));
}

/** Null if the browser starts, else why not (a missing library, say). Windows' Chrome prints no version: its being there must do. */
export function runs(path) {
  if (process.platform === 'win32') return null;
  try {
    execFileSync(path, ['--version', '--no-sandbox'], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 30_000 });
    return null;
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split('\n')[0];
  }
}

/** Path of the browser to test in: the one setup.mjs noted, or the first candidate that starts; null if there is none. */
export async function findBrowser() {
  const named = fromEnvironment();
  if (named) return named;
  if (existsSync(browserNote)) {
    const noted = readFileSync(browserNote, 'utf8');
    if (existsSync(noted)) return noted;
  }
  return (await candidates()).find(({ path }) => runs(path) === null)?.path ?? null;
}

/** Flags for headless runs: software WebGL and WebGPU where there is no GPU, and no calls home. */
export const browserArgs = [
  '--no-sandbox',
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan,WebGPU',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
