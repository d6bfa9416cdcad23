/** `npm run check`: types, lint, templates, format, dead code. Prints what fails; exits 1 if anything does. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Each check: its name, and the command by its file under node_modules.
 * @type {[string, string, string[]][]}
 */
const checks = [
  ['types', 'typescript/bin/tsc', ['-p', '.']],
  // Only where `npm run bench` has brought its packages.
  ...(existsSync(`${root}/bench/node_modules`) ? [['types of the bench', 'typescript/bin/tsc', ['-p', 'bench']]] : []),
  [
    'lint',
    'oxlint/bin/oxlint',
    ['--type-aware', '--deny-warnings', 'src', 'datasets', 'test', 'scripts', 'bench', 'vite.config.ts'],
  ],
  // Two rules are off: its CSS is of 2022, and it takes object literals in bindings for wider types than they are.
  [
    'templates',
    'lit-analyzer/cli.js',
    [
      '--strict',
      ...['no-missing-import', 'no-invalid-css', 'no-incompatible-type-binding'].flatMap((rule) => [`--rules.${rule}`, 'off']),
      'src/**/*.ts',
    ],
  ],
  ['format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']],
  ['dead code', 'knip/bin/knip.js', []],
];

/** Runs a check to its end. @returns {Promise<{ status: number | null, output: string }>} */
function runCheck(file, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}/node_modules/${file}`, ...args], { cwd: root });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ status: null, output: error.message }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** Runs every check, two at a time. @returns {Promise<{ passed: number, failed: number }>} */
export async function check() {
  const counts = { passed: 0, failed: 0 };
  const left = [...checks];
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      const [name, file, args] = next;
      const start = performance.now();
      const { status, output } = await runCheck(file, args);
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      counts[status === 0 ? 'passed' : 'failed']++;
      process.stdout.write(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
      if (status !== 0) process.stdout.write(`${output}\n`);
    }
  };
  await Promise.all([lane(), lane()]);
  return counts;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await check()).failed ? 1 : 0;
