/** Tells a software renderer from a GPU by its name: one rule for the engine's backends and for what the page draws itself. */

/** Parts of the names that drivers without a GPU give themselves. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|swrast|software|basic render|\bwarp\b|gdi generic/i;

/** Whether a renderer or adapter string names a software renderer, which must never be called a GPU. */
export function isSoftwareRenderer(renderer: string): boolean {
  return SOFTWARE.test(renderer);
}
