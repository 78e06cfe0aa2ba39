import * as v from 'valibot';
import type { Trust } from '../identity/trust';
import { type PublicKey, publicKeySchema, timeSchema } from '../protocol/fields';
import {
  addressText,
  MAX_SERVER_URL_CHARS,
  parseServerAddress,
} from '../signalling/server-address';
import { nameKey } from '../text/sanitise';

/** So many people are known by their keys; of those who are not verified, the eldest go first. */
export const MAX_KNOWN_PEOPLE = 1_000;
/** One person's devices, and as many keys that were refused: the eldest go. */
export const MAX_KEYS_EACH = 8;
/** Folding look-alikes makes some names longer. */
const MAX_NAME_KEY_CHARS = 1_000;

const knownKeySchema = v.strictObject({
  key: publicKeySchema,
  /** `seen`: it was there first. `verified`: both ends compared what they saw. */
  trust: v.picklist(['seen', 'verified']),
  /** When it was last said to be theirs, by a device of theirs; what is said of before is over. */
  linkedAtMs: v.optional(timeSchema),
});
const personSchema = v.strictObject({
  /** Names are somebody's on one server only. */
  server: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SERVER_URL_CHARS)),
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_NAME_KEY_CHARS)),
  /** The newest last. */
  keys: v.pipe(v.array(knownKeySchema), v.maxLength(MAX_KEYS_EACH)),
  refused: v.pipe(v.array(publicKeySchema), v.maxLength(MAX_KEYS_EACH)),
  /** Devices that they have no more, and when they said so. */
  removed: v.optional(
    v.pipe(
      v.array(v.strictObject({ key: publicKeySchema, atMs: timeSchema })),
      v.maxLength(MAX_KEYS_EACH),
    ),
    [],
  ),
});
/** A name on a server, and the keys that are known to be theirs, or not. */
export type KnownPerson = v.InferOutput<typeof personSchema>;
/** What is known of somebody, their name aside. */
type Facts = Pick<KnownPerson, 'keys' | 'refused' | 'removed'>;
/** Whom the local user knows by their keys, who was met or changed last at the end. */
export type IdentityBook = readonly KnownPerson[];

/** A name on a server, however both are written. */
export interface PersonOnServer {
  readonly server: string;
  readonly name: string;
}

/** What was kept; what cannot be read of it is left out. */
export function parseIdentityBook(input: unknown): IdentityBook {
  if (!Array.isArray(input)) return [];
  const people = input.map((each) => v.safeParse(personSchema, each));
  return people.flatMap((each) => (each.success ? [each.output] : [])).slice(-MAX_KNOWN_PEOPLE);
}

/** What somebody of that name who has that key (`null`: none) is to the local user. */
export function judge(book: IdentityBook, who: PersonOnServer, key: PublicKey | null): Trust {
  const person = find(book, who);
  const nobody = key === null ? 'keyless' : 'unknown';
  if (person === undefined) return nobody;
  if (key !== null && person.refused.includes(key)) return 'refused';
  if (person.removed.some((each) => each.key === key)) return 'changed';
  const known = person.keys.find((each) => each.key === key);
  if (known !== undefined) return known.trust === 'verified' ? 'verified' : 'known';
  return person.keys.length > 0 ? 'changed' : nobody;
}

/** By which keys somebody of that name is known on any server, the newest first. */
export function knownKeys(book: IdentityBook, name: string): readonly PublicKey[] {
  const named = book.filter((each) => each.name === nameKey(name));
  const keys = named.flatMap((each) => each.keys.map(({ key }) => key)).reverse();
  return [...new Set(keys)];
}

/** Trust on first use: the key is theirs from now on, unless they are known by another. */
export function withSeen(book: IdentityBook, who: PersonOnServer, key: PublicKey): IdentityBook {
  if (judge(book, who, key) !== 'unknown') return book;
  return changed(book, who, ({ keys }) => ({ keys: [...keys, { key, trust: 'seen' }] }));
}

/** Both ends have compared what they saw. A key that was refused or removed before is no longer. */
export function withVerified(
  book: IdentityBook,
  who: PersonOnServer,
  key: PublicKey,
): IdentityBook {
  return changed(book, who, ({ keys, refused, removed }) => {
    const linkedAtMs =
      removed.find((each) => each.key === key)?.atMs ??
      keys.find((each) => each.key === key)?.linkedAtMs;
    const verified = { key, trust: 'verified' as const, ...(linkedAtMs && { linkedAtMs }) };
    return {
      keys: [...keys.filter((each) => each.key !== key), verified],
      refused: refused.filter((each) => each !== key),
      removed: removed.filter((each) => each.key !== key),
    };
  });
}

