/** Reading a table through the worker: it tells how far it is, lets others have their turns, and can be called off. */
import { expect, it } from 'vitest';
import { Tables } from '../../src/table/tables';
import { FakeWorker, spec } from './harness';

const nothingKept = { get: async () => null, put: async () => false };

function withTables(): FakeWorker {
  const tables = new Tables(nothingKept, () => 0);
  return new FakeWorker({
    readTable: ({ file, key, name }, pace) => (file ? tables.open(file, name, pace) : tables.known(key, name, pace)),
  });
}

const long = new Blob([`a,b\n${Array.from({ length: 60_000 }, (_, i) => `${i},${i % 3}`).join('\n')}`]);

it('tells how far it is, and answers with what it found', async () => {
  const worker = withTables();
  const info = await worker.ask('table', { file: long, key: '', name: 'long.csv' }, 1);
  expect(info).toMatchObject({ name: 'long.csv', rows: 60_000, kept: 'refused' });
  const told = worker.posted.flatMap((message) => (message.type === 'request-progress' ? [message.done] : []));
  expect(told.length).toBeGreaterThan(0);
  expect(await worker.ask('table', { file: null, key: info?.key ?? '', name: 'long.csv' })).toEqual(info);
  expect(await worker.ask('table', { file: null, key: 'other', name: 'other.csv' })).toBeNull();
});

it('is called off in the middle', async () => {
  const worker = withTables();
  const asked = worker.ask('table', { file: long, key: '', name: 'long.csv' }, 7);
  await worker.until(() => worker.posted.some((message) => message.type === 'request-progress'));
  worker.send({ type: 'cancel', request: 7 });
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
});

it('lets a network train meanwhile', async () => {
  const worker = withTables();
  await worker.create(1, spec());
  worker.send({ type: 'play', run: 1 });
  await worker.ask('table', { file: long, key: '', name: 'long.csv' });
  worker.send({ type: 'pause', run: 1 });
  const { step } = await worker.until(() => worker.settled(1));
  expect(step).toBeGreaterThan(0);
});
