/** What this site is built with and ships, for the page of attributions. test/app/packages.test.ts holds it to package.json. */
export interface Package {
  name: string;
  what: string;
  licence: string;
  url: string;
}

export const packages: readonly Package[] = [
  { name: 'd3-dsv', what: 'reading CSV files', licence: 'ISC', url: 'https://d3js.org/d3-dsv' },
  { name: 'lit', what: 'the page’s elements', licence: 'BSD-3-Clause', url: 'https://lit.dev/' },
  { name: '@tensorflow/tfjs-core', what: 'tensors', licence: 'Apache-2.0', url: 'https://github.com/tensorflow/tfjs' },
  {
    name: '@tensorflow/tfjs-backend-cpu',
    what: 'tensors in plain JavaScript',
    licence: 'Apache-2.0',
    url: 'https://github.com/tensorflow/tfjs',
  },
  {
    name: '@tensorflow/tfjs-backend-wasm',
    what: 'tensors in WebAssembly',
    licence: 'Apache-2.0',
    url: 'https://github.com/tensorflow/tfjs',
  },
  {
    name: '@tensorflow/tfjs-backend-webgl',
    what: 'tensors on the GPU, by WebGL',
    licence: 'Apache-2.0',
    url: 'https://github.com/tensorflow/tfjs',
  },
  {
    name: '@tensorflow/tfjs-backend-webgpu',
    what: 'tensors on the GPU, by WebGPU',
    licence: 'Apache-2.0',
    url: 'https://github.com/tensorflow/tfjs',
  },
  { name: '@observablehq/plot', what: 'charts', licence: 'ISC', url: 'https://observablehq.com/plot/' },
  { name: 'idb', what: 'progress and settings on this device', licence: 'ISC', url: 'https://github.com/jakearchibald/idb' },
  { name: 'valibot', what: 'checks of what is read', licence: 'MIT', url: 'https://valibot.dev/' },
  { name: '@codemirror/commands', what: 'keys of the code editor', licence: 'MIT', url: 'https://codemirror.net/' },
  {
    name: '@codemirror/language',
    what: 'indents and colours of the code editor',
    licence: 'MIT',
    url: 'https://codemirror.net/',
  },
  { name: '@codemirror/state', what: 'what the code editor holds', licence: 'MIT', url: 'https://codemirror.net/' },
  { name: '@codemirror/view', what: 'the code editor', licence: 'MIT', url: 'https://codemirror.net/' },
  { name: '@lezer/highlight', what: 'colours of code', licence: 'MIT', url: 'https://lezer.codemirror.net/' },
  { name: '@lezer/javascript', what: 'the grammar of JavaScript', licence: 'MIT', url: 'https://lezer.codemirror.net/' },
  { name: 'acorn', what: 'what a code cell reads and declares', licence: 'MIT', url: 'https://github.com/acornjs/acorn' },
  { name: 'katex', what: 'formulas, set when the site is built', licence: 'MIT', url: 'https://katex.org/' },
  {
    name: '@fontsource-variable/newsreader',
    what: 'Newsreader',
    licence: 'OFL-1.1',
    url: 'https://github.com/productiontype/Newsreader',
  },
  { name: '@fontsource-variable/inter', what: 'Inter', licence: 'OFL-1.1', url: 'https://rsms.me/inter/' },
  {
    name: '@fontsource-variable/jetbrains-mono',
    what: 'JetBrains Mono',
    licence: 'OFL-1.1',
    url: 'https://www.jetbrains.com/lp/mono/',
  },
];
