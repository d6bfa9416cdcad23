/** Plain data with typed arrays in it as JSON, and back: an array becomes `{ "$float32": base64 }`. Pure. */
import { fromBase64, toBase64 } from './base64';
import { InputFault } from './fault';

const kinds = { $float32: Float32Array, $float64: Float64Array, $uint8: Uint8Array } as const;

/** The numbers' bytes stand in the order of every machine that runs a browser today: the lowest first. */
export function toPlainJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    for (const [name, kind] of Object.entries(kinds))
      if (inner instanceof kind) return { [name]: toBase64(new Uint8Array(inner.buffer, inner.byteOffset, inner.byteLength)) };
    return inner;
  });
}

/** @throws InputFault 'parse' */
export function fromPlainJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, inner: unknown) => revived(inner)) as unknown;
  } catch (error) {
    if (error instanceof InputFault) throw error;
    throw new InputFault('parse', `It is no JSON (${error instanceof Error ? error.message : String(error)}).`, { cause: error });
  }
}

function revived(inner: unknown): unknown {
  if (typeof inner !== 'object' || inner === null) return inner;
  const [[name, text], ...more] = [...Object.entries(inner), ['', '']];
  const Kind = Object.hasOwn(kinds, name) ? kinds[name as keyof typeof kinds] : null;
  if (!Kind || more.length > 1 || typeof text !== 'string') return inner;
  const bytes = fromBase64(text);
  if (!bytes || bytes.length % Kind.BYTES_PER_ELEMENT !== 0)
    throw new InputFault('parse', `It holds ${name.slice(1)} numbers that are not whole.`);
  return new Kind(bytes.buffer);
}
