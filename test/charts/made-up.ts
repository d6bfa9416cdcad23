/** Made-up sweep points and histories for tests of charts: no measurement, just the shape of one. */
import type { History } from '../../src/contract/client';
import type { SweepPoint } from '../../src/contract/measurement';
import type { BackendName } from '../../src/contract/model';
import type { Rows } from '../../src/contract/protocol';

export function point(name: BackendName, batchSize: number, median: number, software = false): SweepPoint {
  const backend = { name, variant: '', software, readback: name.startsWith('web') };
  return {
    backend,
    batchSize,
    latency: {
      operation: 'inference',
      backend,
      batchSize,
      model: '2 → 1',
      firstCall: 2 * median,
      samples: [median, median * 1.2],
      warmup: 1,
      callsPerSample: 1,
      sync: 'each',
      clockResolution: 0.005,
      median,
      p95: median * 1.2,
      p99: null,
      at: '2026-01-01T00:00:00.000Z',
      crossOriginIsolated: true,
    },
  };
}

/** A history of rows given as [step, epoch, train loss, test loss]. */
export function historyOf(rows: readonly (readonly [number, number, number, number])[], version = rows.length): History {
  const column = (pick: (row: readonly [number, number, number, number]) => number): Float64Array =>
    Float64Array.from(rows, pick);
  const columns: Rows = {
    step: column((row) => row[0]),
    epoch: column((row) => row[1]),
    trainLoss: column((row) => row[2]),
    testLoss: column((row) => row[3]),
    trainAccuracy: column(() => 0.9),
    testAccuracy: column(() => 0.8),
    learningRate: column(() => 0.01),
    ms: column((row) => row[0]),
  };
  return { version, length: rows.length, columns };
}
