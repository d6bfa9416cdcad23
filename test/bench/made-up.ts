/** A run that never was, for what is made of runs: tables, plots and words. */
import { resultsOf, type PageResult, type Results, type Slices } from '../../bench/src/results';

export function slices(contender: string, rates: number[], more: Partial<Slices> = {}): Slices {
  return {
    contender,
    ours: contender.startsWith('ours'),
    threads: contender.includes('2 threads') ? 2 : 1,
    call: 'run()',
    rates,
    ...more,
  };
}

export const page: PageResult = {
  network: 'A2',
  training: [slices('ours, plain', [40, 50, 60, 45, 55]), slices('brain.js', [10, 20, 30, 15, 25])],
  inference: [{ batch: 32, slices: [slices('ours, plain', [2e6, 1e6, 4e6]), slices('TF.js cpu', [1e4, 2e4, 5e3])] }],
  grid: {
    points: 250_000,
    slices: [
      slices('ours, plain', [100, 100, 100]),
      slices('ours, shader, drawn', [80, 80, 80], { drawn: true }),
      slices('TF.js cpu', [10, 10, 10]),
      slices('TF.js webgpu', [4, 4, 4]),
      slices('onnxruntime-web wasm, 2 threads', [50, 50, 50]),
    ],
  },
  peak: [50, 60, 40],
  peakOfTwo: [75, 60, 80],
  between: {
    contender: 'ours, plain',
    turns: [50, 60, 58, 59, 60, 60, 57].map((after) => ({ before: 60, ours: 50, after })),
  },
  notes: [],
  details: {},
};

export const results: Results = resultsOf(
  {
    date: '2026-11-23T05:00:00.000Z',
    browser: 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/156.0.0.0 Safari/537.36',
    processor: 'A Processor',
    processors: 2,
    webgl: 'ANGLE (Google, SwiftShader)',
    slices: 8,
    sliceMs: 130,
    seconds: 400.2,
  },
  [page, { ...page, network: 'A3', grid: null }],
);
