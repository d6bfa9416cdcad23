/** Makes this browser look like one with a GPU, or like one without WebGL 2. Undone by vi.restoreAllMocks(). */
import { vi } from 'vitest';

/** UNMASKED_RENDERER_WEBGL. */
const RENDERER = 0x9246;

export function withGpu(): void {
  const given = WebGL2RenderingContext.prototype.getParameter;
  vi.spyOn(WebGL2RenderingContext.prototype, 'getParameter').mockImplementation(function (this: WebGL2RenderingContext, name) {
    return name === RENDERER ? 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)' : given.call(this, name);
  });
}

export function withoutWebGl2(): void {
  const given = HTMLCanvasElement.prototype.getContext as (kind: string, more?: unknown) => RenderingContext | null;
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (
    this: HTMLCanvasElement,
    kind: string,
    more?: unknown,
  ) {
    return kind === 'webgl2' ? null : given.call(this, kind, more);
  } as HTMLCanvasElement['getContext']);
}
