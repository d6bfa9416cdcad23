/**
 * Every backend there is, each loaded when it is asked for. A backend joins by its file alone: `<name>.backend.ts` here, or
 * `tfjs-<name>.backend.ts` where it uses TF.js, exporting `create(): Backend`; its name stands in contract/model.ts as well. The shared
 * suite, test/engine/backends, runs on all that this file finds.
 */
import type { Backend } from '../../contract/backend';
import type { BackendName } from '../../contract/model';
import { EngineError } from '../errors';

interface BackendModule {
  create(): Backend;
}

const loaders = new Map(
  Object.entries(import.meta.glob<BackendModule>('./*.backend.ts')).map(([path, load]) => [nameOf(path), load]),
);

/** './tfjs-webgl.backend.ts' is 'webgl'. */
function nameOf(path: string): string {
  return path.replace(/^\.\/(tfjs-)?/, '').replace(/\.backend\.ts$/, '');
}

/** In the order of their files. */
export const backendNames = [...loaders.keys()] as readonly BackendName[];

/**
 * Loads a backend's code and makes it; call its `ready` next. Make each once a worker.
 *
 * @throws EngineError 'backend-missing' where there is none of that name
 */
export async function createBackend(name: BackendName): Promise<Backend> {
  const load = loaders.get(name);
  if (!load)
    throw new EngineError('backend-missing', `There is no backend "${name}".`, `Choose one of ${backendNames.join(', ')}.`);
  const { create } = await load();
  return create();
}
