/** Whether a device is lost, told once; and the reads that its loss must end, since TF.js's own promise of them may never settle. */
import { EngineError } from '../errors';

export class Loss {
  /** Settles with the reason when the device is lost. */
  readonly told: Promise<string>;
  #reason: string | null = null;
  #settle: (reason: string) => void = () => {};
  readonly #reads = new Set<(error: EngineError) => void>();

  constructor() {
    this.told = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** What those who still use the device are told, or null while it is there. */
  get error(): EngineError | null {
    return this.#reason === null ? null : contextLost(this.#reason);
  }

  tell(reason: string): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#settle(reason);
    for (const fail of this.#reads) fail(contextLost(reason));
    this.#reads.clear();
  }

  /** The same read, but rejected as soon as the device is lost. A set and not Promise.race on `told`, which would grow with every read. */
  async ends<T>(read: Promise<T>): Promise<T> {
    let fail: (error: EngineError) => void = () => {};
    try {
      return await new Promise<T>((resolve, reject) => {
        fail = reject;
        this.#reads.add(fail);
        read.then(resolve, reject);
      });
    } finally {
      this.#reads.delete(fail);
    }
  }
}

function contextLost(reason: string): EngineError {
  return new EngineError(
    'context-lost',
    `The GPU was lost: ${reason}.`,
    'Training can go on from the last snapshot on a new device.',
  );
}
