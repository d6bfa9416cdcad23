/** Who takes part: the name in the tables, the module that runs it, and which variant of it. Pure. */

export interface Entry {
  /** As in tables and JSON. */
  name: string;
  module: 'ours' | 'drawn' | 'convnetjs' | 'synaptic' | 'brain' | 'tfjs' | 'jax' | 'onnx';
  /** Which backend or device, and how many threads. */
  variant: string;
  ours: boolean;
  threads: number;
}

const peer = (name: string, module: Entry['module'], variant = '', threads = 1): Entry => ({
  name,
  module,
  variant,
  ours: false,
  threads,
});

const our = (words: string, module: 'ours' | 'drawn', variant: string, threads = 1): Entry => ({
  name: `ours, ${words}`,
  module,
  variant,
  ours: true,
  threads,
});

/** Draws the grid and does nothing else: not for networks without one. */
export const drawsOnly = ({ module }: Pick<Entry, 'module'>): boolean => module === 'drawn';

/**
 * TF.js takes part on each of its backends everywhere. WebGPU of the others, which have something faster where there is no graphics card,
 * takes part where there is one: without it, it would cost minutes and say nothing.
 *
 * @param backends the names of our own backends that take part
 * @param threads as many as the machine has, for those that can use them
 * @param gpu whether WebGPU runs on a real graphics card
 */
export function lineUp(backends: readonly string[], threads: number, gpu: boolean): Entry[] {
  const several = `${threads} threads`;
  const has = (name: string) => backends.includes(name);
  const entries: Entry[] = [
    ...(has('compiled') ? [our('compiled', 'ours', 'compiled:1'), our('compiled, 2 threads', 'ours', 'compiled:2', 2)] : []),
    ...(has('plain') ? [our('plain', 'ours', 'plain')] : []),
    ...(has('compiled')
      ? [our('compiled, drawn', 'drawn', 'compiled:1'), our('compiled, 2 threads, drawn', 'drawn', 'compiled:2', 2)]
      : []),
    our('shader, drawn', 'drawn', 'shader'),
    peer('convnetjs', 'convnetjs'),
    peer('synaptic', 'synaptic'),
    peer('brain.js', 'brain'),
    peer('TF.js cpu', 'tfjs', 'cpu'),
    peer('TF.js wasm', 'tfjs', 'wasm:1'),
    peer(`TF.js wasm, ${several}`, 'tfjs', `wasm:${threads}`, threads),
    peer('TF.js webgl', 'tfjs', 'webgl'),
    peer('TF.js webgpu', 'tfjs', 'webgpu'),
    peer('jax-js wasm', 'jax', 'wasm:1'),
    peer(`jax-js wasm, ${several}`, 'jax', `wasm:${threads}`, threads),
    ...(gpu ? [peer('jax-js webgpu', 'jax', 'webgpu:1')] : []),
    peer('onnxruntime-web wasm', 'onnx', 'wasm:1'),
    peer(`onnxruntime-web wasm, ${several}`, 'onnx', `wasm:${threads}`, threads),
    ...(gpu ? [peer('onnxruntime-web webgpu', 'onnx', 'webgpu:1')] : []),
  ];
  return threads > 1 ? entries : entries.filter(({ name }) => !name.includes(' threads'));
}
