import { describe, expect, test, vi } from 'vitest';
import type { BackendName } from '../../../src/contract/model';
import { backendNames, createBackend } from '../../../src/engine/backends/registry';
import { isSoftwareRenderer } from '../../../src/engine/backends/tfjs-platform';

describe('the registry', () => {
  test('finds each backend by its file', () => {
    expect(backendNames).toEqual(['compiled', 'plain', 'cpu', 'wasm', 'webgl', 'webgpu']);
  });

  test('makes the one asked for', async () => {
    expect((await createBackend('plain')).name).toBe('plain');
    expect((await createBackend('cpu')).name).toBe('cpu');
  });

  test('says which there are when asked for another', async () => {
    await expect(createBackend('abacus' as BackendName)).rejects.toMatchObject({
      code: 'backend-missing',
      hint: 'Choose one of compiled, plain, cpu, wasm, webgl, webgpu.',
    });
  });

  test.each([
    ['webgl', {}],
    ['webgpu', {}],
    ['webgpu', { gpu: { requestAdapter: async () => null } }],
  ] as const)('reports %s as missing, not as a failure, where the browser lacks it', async (name, navigator) => {
    vi.stubGlobal('navigator', navigator);
    // TF.js says on the console that there is no canvas here.
    const console = vi.spyOn(globalThis.console, 'log').mockImplementation(() => {});
    const backend = await createBackend(name);
    await expect(backend.ready()).rejects.toMatchObject({ code: 'backend-missing' });
    // And again: a failed start is not remembered as a start.
    await expect(backend.ready()).rejects.toMatchObject({ code: 'backend-missing' });
    await expect(backend.activate()).rejects.toMatchObject({ code: 'backend-missing' });
    console.mockRestore();
    vi.unstubAllGlobals();
  });
});

describe('a renderer’s name', () => {
  test.each([
    'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
    'Google SwiftShader',
    'google swiftshader',
    'ANGLE (Mesa, llvmpipe (LLVM 15.0.6 256 bits), OpenGL 4.5)',
    'Mesa lavapipe llvmpipe (LLVM 17.0.6, 256 bits)',
    'softpipe',
    'ANGLE (Microsoft, Microsoft Basic Render Driver (0x0000008C) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Microsoft, Direct3D11 WARP)',
    'Apple Software Renderer',
    'Software Rasterizer',
    'GDI Generic',
  ])('%s is software', (renderer) => expect(isSoftwareRenderer(renderer)).toBe(true));

  test.each([
    'ANGLE (NVIDIA, NVIDIA GeForce RTX 4090 (0x00002684) Direct3D11 vs_5_0 ps_5_0, D3D11)',
    'ANGLE (Apple, ANGLE Metal Renderer: Apple M3 Pro, Unspecified Version)',
    'ANGLE (Intel, Mesa Intel(R) Iris(R) Xe Graphics (TGL GT2), OpenGL 4.6)',
    'Adreno (TM) 740',
    'Mali-G715-Immortalis MC11',
    'AMD Radeon RX 7900 XTX (radeonsi, navi31, LLVM 17.0.6, DRM 3.57)',
    'nvidia ampere',
  ])('%s is a GPU', (renderer) => expect(isSoftwareRenderer(renderer)).toBe(false));
});
