/** `npm test`: the checks, then every test project, one after the other. Prints Vitest's own report, and last one line: N passed, N failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './check.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'forward-pass-'));

/** Runs one project; but for the tests within a page, two files at once: one of them often waits. */
function run(project) {
  const report = join(folder, `${project}.json`);
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  if (project !== 'browser') args.push('--maxWorkers=2');
  const { status } = spawnSync(process.execPath, [`${root}/node_modules/vitest/vitest.mjs`, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' },
  });
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

const counts = [await check(), ...['unit', 'browser', 'e2e'].map(run)];
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') ? 1 : 0;
