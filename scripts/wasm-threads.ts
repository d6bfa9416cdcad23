/**
 * Keeps TF.js's threaded wasm build working once it is minified. TF.js gives its threads the source text of a function, taken with
 * toString(); that function names a variable outside itself, `_scriptDir`, behind a `typeof` that a minifier rightly removes, and every
 * thread then dies of a ReferenceError. TF.js always passes the script itself, so the variable has no use: here it is taken out.
 */
import type { Plugin } from 'vite';

const NEEDLES = ['typeof _scriptDir !== "undefined" && _scriptDir', 'Module["mainScriptUrlOrBlob"]||_scriptDir'];

export function wasmThreads(): Plugin {
  return {
    name: 'forward-pass:wasm-threads',
    apply: 'build',
    transform: {
      filter: { id: /tfjs-backend-wasm-threaded-simd\.js$/ },
      handler(code) {
        for (const needle of NEEDLES)
          if (!code.includes(needle))
            this.error(`TF.js's threaded wasm build has changed: it no longer says ${needle}. See scripts/wasm-threads.ts.`);
        return { code: code.replace(NEEDLES[0], 'false').replace(NEEDLES[1], 'Module["mainScriptUrlOrBlob"]'), map: null };
      },
    },
  };
}
