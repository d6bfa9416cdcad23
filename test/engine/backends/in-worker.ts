/** A module worker that runs backends as the app's own does, for in-worker.browser.ts. It is asked one thing and answers once. */
import type { Backend, BackendInfo, Network, Snapshot } from '../../../src/contract/backend';
import type { BackendName } from '../../../src/contract/model';
import { createBackend } from '../../../src/engine/backends/registry';
import { toReport } from '../../../src/engine/errors';
import { defaults } from '../../../src/engine/optimizers';
import { batches, bind, knobs, network, start } from './examples';

export interface Ask {
  name: BackendName;
  scenario: 'train' | 'lose';
  /** Processors that the browser is made to claim. */
  cores?: number;
}

export interface Answer {
  info: BackendInfo;
  isolated: boolean;
  /** After ten steps without interruption. */
  end: Snapshot;
  tensorsLeft: number;
  lost: null | {
    reason: string;
    /** How each kind of work that was under way, or was tried, ended. */
    codes: string[];
    /** After the same ten steps, lost after five and gone on with from a snapshot. */
    end: Snapshot;
    info: BackendInfo;
  };
}

export const model = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');
export const optimizer = defaults('adam');
const all = batches(10);

function built(backend: Backend, from: Snapshot): Network {
  const made = backend.build(model, optimizer, from);
  bind(made, model);
  return made;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: unknown) => toReport(error).code,
  );
}

async function loseAndGoOn(backend: Backend): Promise<Answer['lost']> {
  const first = built(backend, start(model, optimizer));
  await first.train(all.slice(0, 5), knobs());
  const middle = await first.snapshot();
  const pass = first.forward(new Float32Array(3), 1);
  pass.run();

  const { lost } = backend;
  const underWay = [first.train(all.slice(5), knobs()), first.predict(new Float32Array(3), 1)];
  backend.lose?.();
  const work = [...underWay, pass.sync(), first.snapshot(), first.evaluate('test')];
  const codes = await Promise.all(work.map(codeOf));
  const reason = await lost;
  codes.push(await codeOf(first.train(all, knobs())), await codeOf(backend.activate()));
  pass.dispose();
  first.dispose();

  await backend.reset();
  const info = await backend.ready();
  await backend.activate();
  const second = built(backend, middle);
  await second.train(all.slice(5), knobs());
  const end = await second.snapshot();
  second.dispose();
  return { reason, codes, end, info };
}

async function answer({ name, scenario, cores }: Ask): Promise<Answer> {
  if (cores) Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores });
  const backend = await createBackend(name);
  const info = await backend.ready();
  await backend.activate();
  const before = backend.tensors();
  const whole = built(backend, start(model, optimizer));
  await whole.train(all, knobs());
  const end = await whole.snapshot();
  whole.dispose();
  const lost = scenario === 'lose' ? await loseAndGoOn(backend) : null;
  return { info, isolated: self.crossOriginIsolated, end, lost, tensorsLeft: backend.tensors() - before };
}

// The test imports the types and the model from here: only a worker listens.
if (typeof document === 'undefined') {
  self.addEventListener('message', ({ data }: MessageEvent<Ask>) => {
    answer(data).then(
      (done) => self.postMessage({ done }),
      (error: unknown) => self.postMessage({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}
