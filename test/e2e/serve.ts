/** Builds the site once and serves it from a sub-path, as a static host would: what the walks open is what readers get. */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

export default async function serve(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'forward-pass-site-'));
  await build({ logLevel: 'error', mode: 'production', build: { outDir: folder, emptyOutDir: true } });
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.replace(/^\/course\/forward-pass/, '');
    const file = normalize(join(folder, path === '/' ? 'index.html' : decodeURIComponent(path)));
    try {
      const body = file.startsWith(folder) ? await readFile(file) : null;
      if (!body) throw new Error('outside');
      response.writeHead(200, {
        'Content-Type': types[extname(file)] ?? 'application/octet-stream',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      });
      response.end(body);
    } catch {
      response.writeHead(404).end('not found');
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('The test server has no port.');
  project.provide('site', `http://127.0.0.1:${address.port}/course/forward-pass/`);
  return () => new Promise<void>((done) => server.close(() => done()));
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built site, under a sub-path. */
    site: string;
  }
}
