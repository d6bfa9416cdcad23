/**
 * As much of the protocol buffers wire format as an ONNX file needs (protobuf.dev/programming-guides/encoding):
 * a message is a list of fields, each a number and a value. Pure.
 */

export type Field = Uint8Array;

const wireTypes = {
  varint: 0,
  bytes: 2,
  fixed32: 5,
} as const;

/** A whole number of at least 0, up to 2^53. */
export function int(field: number, value: number): Field {
  return concat([varint(tag(field, wireTypes.varint)), varint(value)]);
}

/** A float32. */
export function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([varint(tag(field, wireTypes.fixed32)), bytes]);
}

export function bytes(field: number, value: Uint8Array): Field {
  return concat([varint(tag(field, wireTypes.bytes)), varint(value.length), value]);
}

export function text(field: number, value: string): Field {
  return bytes(field, new TextEncoder().encode(value));
}

/** A message inside a message. */
export function message(field: number, fields: readonly Field[]): Field {
  return bytes(field, concat(fields));
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function tag(field: number, wire: (typeof wireTypes)[keyof typeof wireTypes]): number {
  return field * 8 + wire;
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  out.push(rest);
  return Uint8Array.from(out);
}
