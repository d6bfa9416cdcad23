/**
 * Seeded chance, the same in every browser: sfc32 (Chris Doty-Humphrey, PractRand, public domain: three mixed words and
 * a counter), its state filled by splitmix32, Guy Steele's splitmix with MurmurHash3's 32-bit finaliser. Not for secrets.
 */

const GOLDEN = 0x9e3779b9;

/** MurmurHash3's 32-bit finaliser (Austin Appleby, public domain): every bit of the word moves every bit of the result. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A seed derived from a seed: unlike for every integer n, so that each epoch or layer has a stream of its own. 0 to 2³² − 1. */
export function hash(seed: number, n: number): number {
  return mix(mix(mix(low(seed) + GOLDEN) ^ high(seed)) + Math.imul(n | 0, GOLDEN));
}

/** Seeds may be as large as an exact integer: both halves count. */
function low(seed: number): number {
  return seed >>> 0;
}
function high(seed: number): number {
  return Math.floor(seed / 2 ** 32) >>> 0;
}

export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  /** Box and Muller give two deviates at a time; the second waits here. */
  #spare: number | null = null;

  constructor(seed: number) {
    let state = low(seed);
    const split = () => mix((state = (state + GOLDEN) | 0)) | 0;
    this.#a = split();
    this.#b = split() ^ high(seed);
    this.#c = split();
    for (let i = 0; i < 12; i++) this.next();
  }

  /** 32 random bits, 0 to 2³² − 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1), in steps of 2⁻³². */
  uniform(): number {
    return this.next() / 2 ** 32;
  }

  /** A whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** A standard normal deviate: Box and Muller, Annals of Mathematical Statistics 29 (1958). */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** The numbers 0 to n − 1 in random order, each order as likely (Fisher and Yates). */
  permutation(n: number): Uint32Array {
    const order = new Uint32Array(n);
    for (let i = 0; i < n; i++) order[i] = i;
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
