/** The arrows between the folders (design, section 1): who may import whom, and what never reaches the page's thread. */
import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles, type Import } from './imports';

interface Rule {
  /** The files that it is about; the first rule that fits a file holds. */
  of: RegExp;
  /** What they may import of the project, beside the contract and their own folder. */
  files?: RegExp[];
  /** What of it is gone at run time. */
  types?: RegExp[];
  packages?: RegExp[];
}

const lit = /^lit($|\/)/;
/** What tells a sound network from one that cannot be: whatever comes into the page is held to the engine's own rules. */
const sound = /^src\/engine\/(errors|layout|validate)\.ts$/;
/** Functions of a few numbers, without TensorFlow.js: what a lesson shows step by step is the very code that trains. */
const scalar = /^src\/engine\/(activations|assembled|conventions|losses|optimizers|random|software-renderer|surfaces)\.ts$/;
const rules: Rule[] = [
  { of: /^src\/contract\// },
  { of: /^src\/engine\/backends\/tfjs/, files: [/^src\/engine\//], packages: [/^@tensorflow\//] },
  { of: /^src\/engine\// },
  { of: /^src\/measure\//, types: [/^src\/engine\//] },
  { of: /^src\/worker\/client\.ts$/ },
  // What leaves the page and what comes into it. The state of a kind of cell is judged by that kind's own rules and the engine's.
  {
    of: /^src\/share\/(kept-)?network\.ts$/,
    files: [
      /^src\/cells\/(([a-z]+-)?fields|network\/(schema|settings|opening|names))\.ts$/,
      sound,
      /^datasets\/(metas|points\/check|own-table)\.ts$/,
    ],
    packages: [/^valibot$/],
  },
  { of: /^src\/share\//, packages: [/^valibot$/] },
  {
    of: /^src\/export\//,
    files: [/^src\/share\//, /^src\/cells\/network\/(schema|settings|opening)\.ts$/, sound, scalar, /^datasets\/metas\.ts$/],
    packages: [/^valibot$/],
  },
  {
    of: /^src\/table\//,
    files: [/^src\/engine\/(errors|random)\.ts$/, /^datasets\/(own-table|split)\.ts$/],
    packages: [/^(d3-dsv|idb)$/],
  },
  { of: /^src\/worker\//, files: [/^src\/(engine|measure|table)\//, /^datasets\/(registry|features|table-plane)\.ts$/] },
  {
    of: /^src\/lesson\/(compile\/|(compile|build|schemas|plugin|expression)\.ts)/,
    files: [/^src\/cells\/[^/]+\/schema\.ts$/, /^src\/sandbox\/parse\.ts$/],
    packages: [/^(markdown-it|katex|yaml|valibot|vite)$/, /^@lezer\/(highlight|javascript)$/, /^node:/],
  },
  { of: /^src\/lesson\/registry\.ts$/, files: [/^src\/cells\//] },
  { of: /^src\/lesson\//, files: [/^lessons\/glossary\.md$/], packages: [lit] },
  // What runs the reader's code: its worker alone has TensorFlow.js in it, and none of the page.
  { of: /^src\/sandbox\/kernel\//, packages: [/^@tensorflow\//] },
  { of: /^src\/sandbox\/plugin\.ts$/, packages: [/^vite$/, /^node:/] },
  { of: /^src\/sandbox\//, packages: [/^(acorn|valibot|virtual:sandbox)$/] },
  { of: /^src\/cells\/js\/editor\.ts$/, packages: [/^@codemirror\//, /^@lezer\//] },
  {
    of: /^src\/cells\/([^/]+\/(schema|kept)|([a-z]+-)?fields|activation-names)\.ts$/,
    files: [/^src\/cells\/(([a-z]+-)?fields|activation-names)\.ts$/],
    packages: [/^valibot$/],
  },
  {
    of: /^src\/cells\//,
    files: [
      /^src\/(ui|charts|draw|share|export)\//,
      /^src\/cells\/[^/]+\.ts$/,
      /^src\/sandbox\/(start|parse)\.ts$/,
      scalar,
      /^src\/worker\/client\.ts$/,
      /^src\/lesson\/(scope|evaluate)\.ts$/,
      /^datasets\/(metas|features|points\/check|own-table|table-plane)\.ts$/,
    ],
    types: [/^src\/measure\//],
    packages: [lit],
  },
  { of: /^src\/charts\//, files: [/^src\/ui\//], packages: [lit, /^@observablehq\/plot$/] },
  { of: /^src\/draw\//, files: [/^src\/ui\//, /^src\/engine\/(conventions|software-renderer)\.ts$/], packages: [lit] },
  {
    of: /^src\/elements\//,
    files: [
      /^src\/cells\//,
      /^src\/lesson\/(scope|expression)\.ts$/,
      /^src\/worker\/(client|entry)\.ts/,
      /^src\/styles\//,
      /^src\/ui\/keep-focus\.ts$/,
      /^datasets\/metas\.ts$/,
    ],
    packages: [lit],
  },
  { of: /^src\/ui\//, packages: [lit] },
  {
    of: /^src\/app\//,
    files: [
      /^src\/(lesson|ui|styles)\//,
      /^src\/share\/(link|fault|stages|issues|plain)\.ts$/,
      /^src\/table\/key\.ts$/,
      /^src\/worker\/client\.ts$/,
      /^datasets\/metas\.ts$/,
      /^lessons\//,
    ],
    types: [/^src\/cells\/[^/]+\/schema\.ts$/],
    packages: [lit, /^(idb|valibot|virtual:search-index)$/, /^@fontsource-variable\//],
  },
  { of: /^datasets\/([^/]+\/(meta|figure)|metas|plane-meta|features)\.ts$/, files: [/^datasets\//] },
  { of: /^datasets\//, files: [/^src\/engine\/(random|errors)\.ts$/] },
];

/** What counts as a file's own folder: a cell kind has one; what the kinds share, straight in src/cells, has none. */
const folderOf = (file: string) => {
  if (/^src\/cells\/[^/]+\.ts$/.test(file)) return file;
  return /^src\/cells\/[^/]+\//.exec(file)?.[0] ?? /^(?:src\/)?[^/]+\//.exec(file)?.[0] ?? '';
};
const some = (patterns: RegExp[] | undefined, target: string) => (patterns ?? []).some((pattern) => pattern.test(target));

function allowed(one: Import): boolean {
  const rule = rules.find(({ of }) => of.test(one.file));
  if (!rule) return false;
  if (one.package) return some(rule.packages, one.target);
  if (one.target.startsWith('src/contract/')) return one.typeOnly;
  return (
    one.target.startsWith(folderOf(one.file)) || some(rule.files, one.target) || (one.typeOnly && some(rule.types, one.target))
  );
}

const told = ({ file, line, target }: Import) => `${file}:${line} imports ${target}`;

test('every import follows the arrows', { timeout: 60_000 }, () => {
  const all = [...sourceFiles('src'), ...sourceFiles('datasets')].flatMap((file) => importsOf(file));
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((one) => !allowed(one)).map(told)).toEqual([]);
});

describe('the rules themselves', () => {
  test.each([
    ['src/contract/cell.ts', `import { x } from '../engine/layout';`],
    ['src/engine/layout.ts', `import { html } from 'lit';`],
    ['src/engine/layout.ts', `import * as tf from '@tensorflow/tfjs-core';`],
    ['src/measure/stats.ts', `import { x } from '../engine/layout';`],
    ['src/worker/client.ts', `import { x } from '../engine/layout';`],
    ['src/lesson/view.ts', `import '../cells/network/fp-network';`],
    ['src/lesson/view.ts', `import MarkdownIt from 'markdown-it';`],
    ['src/cells/task/fp-task.ts', `import { x } from '../network/names';`],
    ['src/cells/task/fp-task.ts', `import { x } from '../../engine/layout';`],
    ['src/cells/task/fp-task.ts', `const x = await import('../../worker/serve');`],
    ['src/cells/task/fp-task.ts', `import '../../sandbox/kernel/run';`],
    ['src/sandbox/frame.ts', `import '../cells/js/fp-js';`],
    ['src/sandbox/frame.ts', `import '@tensorflow/tfjs-core';`],
    ['src/ui/controls.ts', `export { x } from '../charts/lines';`],
    ['src/app/shell.ts', `import '../cells/network/fp-network';`],
    ['datasets/moons/meta.ts', `import { x } from '../../src/engine/random';`],
  ])('%s: %s is refused', (file, text) => {
    const [one] = importsOf(file, text);
    expect(told(one)).toContain(`${file}:1 imports `);
    expect(allowed(one)).toBe(false);
  });

  test.each([
    ['src/cells/task/fp-task.ts', `import type { X } from '../../measure/stats';`],
    ['src/engine/backends/tfjs.ts', `import * as tf from '@tensorflow/tfjs-core';`],
    ['src/cells/js/notebook.ts', `const x = await import('../../sandbox/start');`],
    ['datasets/moons/load.ts', `import { x } from '../../src/engine/random';`],
    ['src/cells/activation/curve.ts', `import { x } from '../../engine/activations';`],
  ])('%s: %s is allowed', (file, text) => expect(importsOf(file, text).every(allowed)).toBe(true));
});

test('the page’s thread never reaches TensorFlow.js, the engine or the lesson compiler', { timeout: 60_000 }, () => {
  const kept = /^(@tensorflow\/|markdown-it$|yaml$|vite$|katex$)|^src\/(engine|lesson\/compile)/;
  // (The cells that lessons load lazily may use the engine’s scalar functions; the shell may not.)
  const reached: Import[] = [];
  const seen = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const one of importsOf(file)) {
      if (one.typeOnly) continue;
      if (kept.test(one.target) && !scalar.test(one.target) && !sound.test(one.target)) reached.push(one);
      else if (!one.package && one.target.endsWith('.ts') && !one.target.endsWith('/schema.ts')) walk(one.target);
    }
  };
  for (const file of sourceFiles('src/app')) walk(file);
  expect(reached.map(told)).toEqual([]);
  expect(seen.size).toBeGreaterThan(10);
});
