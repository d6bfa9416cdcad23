/** What a promise of the engine was refused with, as the plain report that notices show. */
import type { ErrorReport } from '../contract/errors';

export function reportOf(error: unknown): ErrorReport {
  if (isReport(error)) return { code: error.code, message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, hint: 'Reload the page if it happens again.' };
}

function isReport(error: unknown): error is ErrorReport {
  return typeof error === 'object' && error !== null && 'code' in error && 'message' in error && 'hint' in error;
}
