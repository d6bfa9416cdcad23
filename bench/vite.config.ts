/** How the bench's page is built: as the site is, without its lessons, and with names left as they are. */
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';
import { wasmThreads } from '../scripts/wasm-threads.ts';

const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  // ONNX Runtime's threads load its glue by address: it must stay a file of its own.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  preview: { headers, host: '127.0.0.1', port: 0 },
  build: { target: 'es2022', chunkSizeWarningLimit: 10_000, assetsInlineLimit: 0, outDir: 'dist', emptyOutDir: true },
});
