/** What a code cell says of its run: beside its buttons, and to those who hear it. Pure, but for the time. */
import type { CodeCell } from './code-cell';

/** Milliseconds of a run until it is said to be still running. */
const LONG = 2000;

export function stillWords({ state, startedAt, ms, why }: CodeCell): string {
  if (state === 'queued') return why || 'Waits for another cell.';
  if (state === 'ok') return `Ran in ${ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`}.`;
  if (state !== 'running') return '';
  const elapsed = performance.now() - startedAt;
  return elapsed < LONG ? 'Running…' : `Still running: ${Math.floor(elapsed / 1000)} s`;
}

export function spokenWords({ state, outputs, startedAt }: CodeCell): string {
  if (state === 'running') return performance.now() - startedAt < LONG ? 'Running.' : 'Still running.';
  if (state === 'ok') return `Ran. ${outputs.length} ${outputs.length === 1 ? 'output' : 'outputs'}.`;
  return state === 'stale' ? 'Stale.' : '';
}
