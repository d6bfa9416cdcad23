/**
 * A canvas on which a network's answer over the plane is drawn by one shader in one draw call. Only weights and colours go up
 * for each picture, and nothing is read back. The program is compiled once for a structure.
 */
import { classColours, type Palette, type Rgb } from './colours';
import { fragmentShader, packedLength, packWeights, vertexShader, type PlaneStructure } from './shader-source';

export interface PlaneNetwork extends PlaneStructure {
  /** In the layout of contract/backend.ts, Snapshot. */
  weights: Float32Array;
}

/** `compiling`: ask again in the next frame. `failed`: this driver does not take the shader. `lost`: the context is. */
export type Outcome = 'drawn' | 'compiling' | 'failed' | 'lost';

/** KHR_parallel_shader_compile: whether a program is done can be asked without waiting for it. */
const COMPLETION_STATUS = 0x91b1;

const shares = (colours: readonly Rgb[]): number[] => colours.flatMap((colour) => colour.map((value) => value / 255));

type Canvas = HTMLCanvasElement | OffscreenCanvas;

export class GpuPlane<C extends Canvas = HTMLCanvasElement> {
  /** Driver and card in the browser's words. */
  readonly renderer: string;
  /** Whether the driver compiles beside the page. */
  readonly #parallel: boolean;
  #program: PlaneProgram | null = null;

  private constructor(
    readonly canvas: C,
    private readonly gl: WebGL2RenderingContext,
    private readonly lost: () => void,
  ) {
    this.#parallel = gl.getExtension('KHR_parallel_shader_compile') !== null;
    // Where there is no such extension, the plain name is the unmasked one.
    const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
    this.renderer = String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.disable(gl.DITHER);
    canvas.addEventListener('webglcontextlost', lost);
  }

  /** @param lost called when the browser takes the context away: the canvas is of no use then. @returns null without WebGL 2 */
  static open(lost: () => void): GpuPlane | null {
    return GpuPlane.on(document.createElement('canvas'), lost);
  }

  /** The same on a canvas that is there already: a worker's, say. */
  static on<C extends Canvas>(canvas: C, lost: () => void): GpuPlane<C> | null {
    const gl = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false }) as WebGL2RenderingContext | null;
    return gl && new GpuPlane(canvas, gl, lost);
  }

  /** Fills the canvas, made size × size pixels. The network must not be beyond the shader (shader-source.ts). */
  draw(network: PlaneNetwork, size: number, palette: Palette): Outcome {
    const { canvas, gl } = this;
    if (gl.isContextLost()) return 'lost';
    const structure = JSON.stringify([network.features, network.model]);
    if (this.#program?.structure !== structure) {
      this.#program?.dispose();
      this.#program = new PlaneProgram(gl, structure, network);
      // To ask now would wait for what the driver does first of all.
      if (this.#parallel) return 'compiling';
    }
    if (this.#parallel && !this.#program.done) return 'compiling';
    if (!this.#program.start()) return 'failed';
    if (canvas.width !== size) canvas.width = size;
    if (canvas.height !== size) canvas.height = size;
    gl.viewport(0, 0, size, size);
    this.#program.draw(network, size, palette);
    return 'drawn';
  }

  /** Gives the context back at once: a page may have few of them. */
  dispose(): void {
    this.canvas.removeEventListener('webglcontextlost', this.lost);
    this.#program?.dispose();
    this.#program = null;
    if (!this.gl.isContextLost()) this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

/** The shader of one structure, with the buffer that its weights go up in. */
class PlaneProgram {
  readonly #program: WebGLProgram;
  readonly #buffer: WebGLBuffer;
  readonly #packed: Float32Array<ArrayBuffer>;
  #uniforms: Record<'pixels' | 'surface' | 'classes', WebGLUniformLocation | null> | null = null;

  /** Starts to compile. */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly structure: string,
    network: PlaneStructure,
  ) {
    this.#program = gl.createProgram();
    this.#buffer = gl.createBuffer();
    this.#packed = new Float32Array(packedLength(network.model));
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertexShader],
      [gl.FRAGMENT_SHADER, fragmentShader(network)],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) return;
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.#program, shader);
      // It goes with the program.
      gl.deleteShader(shader);
    }
    gl.linkProgram(this.#program);
  }

  get done(): boolean {
    return this.#uniforms !== null || this.gl.getProgramParameter(this.#program, COMPLETION_STATUS) !== false;
  }

  /** Makes it the current one, waiting for the compiler where need be. @returns false where it does not work */
  start(): boolean {
    const { gl } = this;
    const program = this.#program;
    if (this.#uniforms) return true;
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    gl.useProgram(program);
    gl.uniformBlockBinding(program, gl.getUniformBlockIndex(program, 'Weights'), 0);
    gl.bindBufferBase(gl.UNIFORM_BUFFER, 0, this.#buffer);
    gl.bufferData(gl.UNIFORM_BUFFER, this.#packed.byteLength, gl.DYNAMIC_DRAW);
    const [pixels, surface, classes] = ['pixels', 'surface', 'classes'].map((name) => gl.getUniformLocation(program, name));
    this.#uniforms = { pixels, surface, classes };
    return true;
  }

  draw({ model, weights }: PlaneNetwork, size: number, palette: Palette): void {
    const { gl } = this;
    const surface = shares([palette['--raised']]);
    if (!packWeights(model, weights, this.#packed)) {
      // Every answer of such a network is NaN, which raster.ts paints as the surface.
      gl.clearColor(surface[0], surface[1], surface[2], 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      return;
    }
    gl.bufferSubData(gl.UNIFORM_BUFFER, 0, this.#packed);
    gl.uniform1f(this.#uniforms?.pixels ?? null, size);
    gl.uniform3fv(this.#uniforms?.surface ?? null, surface);
    gl.uniform3fv(this.#uniforms?.classes ?? null, shares(classColours(palette)));
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  dispose(): void {
    this.gl.deleteProgram(this.#program);
    this.gl.deleteBuffer(this.#buffer);
  }
}
