/** Colours of backends, the same in every chart, and names for a reader. */
import type { BackendInfo } from '../contract/backend';
import type { BackendName } from '../contract/model';

/** The GPU is cool, as inference is; what runs on the processor is not. */
export const backendColour: Readonly<Record<BackendName, string>> = {
  plain: 'var(--series-4)',
  compiled: 'var(--series-6)',
  cpu: 'var(--ink-2)',
  wasm: 'var(--series-2)',
  webgl: 'var(--infer)',
  webgpu: 'var(--series-5)',
};

const backendTitle: Readonly<Record<BackendName, string>> = {
  plain: 'plain',
  compiled: 'compiled',
  cpu: 'CPU',
  wasm: 'WASM',
  webgl: 'WebGL',
  webgpu: 'WebGPU',
};

/** What a line is called: a software renderer is called one. */
export function backendLabel({ name, software }: Pick<BackendInfo, 'name' | 'software'>): string {
  return software ? `${backendTitle[name]} · software` : backendTitle[name];
}

export function isGpu(name: BackendName): boolean {
  return name === 'webgl' || name === 'webgpu';
}

/** The shape of the n-th group's dots, for whom colours do not tell apart: as Plot calls it, and as a character. */
export function dotShape(n: number): { symbol: 'circle' | 'diamond' | 'square' | 'triangle' | 'star'; character: string } {
  const shapes = [
    { symbol: 'circle', character: '●' },
    { symbol: 'diamond', character: '◆' },
    { symbol: 'square', character: '■' },
    { symbol: 'triangle', character: '▲' },
    { symbol: 'star', character: '★' },
  ] as const;
  return shapes[n % shapes.length];
}

/** The n-th of the seven series, from 0; an eighth line starts over, and is dashed to be told apart. */
export function seriesStyle(n: number): { colour: string; dash: string } {
  return { colour: `var(--series-${(n % 7) + 1})`, dash: n < 7 ? '' : '4 3' };
}
