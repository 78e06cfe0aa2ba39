import type * as v from 'valibot';

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

export function pick<T>(random: () => number, items: readonly T[]): T {
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

/** As much of a schema of valibot's as is looked at. */
interface SchemaShape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaShape>>;
  /** Values of a picklist, schemas of a union. */
  readonly options?: readonly unknown[];
  readonly items?: readonly SchemaShape[];
  readonly item?: SchemaShape;
  readonly wrapped?: SchemaShape;
  readonly literal?: unknown;
}

/** Ids of nothing that is there, names of nobody, a slug and a key that none has. */
const WORDS = ['AAAAAAAAAAAAAAAAAAAAAA', 'zoe', 'hall', 'available', 'offer', 'ab'.repeat(32)];

/** Something of the shape that `schema` asks for; its finer conditions it may miss. */
export function payloadOf(schema: v.GenericSchema, random: () => number): unknown {
  return valueOf(schema, random);
}

function valueOf(schema: SchemaShape, random: () => number): unknown {
  // Now and then what nobody asked for.
  if (random() < 0.02) return randomPayload(random);
  const { type, entries = {}, options = [], items = [], item, wrapped } = schema;
  const each = (one: SchemaShape): unknown => valueOf(one, random);
  if (wrapped) return random() < 0.3 ? (type === 'optional' ? undefined : null) : each(wrapped);
  if (type.endsWith('object')) {
    const fields = Object.entries(entries).map(([key, one]) => [key, each(one)] as const);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }
  if (type.endsWith('tuple')) return items.map(each);
  if (type === 'array' && item) {
    return Array.from({ length: Math.floor(random() * 4) }, () => each(item));
  }
  if (type === 'picklist') return pick(random, options);
  if (type === 'union' || type === 'variant') {
    return each(pick(random, options) as SchemaShape);
  }
  if (type === 'literal') return schema.literal;
  if (type === 'boolean') return random() < 0.5;
  if (type === 'number') return pick(random, [0, 1, 2, 7, 1_000, -1, 0.5, 1e308]);
  return type === 'string' ? pick(random, random() < 0.8 ? WORDS : TEXTS) : randomPayload(random);
}
