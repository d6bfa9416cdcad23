import { afterEach, describe, expect, test, vi } from 'vitest';
import { createCompiled } from '../../../src/engine/backends/compiled';
import { bestForm } from '../../../src/engine/compiled/features';
import { PlainNetwork } from '../../../src/engine/plain/network';
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
