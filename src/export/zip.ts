/** Files in one: a zip without compression (PKWARE's APPNOTE 6.3.3), and back, deflated entries included. Pure. */
import { crc32 } from '../share/crc32';
import { InputFault } from '../share/fault';
import { concat } from './protobuf';

export interface NamedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

const local = 0x04034b50;
const central = 0x02014b50;
const end = 0x06054b50;
/** Bit 11: names are UTF-8. */
const utf8 = 0x0800;
/** 1 January 1980, the first day that the format knows. */
const date = 0x0021;

/** What all entries may unpack to in all. */
export const largestFile = 64 * 1024 * 1024;

export function zip(files: readonly NamedFile[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, bytes } of files) {
    const encoded = new TextEncoder().encode(name);
    // version needed, flags, method, time, date, crc, sizes, name's length, no extra field
    const common: [number, number][] = [
      [2, 20],
      [2, utf8],
      [2, 0],
      [2, 0],
      [2, date],
      [4, crc32(bytes)],
      [4, bytes.length],
      [4, bytes.length],
      [2, encoded.length],
      [2, 0],
    ];
    parts.push(record([[4, local], ...common]), encoded, bytes);
    // then: comment's length, disk, attributes (2 + 4 bytes), offset
    directory.push(record([[4, central], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), encoded);
    at += 30 + encoded.length + bytes.length;
  }
  const listed = concat(directory);
  const count = files.length;
  return concat([
    ...parts,
    listed,
    record([
      [4, end],
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, listed.length],
      [4, at],
      [2, 0],
    ]),
  ]);
}

/** @throws InputFault 'decompression' */
export async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<NamedFile[]> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return await entries(bytes, view);
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw new InputFault('decompression', 'The zip file is damaged: part of it is missing or was changed.', { cause: error });
  }
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === local;
}

async function entries(bytes: Uint8Array<ArrayBuffer>, view: DataView): Promise<NamedFile[]> {
  const tail = findEnd(view);
  const count = view.getUint16(tail + 10, true);
  const files: NamedFile[] = [];
  let left = largestFile;
  let at = view.getUint32(tail + 16, true);
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== central) throw new InputFault('decompression', 'The zip file’s directory is damaged.');
    const [method, checksum, packed, size] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 16, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 24, true),
    ];
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const header = view.getUint32(at + 42, true);
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    left -= size;
    if (left < 0) throw new InputFault('decompression', `The zip file unpacks to more than ${largestFile / 2 ** 20} MB.`);
    const data = await unpacked(bytes.slice(start, start + packed), method, size, name);
    if (data.length !== size || crc32(data) !== checksum)
      throw new InputFault('decompression', `${name} in the zip file is damaged: its checksum is wrong.`);
    files.push({ name, bytes: data });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return files;
}

function findEnd(view: DataView): number {
  // A comment of up to 64 kB may stand after it.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
    if (view.getUint32(at, true) === end) return at;
  throw new InputFault('decompression', 'The zip file ends too soon: its directory is missing.');
}

async function unpacked(
  data: Uint8Array<ArrayBuffer>,
  method: number,
  size: number,
  name: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (method === 0) return data;
  if (method !== 8)
    throw new InputFault('decompression', `${name} in the zip file is packed in a way (${method}) that is not read here.`);
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const whole = new Uint8Array(size);
  let at = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    whole.set(next.value, at);
    at += next.value.length;
  }
  return whole.subarray(0, at);
}

function record(fields: readonly [bytes: number, value: number][]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}
