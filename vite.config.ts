/** How the site is built and served, and how the tests run: unit in Node, browser in Chromium, e2e against the built site. */
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { browserArgs, findBrowser } from './scripts/browser.mjs';
import { wasmThreads } from './scripts/wasm-threads.ts';
import { sandbox } from './src/sandbox/plugin.ts';
import { lessons } from './src/lesson/plugin.ts';

/** Cross-origin isolation: finer clocks and WASM threads. */
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const executablePath = (process.env.VITEST && (await findBrowser())) || undefined;

export default defineConfig({
  base: './',
  plugins: [lessons(), sandbox()],
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  server: { headers },
  preview: { headers },
  build: { target: 'es2022', cssTarget: ['chrome123', 'firefox128', 'safari17.5'], chunkSizeWarningLimit: 900 },
  optimizeDeps: {
    include: [
      'lit',
      'lit/decorators.js',
      'lit/directives/class-map.js',
      'lit/directives/keyed.js',
      'lit/directives/live.js',
      'lit/directives/repeat.js',
      'lit/directives/style-map.js',
      'lit/directives/unsafe-html.js',
      '@observablehq/plot',
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-webgl',
      '@tensorflow/tfjs-backend-webgpu',
      'd3-dsv',
      '@codemirror/commands',
      '@codemirror/language',
      '@codemirror/state',
      '@codemirror/view',
      '@lezer/highlight',
      '@lezer/javascript',
      'acorn',
      'idb',
      'valibot',
      'axe-core',
      'fast-check',
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/lessons/**'],
          environment: 'node',
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/**/*.browser.ts'],
          // Far more than a test needs: a machine that others share is many times slower for a while, and no fault of the page.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 60_000 } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args: browserArgs } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts', 'test/lessons/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/e2e/serve.ts'],
          testTimeout: 600_000,
          expect: { poll: { timeout: 60_000 } },
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
