/**
 * `npm test`: the checks, then every test project. Prints Vitest's own report, and last one line: N passed, N failed.
 * One after another: beside the checks, those within a page took twice as long as alone where others share the machine.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'forward-pass-'));

/** Starts Vitest, which prints as it goes. @returns {Promise<number | null>} */
function vitest(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`${root}/node_modules/vitest/vitest.mjs`, 'run', ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
    });
    child.on('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      resolve(null);
    });
    child.on('close', resolve);
  });
}

/** Runs one project, so many files at once. @returns {Promise<{ passed: number, failed: number }>} */
async function run(project, workers) {
  const report = join(folder, `${project}.json`);
  const args = ['--project', project, `--maxWorkers=${workers}`, '--reporter=default', '--reporter=json'];
  const status = await vitest([...args, `--outputFile.json=${report}`]);
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

const counts = [await check(), await run('unit', 2), await run('browser', 1), await run('e2e', 2)];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') ? 1 : 0;
