/**
 * `npm test`: the checks, then every test project. Prints Vitest's own report, and last one line: N passed, N failed.
 * The tests within a page leave half a processor idle, which the checks and the unit tests use; the walks take all there is.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'forward-pass-'));

/** Starts Vitest, and prints what it says at once or, where another one speaks meanwhile, at its end. @returns {Promise<number | null>} */
function vitest(args, later) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}/node_modules/vitest/vitest.mjs`, 'run', ...args], {
      cwd: root,
      stdio: ['ignore', later ? 'pipe' : 'inherit', later ? 'pipe' : 'inherit'],
      env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
    });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => said.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(said));
      resolve(status);
    });
  });
}

/** Runs one project, so many files at once. @returns {Promise<{ passed: number, failed: number }>} */
async function run(project, workers, later = false) {
  const report = join(folder, `${project}.json`);
  const args = ['--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  if (workers > 0) args.push(`--maxWorkers=${workers}`);
  const status = await vitest(args, later);
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    // A test that did not run is not a test that passed, and a file that could not be loaded has no tests to count.
    const broken = testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    );
    const failed = numFailedTests + numPendingTests + numTodoTests + broken.length;
    return { passed: numPassedTests, failed: failed === 0 && status !== 0 ? 1 : failed };
  } catch (error) {
    process.stdout.write(`Vitest left no report of ${project}: ${error.message}\n`);
    return { passed: 0, failed: 1 };
  }
}

const beside = async () => [await check(), await run('unit', 1, true)];
const [first, within] = await Promise.all([beside(), run('browser', 0)]);
const counts = [...first, within, await run('e2e', 2)];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') ? 1 : 0;
