/** Sweep points as a worker gives them, for tests. */
import type { SweepPoint } from '../../../src/contract/measurement';
import type { BackendName } from '../../../src/contract/model';

export function point(name: BackendName, batchSize: number, median: number, software = false): SweepPoint {
  const backend = {
    name,
    variant: '',
    software,
    readback: name.startsWith('webg'),
    ...(software ? { renderer: 'SwiftShader' } : {}),
  };
  return {
    backend,
    batchSize,
    latency: {
      operation: 'inference',
      backend,
      batchSize,
      model: '2 → 8 → 8 → 1',
      firstCall: 10 * median,
      warmup: 10,
      samples: Array.from({ length: 30 }, (_, i) => median * (1 + (i - 15) / 100)),
      callsPerSample: 1,
      sync: 'each',
      clockResolution: 0.005,
      median,
      p95: 1.1 * median,
      p99: null,
      at: '2026-11-22T12:00:00.000Z',
      crossOriginIsolated: true,
    },
  };
}

/** The processor wins small batches, the GPU large ones; they cross between 16 and 256. */
export const crossed: SweepPoint[] = [
  point('wasm', 1, 0.05),
  point('wasm', 16, 0.1),
  point('wasm', 256, 1.6),
  point('webgl', 1, 0.4),
  point('webgl', 16, 0.4),
  point('webgl', 256, 0.5),
];

/** A software renderer that never wins. */
export const lost: SweepPoint[] = [
  point('wasm', 1, 0.05),
  point('wasm', 16, 0.1),
  point('webgl', 1, 5, true),
  point('webgl', 16, 5, true),
];
