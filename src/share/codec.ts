/**
 * JSON in an address: deflated (RFC 1951) behind the CRC-32 of its text, in base64url behind the number of the format.
 * Reading takes nothing on trust: neither how long the text is, nor how large what it unpacks to would be. Pure.
 */
import { fromBase64Url, toBase64Url } from './base64';
import { crc32 } from './crc32';
import { InputFault } from './fault';

/** The number of the format; raised when an old page could no longer read a new link. */
const version = '1';

/** Characters that a packed state may have: what mail programs, chats and boards leave whole. */
export const longest = 8192;

/** Bytes that it may unpack to: a link of 8 kB of nothing but zeros would be some megabytes. */
const largest = 256 * 1024;

/** Any JSON value as text for an address. How long it is is for the caller to judge. */
export async function pack(value: unknown): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(value));
  const deflated = await collect(through(json, new CompressionStream('deflate-raw')), Infinity);
  const bytes = new Uint8Array(4 + deflated.length);
  new DataView(bytes.buffer).setUint32(0, crc32(json));
  bytes.set(deflated, 4);
  return `${version}.${toBase64Url(bytes)}`;
}

/** @throws InputFault 'decompression' or 'parse' */
export async function unpack(text: string): Promise<unknown> {
  const json = await inflate(text);
  let decoded: string;
  try {
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(json);
    return JSON.parse(decoded) as unknown;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputFault('parse', `It unpacks to something that is no JSON (${why}).`, { cause: error });
  }
}

async function inflate(text: string): Promise<Uint8Array> {
  const fault = (message: string, cause?: unknown) => new InputFault('decompression', message, { cause });
  if (text.length > longest) throw fault(`It has ${text.length} characters; a link made here has at most ${longest}.`);
  const [, number, packed] = /^(\d{1,4})\.(.*)$/s.exec(text) ?? [];
  if (number === undefined) throw fault('It does not begin with the number of its format, as in “1.”.');
  if (number !== version)
    throw fault(`It is of format ${number}, and this page reads format ${version}. A newer version of the page may read it.`);
  const bytes = fromBase64Url(packed);
  if (!bytes) throw fault('It holds a character, or a number of them, that no link made here has: part of it may be missing.');
  if (bytes.length < 5) throw fault('It ends too soon: part of it is missing.');
  let json: Uint8Array;
  try {
    json = await collect(through(bytes.slice(4), new DecompressionStream('deflate-raw')), largest);
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw fault('It cannot be unpacked: part of it is missing or was changed.', error);
  }
  if (crc32(json) !== new DataView(bytes.buffer).getUint32(0))
    throw fault('Its checksum is wrong: a character of it was changed on the way.');
  return json;
}

function through(bytes: Uint8Array<ArrayBuffer>, transform: CompressionStream | DecompressionStream): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(transform);
}

async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) {
      void reader.cancel().catch(() => undefined);
      throw new InputFault('decompression', `It unpacks to more than ${most / 1024} kB, which no link made here does.`);
    }
    parts.push(next.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