/** What a device says of another one of the same person, or of itself, and when. */
export interface DeviceWord {
  readonly by: PublicKey;
  readonly device: PublicKey;
  readonly atMs: number;
}

/**
 * Another device of theirs, on the word of one that is known, and as much known or verified. A word
 * from before the device was removed is over.
 */
export function withLinked(
  book: IdentityBook,
  who: PersonOnServer,
  { by, device, atMs }: DeviceWord,
): IdentityBook {
  const person = find(book, who);
  const trust = person?.keys.find((each) => each.key === by)?.trust;
  if (person === undefined || trust === undefined || person.refused.includes(device)) return book;
  if (person.removed.some((each) => each.key === device && atMs <= each.atMs)) return book;
  const known = person.keys.find((each) => each.key === device);
  if (known !== undefined && atMs <= (known.linkedAtMs ?? 0)) return book;
  const linked = { key: device, trust: known?.trust ?? trust, linkedAtMs: atMs };
  return changed(book, who, ({ keys, removed }) => ({
    keys: [...keys.filter((each) => each.key !== device), linked],
    removed: removed.filter((each) => each.key !== device),
  }));
}

/**
 * A device is theirs no more, on the word of one that is known, or its own: whoever comes with that
 * key is somebody else. A word from before the device was linked is over.
 */
export function withRemoved(
  book: IdentityBook,
  who: PersonOnServer,
  { by, device, atMs }: DeviceWord,
): IdentityBook {
  const keys = find(book, who)?.keys ?? [];
  const known = keys.find((each) => each.key === device);
  if (known === undefined || atMs <= (known.linkedAtMs ?? 0)) return book;
  if (!keys.some((each) => each.key === by)) return book;
  return changed(book, who, (person) => ({
    keys: person.keys.filter((each) => each.key !== device),
    removed: [...person.removed, { key: device, atMs }],
  }));
}

/** What they saw differed: the key is not theirs, whatever is said later. */
export function withRefused(book: IdentityBook, who: PersonOnServer, key: PublicKey): IdentityBook {
  return changed(book, who, ({ keys, refused }) => ({
    keys: keys.filter((each) => each.key !== key),
    refused: [...refused.filter((each) => each !== key), key],
  }));
}

/** Whoever has the name next is met for the first time. */
export function withoutPerson(book: IdentityBook, who: PersonOnServer): IdentityBook {
  const person = find(book, who);
  return person === undefined ? book : book.filter((each) => each !== person);
}

/** Somebody is called otherwise now. Of a name that is known already nothing is changed. */
export function withRenamed(book: IdentityBook, who: PersonOnServer, to: string): IdentityBook {
  const person = find(book, who);
  const renamed = { server: who.server, name: to };
  if (person === undefined || find(book, renamed) !== undefined) return book;
  return [...book.filter((each) => each !== person), { ...person, name: nameKey(to) }];
}

function serverKey(server: string): string {
  const address = parseServerAddress(server);
  return address === null ? server : addressText(address);
}

function find(book: IdentityBook, { server, name }: PersonOnServer): KnownPerson | undefined {
  const [on, called] = [serverKey(server), nameKey(name)];
  return book.find((each) => each.server === on && each.name === called);
}

function changed(
  book: IdentityBook,
  who: PersonOnServer,
  change: (facts: Facts) => Partial<Facts>,
): IdentityBook {
  const before = find(book, who);
  const facts: Facts = before ?? { keys: [], refused: [], removed: [] };
  const { keys, refused, removed } = { ...facts, ...change(facts) };
  const person: KnownPerson = {
    server: serverKey(who.server),
    name: nameKey(who.name),
    keys: keys.slice(-MAX_KEYS_EACH),
    refused: refused.slice(-MAX_KEYS_EACH),
    removed: removed.slice(-MAX_KEYS_EACH),
  };
  return withinBounds([...book.filter((each) => each !== before), person]);
}

/** Whoever was verified is the last to go: nobody can push them out by being met. */
function withinBounds(book: IdentityBook): IdentityBook {
  if (book.length <= MAX_KNOWN_PEOPLE) return book;
  const isVerified = ({ keys }: KnownPerson): boolean =>
    keys.some(({ trust }) => trust === 'verified');
  const first = book.slice(0, -1).find((each) => !isVerified(each)) ?? book[0];
  return book.filter((each) => each !== first);
}
