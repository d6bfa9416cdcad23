/** What is wrong with something that came from outside (a link, a file), and how far it was read. */

/** In the order in which they are passed: bytes, JSON, its shape, what it says. */
export type Stage = 'decompression' | 'parse' | 'schema' | 'meaning';

export class InputFault extends Error {
  override readonly name = 'InputFault';

  /** @param message what is wrong and where, for the reader */
  constructor(
    readonly stage: Stage,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
