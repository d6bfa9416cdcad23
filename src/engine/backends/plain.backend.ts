/** The plain backend's entry in the registry. */
export { createPlain as create } from './plain';
