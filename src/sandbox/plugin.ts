/**
 * The Vite plugin behind the sandbox of code cells: bundles the kernel to one classic script, whose text the page imports
 * from `virtual:sandbox` together with the frame's document, and lets the frame's bootstrap through the page's content security policy, by its hash.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin, type Rollup } from 'vite';

const virtualId = '\0virtual:sandbox';
const kernelFolder = fileURLToPath(new URL('./kernel/', import.meta.url));
const bootstrapFile = fileURLToPath(new URL('./bootstrap.js', import.meta.url));

export function sandbox(): Plugin {
  let kernel: Promise<string> | null = null;
  return {
    name: 'forward-pass-sandbox',

    resolveId: {
      filter: { id: /^virtual:sandbox$/ },
      handler: () => virtualId,
    },

    load: {
      filter: { id: /^\0virtual:sandbox$/ },
      async handler() {
        const texts = { frame: frameDocument(), kernel: await (kernel ??= bundleKernel()) };
        const code = Object.entries(texts).map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};\n`);
        return { code: code.join(''), moduleType: 'js' };
      },
    },

    transformIndexHtml: { order: 'pre', handler: (html) => withSandbox(html, bootstrapHash()) },

    hotUpdate({ file }) {
      if (!file.startsWith(kernelFolder)) return undefined;
      kernel = null;
      const module = this.environment.moduleGraph.getModuleById(virtualId);
      return module ? [module] : undefined;
    },
  };
}

/**
 * The bootstrap, and a policy tighter than the page's, which the frame inherits as well: scripts are the bootstrap and blobs,
 * and nothing at all may be fetched, not even from the page's own server.
 */
export function frameDocument(): string {
  const text = readFileSync(bootstrapFile, 'utf8');
  const policy = `default-src 'none'; script-src ${bootstrapHash(text)} blob:; worker-src blob:`;
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><script>${text}</script>`;
}

/** As a policy names it. The bootstrap stands in the frame's document just as it stands in its file. */
export function bootstrapHash(text = readFileSync(bootstrapFile, 'utf8')): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** A page without a policy, as a test's, needs nothing. @throws Error where there is one that says nothing of scripts */
export function withSandbox(html: string, hash: string): string {
  const policy = /(http-equiv="Content-Security-Policy"\s+content="[^"]*script-src )/;
  if (!html.includes('Content-Security-Policy')) return html;
  if (!policy.test(html)) throw new Error('index.html has no script-src in its content security policy.');
  return html.replace(policy, `$1${hash} `);
}

async function bundleKernel(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: fileURLToPath(new URL('./kernel/entry.ts', import.meta.url)),
        output: { format: 'iife', codeSplitting: false },
      },
    },
  });
  const { output } = [result].flat()[0] as Rollup.RollupOutput;
  const [chunk] = output.filter((one) => one.type === 'chunk');
  return chunk.code;
}
