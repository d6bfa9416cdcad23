/** The one error that the engine throws on purpose; `toReport` makes plain data of any error, to cross threads. */
import type { ErrorCode, ErrorReport } from '../contract/errors';

export class EngineError extends Error implements ErrorReport {
  override readonly name = 'EngineError';

  /**
   * @param message what is wrong, for the reader
   * @param hint what they can do about it
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An EngineError keeps its code and hint; anything else is reported as 'internal', since nobody foresaw it. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof EngineError) return { code: error.code, message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'internal', message, hint: 'Reset starts again; if it happens once more, reload the page.' };
}
