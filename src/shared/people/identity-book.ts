import * as v from 'valibot';
import type { Trust } from '../identity/trust';
import { type PublicKey, publicKeySchema } from '../protocol/fields';
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
});
const personSchema = v.strictObject({
  /** Names are somebody's on one server only. */
  server: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_SERVER_URL_CHARS)),
  name: v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_NAME_KEY_CHARS)),
  /** The newest last. */
  keys: v.pipe(v.array(knownKeySchema), v.maxLength(MAX_KEYS_EACH)),
  refused: v.pipe(v.array(publicKeySchema), v.maxLength(MAX_KEYS_EACH)),
});
/** A name on a server, and the keys that are known to be theirs, or not. */
export type KnownPerson = v.InferOutput<typeof personSchema>;
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
  const known = person.keys.find((each) => each.key === key);
  if (known !== undefined) return known.trust === 'verified' ? 'verified' : 'known';
  return person.keys.length > 0 ? 'changed' : nobody;
}

/** Trust on first use: the key is theirs from now on, unless they are known by another. */
export function withSeen(book: IdentityBook, who: PersonOnServer, key: PublicKey): IdentityBook {
  if (judge(book, who, key) !== 'unknown') return book;
  return changed(book, who, ({ keys, refused }) => ({
    keys: [...keys, { key, trust: 'seen' }],
    refused,
  }));
}

/** Both ends have compared what they saw. A key that was refused before is no longer. */
export function withVerified(
  book: IdentityBook,
  who: PersonOnServer,
  key: PublicKey,
): IdentityBook {
  return changed(book, who, ({ keys, refused }) => ({
    keys: [...keys.filter((each) => each.key !== key), { key, trust: 'verified' }],
    refused: refused.filter((each) => each !== key),
  }));
}

/** Another device of theirs, on the word of one that is known, and as much known or verified. */
export function withLinked(
  book: IdentityBook,
  who: PersonOnServer,
  by: PublicKey,
  key: PublicKey,
): IdentityBook {
  const trust = find(book, who)?.keys.find((each) => each.key === by)?.trust;
  if (trust === undefined || judge(book, who, key) !== 'changed') return book;
  return changed(book, who, ({ keys, refused }) => ({
    keys: [...keys, { key, trust }],
    refused,
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
  change: (person: Pick<KnownPerson, 'keys' | 'refused'>) => Pick<KnownPerson, 'keys' | 'refused'>,
): IdentityBook {
  const before = find(book, who);
  const { keys, refused } = change(before ?? { keys: [], refused: [] });
  const person: KnownPerson = {
    server: serverKey(who.server),
    name: nameKey(who.name),
    keys: keys.slice(-MAX_KEYS_EACH),
    refused: refused.slice(-MAX_KEYS_EACH),
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
