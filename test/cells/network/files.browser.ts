/** Export and Import as a reader meets them, with the real engine: what went out in each format, and a network that comes back. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { EngineClient } from '../../../src/contract/client';
import { createEngine } from '../../../src/worker/client';
import { clear, showNetwork } from './cell';
import { until } from '../../until';

let engine: EngineClient;
let files: File[];

beforeEach(() => {
  engine = createEngine();
  files = [];
  // What would be saved is looked at here.
  const blobs = new Map<string, Blob>();
  const make = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = make(blob);
    if (blob instanceof Blob) blobs.set(url, blob);
    return url;
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const blob = blobs.get(this.href);
    if (blob) files.push(new File([blob], this.download));
  });
});

afterEach(() => {
  vi.restoreAllMocks();
  clear();
  engine.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const body = { data: 'moons', layers: [3], seed: 3, backend: 'plain', controls: 'all' } as const;
const field = page.getByLabelText('Import a network');

async function open(of: Parameters<typeof showNetwork>[0]) {
  const { context } = await showNetwork(of, engine);
  const net = () => context.scope.get('net') ?? {};
  await until(() => expect(net().run).toBeTruthy());
  return net;
}

it('a network goes out in four formats and comes back from two', async () => {
  const net = await open({ ...body, layers: [3] });
  for (let step = 1; step <= 2; step++) {
    await button('Step').click();
    await until(() => expect(net().step).toBe(step));
  }
  for (const [i, format] of ['JSON of ours', 'TensorFlow.js (zip)', 'ONNX', 'Keras notebook'].entries()) {
    await button('Export').click();
    await button(`Network, ${format}`).click();
    await until(() => expect(files).toHaveLength(i + 1));
  }
  expect(files.map(({ name }) => name)).toEqual([
    'forward-pass-net.network.json',
    'forward-pass-net-tfjs.zip',
    'forward-pass-net.onnx',
    'forward-pass-net.ipynb',
  ]);
  expect(await files[3].text()).toContain('keras.layers.Dense(3, activation=\\"tanh\\"');
  const weights = (net().weights as Float32Array).slice();
  clear();

  // A LayersModel has no place for the optimizer's memory: its weights begin a run of their own.
  for (const [file, step] of [
    [files[0], 2],
    [files[1], 0],
  ] as const) {
    const other = await open({ data: 'circle', layers: [8], controls: 'all' });
    await userEvent.upload(field, file);
    const news = page.getByText(`Imported from ${file.name}.`);
    await expect.element(news).toBeVisible();
    expect(/begins at step 0/.test(news.element().textContent ?? '')).toBe(step === 0);
    await until(() => expect(other().weights).toEqual(weights));
    expect(other().step).toBe(step);
    clear();
  }
});

it('a file that is none leaves the cell as it is and says why, beside the field', async () => {
  const net = await open({ ...body, layers: [3] });
  await button('Step').click();
  await until(() => expect(net().step).toBe(1));
  await userEvent.upload(field, new File(['{"device":{},"history":null}'], 'results.json'));
  const news = page.getByText('results.json: It is neither a network saved here');
  await expect.element(news).toHaveTextContent(/nor a LayersModel .* The cell is as it was\.$/);
  expect(news.element().closest('fieldset')).not.toBeNull();
  expect(net().step).toBe(1);
});
