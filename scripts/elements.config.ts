/** `npm run build:elements`: the cells as custom elements for other pages, as one ES module beside its worker. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { wasmThreads } from './wasm-threads.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: {
    outDir: 'dist-elements',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
    chunkSizeWarningLimit: 1500,
    // another page has no list of what to fetch ahead
    modulePreload: false,
    rollupOptions: {
      input: `${root}src/elements/elements.ts`,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: 'forward-pass.js', codeSplitting: false },
    },
  },
});
