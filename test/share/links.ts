/** Links to be opened in tests, sound ones and wrong ones. */
import { expect } from 'vitest';
import type { Opening } from '../../src/cells/network/opening';
import { toBase64Url } from '../../src/share/base64';
import { crc32 } from '../../src/share/crc32';
import { InputFault } from '../../src/share/fault';
import { readLink } from '../../src/share/link';
import { readNetwork, writeNetwork } from '../../src/share/network';

export const seeded = { seed: 20261123 };
export const cells = [
  { id: 'net', kind: 'network' },
  { id: 'task', kind: 'task' },
  { id: 'adam', kind: 'js' },
  { id: 'valley', kind: 'js' },
];

export const shared = (opening: Opening, weights = true) => ({
  cell: 'net',
  kind: 'network',
  state: writeNetwork(opening, weights),
});

/** As the page reads it: whoever opens it gets this, or this fault. */
export async function open(text: string): Promise<Opening> {
  return readNetwork((await readLink(text, cells)).state);
}

/** The fault of a wrong link. Anything else than a fault, and anything slow, fails the test. */
export async function faultOf(text: string): Promise<InputFault> {
  const start = performance.now();
  try {
    await open(text);
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(error.message.length).toBeGreaterThan(15);
    return error;
  }
  throw new Error(`opened: ${text}`);
}

/** What `pack` does, of any bytes at all. */
export async function packBytes(bytes: Uint8Array<ArrayBuffer>, deflate = true): Promise<string> {
  const packed = deflate
    ? new Uint8Array(
        await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer(),
      )
    : bytes;
  const whole = new Uint8Array(4 + packed.length);
  new DataView(whole.buffer).setUint32(0, crc32(bytes));
  whole.set(packed, 4);
  return `1.${toBase64Url(whole)}`;
}
