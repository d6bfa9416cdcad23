/** What WebGL runs on here, in the browser's own words: asked for once something was measured on it at another time. */

/** Null without WebGL. Between two tasks: to make a context takes some milliseconds. */
export async function rendererName(): Promise<string | null> {
  await new Promise((resolve) => setTimeout(resolve));
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return null;
  // Where there is no such extension, the plain name is the unmasked one.
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  // A page may have but a few contexts.
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}
