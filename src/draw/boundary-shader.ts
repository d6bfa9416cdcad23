/**
 * Lets a drawing of the plane try the shader first: opens a GPU canvas when there is first something to draw, and tells which
 * path draws, and why it is not the shader where it is not. What it holds is let go with the host, and tried anew after.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isSoftwareRenderer } from '../engine/software-renderer';
import type { Palette } from './colours';
import { GpuPlane, type PlaneNetwork } from './gpu-plane';
import { beyondShader } from './shader-source';

/** What draws the plane: the shader, or a grid of values made elsewhere. `why` follows “since”. */
export type Drawing = { by: 'shader' } | { by: 'grid'; why: string };

const lost = 'the WebGL context was lost';

export class BoundaryShader implements ReactiveController {
  /** Draws on a software renderer too: for tests and timings. */
  evenInSoftware = false;
  #plane: GpuPlane | null = null;
  /** Why there is no shader here, whatever the network. */
  #unable: string | null = null;
  #opening = 0;
  #told = '';

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly tell: (drawing: Drawing) => void,
  ) {
    host.addController(this);
  }

  /** To be rendered by the host; null where there is none. */
  get canvas(): HTMLCanvasElement | null {
    return this.#plane?.canvas ?? null;
  }

  hostConnected(): void {
    this.#unable = null;
    this.#told = '';
  }

  hostDisconnected(): void {
    clearTimeout(this.#opening);
    this.#opening = 0;
    this.#close(null);
  }

  /** Draws the network on `canvas`. @returns 'compiling' (or opening the canvas) where it is to be asked again in the next frame */
  draw(network: PlaneNetwork, size: number, palette: Palette): 'drawn' | 'compiling' | 'no' {
    const beyond = beyondShader(network);
    if (!beyond && !this.#plane && !this.#unable) {
      // In a task of its own: it may take as long as all the rest of a frame.
      this.#opening ||= window.setTimeout(() => this.#open());
      return 'compiling';
    }
    if (!beyond && this.#plane) {
      const outcome = this.#plane.draw(network, size, palette);
      if (outcome === 'drawn') this.#say({ by: 'shader' });
      if (outcome === 'drawn' || outcome === 'compiling') return outcome;
      this.#close(outcome === 'lost' ? lost : 'WebGL here does not take the shader');
    }
    this.#say({ by: 'grid', why: beyond ?? this.#unable ?? '' });
    return 'no';
  }

  #open(): void {
    this.#opening = 0;
    this.#plane = GpuPlane.open(() => this.#close(lost));
    if (!this.#plane) this.#unable = 'this browser has no WebGL 2';
    else if (isSoftwareRenderer(this.#plane.renderer) && !this.evenInSoftware) this.#close('WebGL here is software rendering');
    else this.host.requestUpdate();
  }

  #close(why: string | null): void {
    this.#unable = why;
    this.#plane?.dispose();
    this.#plane = null;
    this.host.requestUpdate();
  }

  #say(drawing: Drawing): void {
    const told = JSON.stringify(drawing);
    if (told === this.#told) return;
    this.#told = told;
    this.tell(drawing);
  }
}
