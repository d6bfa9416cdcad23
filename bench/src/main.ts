/** The page's entry: what run.mjs calls in it. */
import { backendNames } from '../../src/engine/backends/registry';
import { type Options, run } from './page';
import { drawn } from './plots';
import type { PageResult, Results } from './results';
import { environmentOf, hasGpu } from './environment';

declare global {
  interface Window {
    bench: {
      backends: readonly string[];
      /** Whether WebGPU runs on a real one. */
      gpu(): Promise<boolean>;
      environment(): Promise<Record<string, unknown>>;
      run(options: Options): Promise<PageResult>;
      drawn(results: Results): Record<string, string>;
    };
    /** Set by run.mjs: prints a line as the page goes along. */
    say?: (text: string) => void;
  }
}

window.bench = {
  backends: backendNames,
  gpu: hasGpu,
  environment: environmentOf,
  run: (options) => run(options, (text) => window.say?.(text)),
  drawn,
};
