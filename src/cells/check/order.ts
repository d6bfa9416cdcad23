/** An order of answers that looks shuffled and is the same at each visit. Pure. */

/** The numbers from 0 to `length` - 1, shuffled by a seed of text (Fisher–Yates over xorshift32). */
export function seededOrder(length: number, seed: string): number[] {
  let state =
    Array.from(seed).reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619), 2_166_136_261) | 1;
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
