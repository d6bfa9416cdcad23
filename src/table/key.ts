/** By which name a table is known: that of its bytes. Pure. */

/** Size and two hashes of the bytes (FNV-1a, and the same from the end): tells files apart, and vouches for nothing. */
export function keyOf(bytes: Uint8Array): string {
  let [a, b] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0; i < bytes.length; i++) {
    a = Math.imul(a ^ bytes[i], 0x01000193);
    b = Math.imul(b ^ bytes[bytes.length - 1 - i], 0x01000193);
  }
  return `${bytes.length.toString(36)}-${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}
