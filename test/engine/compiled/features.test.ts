import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCompiled } from '../../../src/engine/backends/compiled';
import { bestForm } from '../../../src/engine/compiled/features';
import { CompiledNetwork } from '../../../src/engine/compiled/network';
import { mayShare, SecondThread } from '../../../src/engine/compiled/second-thread';
import { PlainNetwork } from '../../../src/engine/plain/network';
import { dense } from '../arbitrary';
import { network, sgd, start } from '../backends/examples';

const model = network(['tanh'], 1, 'sigmoid', 'binaryCrossEntropy');

/** The bytes of f32x4.relaxed_madd: 0xfd, then 0x105 in LEB128. */
function usesRelaxed(bytes: Uint8Array): boolean {
  return bytes.some((byte, i) => byte === 0xfd && bytes[i + 1] === 0x85 && bytes[i + 2] === 0x02);
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the form that is chosen', () => {
  test('is the best that the browser validates', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(true);
    expect(bestForm()).toBe('relaxed');
    expect(bestForm('simd')).toBe('simd');
    expect(bestForm('plain')).toBe('plain');
  });

  test('does without fused multiply-adds where there are none', async () => {
    vi.spyOn(WebAssembly, 'validate').mockImplementation((bytes) => !usesRelaxed(bytes as Uint8Array));
    expect(bestForm()).toBe('simd');
    expect((await createCompiled().ready()).variant).toMatch(/SIMD without fused/);
  });

  test('is the plain loops where there is no SIMD, and says so', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const backend = createCompiled();
    expect((await backend.ready()).variant).toMatch(/no WebAssembly SIMD/);
    expect(backend.build(model, sgd, start(model, sgd))).toBeInstanceOf(PlainNetwork);
  });

  test('is the plain loops where there is no WebAssembly', () => {
    vi.stubGlobal('WebAssembly', undefined);
    expect(bestForm()).toBe('plain');
  });
});

describe('a second thread', () => {
  const there = {
    SharedArrayBuffer,
    Worker: class {},
    WorkerGlobalScope: class {},
    crossOriginIsolated: true,
    navigator: { hardwareConcurrency: 2 },
  };
  const stub = (globals: object) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
  };
  const variant = async (threads?: boolean) => (await createCompiled('simd', threads).ready()).variant;

  test('helps where memory may be shared, unless it is not wanted', async () => {
    stub(there);
    expect(mayShare()).toBe(true);
    expect(await variant()).toMatch(/up to 2 threads$/);
    expect(await variant(false)).toMatch(/1 thread$/);
  });

  test.each([
    ['the page is not cross-origin isolated', { crossOriginIsolated: false }],
    ['there is no SharedArrayBuffer', { SharedArrayBuffer: undefined }],
    ['there are no workers', { Worker: undefined }],
    ['it runs in the page itself, which may not sleep', { WorkerGlobalScope: undefined }],
    ['there is one processor', { navigator: { hardwareConcurrency: 1 } }],
  ])('is not called where %s', async (_, missing) => {
    stub({ ...there, ...missing });
    expect(mayShare()).toBe(false);
    expect(await variant()).toMatch(/1 thread$/);
  });
});

test('a network goes without the second thread where the browser has no memory to share', () => {
  const Memory = WebAssembly.Memory;
  const asked: boolean[] = [];
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function (descriptor) {
    asked.push(descriptor.shared === true);
    if (descriptor.shared) throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    return new Memory(descriptor);
  });
  const large = dense([9, 40, 3], 'tanh', 'softmax', 'categoricalCrossEntropy');
  const second = new SecondThread(() => expect.unreachable());
  const built = new CompiledNetwork(large, sgd, start(large, sgd), false, second);
  built.predictInto(new Float32Array(9 * 5000), 5000, new Float32Array(3 * 5000));
  expect(asked).toEqual([true, false]);
});

test('a network that the memory cannot hold is refused by name, so that another backend takes it', () => {
  const backend = createCompiled('simd');
  vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
    throw new RangeError('WebAssembly.Memory(): could not allocate memory');
  });
  expect(() => backend.build(model, sgd, start(model, sgd))).toThrow(
    expect.objectContaining({
      code: 'backend-missing',
      message: expect.stringContaining('compiled backend'),
      hint: expect.stringContaining('TensorFlow.js'),
    }),
  );
});

test('the second thread is let go after a second without work, and called again', () => {
  vi.useFakeTimers();
  const posted = vi.fn();
  const second = new SecondThread(() => ({ postMessage: posted }) as unknown as Worker);
  const module = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const work = { module, memory: new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }), control: 0 };
  second.worksOn(work);
  vi.advanceTimersByTime(900);
  second.worksOn(work);
  vi.advanceTimersByTime(900);
  second.worksOn(work);
  expect(posted).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(2100);
  second.worksOn(work);
  expect(posted).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
