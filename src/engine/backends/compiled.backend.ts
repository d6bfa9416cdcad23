/** The compiled backend's entry in the registry. */
import type { Backend } from '../../contract/backend';
import { createCompiled } from './compiled';

export function create(): Backend {
  return createCompiled();
}
