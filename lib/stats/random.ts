/** A stream of random numbers that its seed alone determines, on every machine. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** A whole number from 0 to n - 1, each as likely. */
  integer(n: number): number;
  /** Normal with mean 0 and variance 1 (Marsaglia's polar method). */
  normal(): number;
  /** Exponential with mean 1. */
  exponential(): number;
  /** Shuffles in place (Fisher-Yates) and returns the same array. */
  shuffle<T extends Float64Array | Int32Array | unknown[]>(values: T): T;
  /**
   * An independent stream of its own. It depends on this stream's seed and the label only, not on
   * what was drawn before: adding a draw in one place changes nothing in another.
   */
  split(label: string | number): Random;
}

/**
 * Random numbers by sfc32, the 32-bit generator of Chris Doty-Humphrey's PractRand: 128 bits of state,
 * passes PractRand and BigCrush, and needs only 32-bit integer operations. The seed's text is hashed
 * into the state by bryc's cyrb128 (public domain), so 7 and "7" are the same seed.
 *
 * @example
 * const random = createRandom(7);
 * random.uniform();
 * random.split("bootstrap").integer(100);
 */
export function createRandom(seed: number | string): Random {
  const text = String(seed);
  let [a, b, c, counter] = hash128(text);

  function next(): number {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + out) | 0;
    return out >>> 0;
  }

  // The first outputs still show how the state was seeded; PractRand drops as many.
  for (let i = 0; i < 15; i++) next();

  function uniform(): number {
    const high = next() >>> 5, low = next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  const integer = (n: number) => Math.floor(uniform() * n);

  let spare = NaN;
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    let x: number, y: number, square: number;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt(-2 * Math.log(square) / square);
    spare = y * scale;
    return x * scale;
  }

  return {
    uniform,
    integer,
    normal,
    exponential: () => -Math.log(1 - uniform()),
    shuffle(values) {
      for (let i = values.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [values[i], values[j]] = [values[j], values[i]];
      }
      return values;
    },
    // The lengths keep ("a", "b/c") and ("a/b", "c") apart.
    split: (label) => createRandom(`${text}/${String(label).length}:${label}`),
  };
}

function hash128(text: string): [number, number, number, number] {
  let h1 = 1779033703, h2 = 3144134277, h3 = 1013904242, h4 = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  h2 ^= h1;
  h3 ^= h1;
  h4 ^= h1;
  return [h1, h2, h3, h4];
}
