/** mulberry32: small, fast, and the same everywhere for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Fields that the protocol knows, so that some of the nonsense nearly makes sense. */
const KEYS = ['name', 'version', 'presence', 'to', 'text', 'callId', 'reason', 'signal', 'kind'];
const TEXTS = ['', 'zoe', 'available', 'AAAAAAAAAAAAAAAAAAAAAA', 'busy', '\u0000', '\ud800', 'x'];

function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)];
}

function randomLeaf(random: () => number): unknown {
  return pick<unknown>(random, [
    null,
    true,
    0,
    -1,
    1e308,
    1,
    pick(random, TEXTS),
    pick(random, TEXTS).repeat(1 + Math.floor(random() * 300)),
  ]);
}

/** Some JSON value; its names address nobody who is there, so that nobody should hear of it. */
export function randomPayload(random: () => number, depth = 0): unknown {
  const kind = random();
  if (depth > 3 || kind < 0.3) return randomLeaf(random);
  const size = Math.floor(random() * 5);
  const values = Array.from({ length: size }, () => randomPayload(random, depth + 1));
  if (kind < 0.4) return values;
  return Object.fromEntries(values.map((value) => [pick(random, KEYS), value]));
}
