/** Faults as plain data, so that they cross threads and can be shown where they belong. No logic. */

export type ErrorCode =
  'bad-model' | 'bad-data' | 'backend-missing' | 'context-lost' | 'worker-died' | 'cancelled' | 'hidden' | 'internal';

export interface ErrorReport {
  code: ErrorCode;
  /** What is wrong, for the reader. */
  message: string;
  /** What they can do about it. */
  hint: string;
}
