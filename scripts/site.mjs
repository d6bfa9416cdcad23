/** Builds the site and serves it from a sub-path, as a static host would: what tests and measurements open is what readers get. */
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

const base = '/course/forward-pass/';

/** @returns {Promise<{ url: string, folder: string, close: () => Promise<void> }>} address, and the folder of built files */
export async function serveSite() {
  const folder = await mkdtemp(join(tmpdir(), 'forward-pass-site-'));
  // Vitest says NODE_ENV=test, with which Vite would build in the libraries' development forms.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  await build({ logLevel: 'error', mode: 'production', build: { outDir: folder, emptyOutDir: true } });
  process.env.NODE_ENV = before;
  const answer = async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = normalize(join(folder, path.slice(base.length) || 'index.html'));
    try {
      if (!path.startsWith(base) || !file.startsWith(folder)) throw new Error('outside the site');
      const body = await readFile(file);
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end('not found');
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${server.address().port}${base}`, folder, close };
}
