/** Finds the Chromium that tests and measuring scripts drive, and the flags it wants. No dependencies: setup.mjs uses it before npm ci. */
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/** @returns {string | null} path of a browser named by the environment; throws if it names one that is not there */
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
    const path = chromium.executablePath();
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
}

function fromPath() {
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'microsoft-edge'];
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of names) {
    try {
      const found = execFileSync(finder, [name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().split('\n')[0].trim();
      if (found) return found;
    } catch {
      // not on the PATH: try the next name
    }
  }
  const usual = {
    darwin: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    win32: [
      `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
      `${process.env['PROGRAMFILES(X86)']}\\Google\\Chrome\\Application\\chrome.exe`,
      `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
    ],
  };
  return (usual[process.platform] ?? []).find((path) => existsSync(path)) ?? null;
}

/** Path of an installed browser, or null. Throws where the environment names a wrong one. */
export async function findBrowser() {
  return fromEnvironment() ?? (await fromPlaywright()) ?? fromPath();
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
