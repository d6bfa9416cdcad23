/** A shared run, opened somewhere else, comes to the same losses to the last bit: from its start, and from its weights. */
import { expect, it } from 'vitest';
import { metas } from '../../datasets/metas';
import type { Opening } from '../../src/cells/network/opening';
import { runSpec, settingsOf } from '../../src/cells/network/settings';
import type { RunSpec } from '../../src/contract/model';
import { readLink, writeLink } from '../../src/share/link';
import { readNetwork, writeNetwork } from '../../src/share/network';
import { FakeWorker } from '../worker/harness';

const cells = [{ id: 'net', kind: 'network' }];

async function throughALink(opening: Opening, weights: boolean): Promise<Opening> {
  const text = await writeLink({ cell: 'net', kind: 'network', state: writeNetwork(opening, weights) });
  return readNetwork((await readLink(text, cells)).state);
}

const specOf = ({ body, changes }: Opening): RunSpec => ({
  ...runSpec(settingsOf(body, metas[body.data]), metas[body.data]),
  changes,
});
const losses = (worker: FakeWorker, from = 0) =>
  worker
    .rows(1)
    .filter(({ step }) => step >= from)
    .map(({ step, trainLoss, testLoss }) => [step, trainLoss, testLoss]);

it('repeats a run with its changes of knobs', async () => {
  const body = {
    data: 'moons',
    layers: [6],
    backend: 'plain',
    noise: 0.123,
    seed: 9,
    optimizer: { kind: 'adam', learningRate: 0.02 },
  } as const;
  const start: Opening = { body: { ...body, layers: [6] }, changes: [], step: 0, checkpoint: null, second: null };
  const here = new FakeWorker();
  await here.create(1, specOf(start));
  await here.train(1, 10);
  here.send({ type: 'set', run: 1, knobs: { learningRate: 0.1, batchSize: 17 } });
  await here.train(1, 20);
  const middle = (await here.ask('snapshot', { run: 1, step: null, grid: 0 })).snapshot;
  const changes = here.progress(1).findLast((progress) => progress.changes)?.changes ?? [];
  expect(changes).toHaveLength(1);
  await here.train(1, 40);

  const there = new FakeWorker();
  const again = await throughALink({ ...start, changes, step: middle.step }, false);
  await there.create(1, specOf(again));
  await there.train(1, 40);
  expect(losses(there)).toEqual(losses(here));

  const onwards = new FakeWorker();
  const from = await throughALink({ ...start, changes, step: middle.step, checkpoint: middle }, true);
  await onwards.create(1, specOf(from), from.checkpoint);
  await onwards.train(1, 40);
  expect(losses(onwards, middle.step)).toEqual(losses(here, middle.step));
});
