/** What the page's promises reject with: an error that carries the code and hint of its report. */
import type { ErrorCode, ErrorReport } from '../contract/errors';

export class Fault extends Error implements ErrorReport {
  override readonly name = 'Fault';
  readonly code: ErrorCode;
  readonly hint: string;

  constructor({ code, message, hint }: ErrorReport) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

export function cancelled(): Fault {
  return new Fault({ code: 'cancelled', message: 'This was cancelled.', hint: 'Start it again when you like.' });
}

export function workerDied(why: string): ErrorReport {
  return {
    code: 'worker-died',
    message: `The thread that computes has stopped${why ? `: ${why}` : '.'}`,
    hint: 'Go on from the last snapshot in a new one.',
  };
}
