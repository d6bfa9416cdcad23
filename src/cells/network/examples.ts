/** The examples a cell shows: asked of the worker once for each data spec, the newest answer counts. */
import type { EngineClient } from '../../contract/client';
import type { Dataset } from '../../contract/dataset';
import type { ErrorReport } from '../../contract/errors';
import type { DataSpec } from '../../contract/model';
import { reportOf } from '../faults';

export class Examples {
  dataset: Dataset | null = null;
  error: ErrorReport | null = null;
  #key = '';

  constructor(
    readonly engine: () => EngineClient,
    readonly changed: () => void,
  ) {}

  async load(data: DataSpec): Promise<void> {
    const key = JSON.stringify(data);
    if (key === this.#key) return;
    this.#key = key;
    // The old points stay until the new ones are there, but never under another dataset's name.
    if (this.dataset?.spec.dataset !== data.dataset) this.dataset = null;
    try {
      const dataset = await this.engine().ask('dataset', { data });
      if (key !== this.#key) return;
      this.dataset = dataset;
      this.error = null;
    } catch (error) {
      if (key !== this.#key) return;
      this.#key = '';
      this.error = reportOf(error);
    }
    this.changed();
  }
}
