import { beforeEach, describe, expect, it } from 'vitest';
import { KeptIdentities } from '../../../../src/renderer/people/kept-identities';
import {
  createMemoryStore,
  type KeyValueStore,
} from '../../../../src/renderer/people/key-value-store';

const HOME = 'wss://home.example';
const [ONE, OTHER] = ['1'.repeat(64), '2'.repeat(64)];

let store: KeyValueStore;
let server: string | null;
let warnings: number;

async function open(): Promise<KeptIdentities> {
  const logger = {
    log: () => {
      warnings += 1;
    },
  };
  const people = new KeptIdentities({ store, server: () => server, logger });
  await people.load();
  return people;
}

beforeEach(() => {
  store = createMemoryStore();
  server = HOME;
  warnings = 0;
});

describe('whom the user knows', () => {
  it('is known to the next page, too, on the server where they were met', async () => {
    const people = await open();
    expect(people.trustOf('bob', ONE)).toBe('unknown');
    await people.see('bob', ONE);
    await people.verify('cat', ONE);
    await people.refuse('eve', ONE);
    const next = await open();
    expect(['bob', 'cat', 'eve'].map((name) => next.trustOf(name, ONE))).toEqual([
      'known',
      'verified',
      'refused',
    ]);
    expect(next.trustOf('bob', undefined)).toBe('changed');
    server = 'wss://elsewhere.example';
    expect(next.trustOf('bob', ONE)).toBe('unknown');
    expect(next.trustOf('bob', null)).toBe('keyless');
  });

  it('is nobody of a server that is not signed in to', async () => {
    server = null;
    const people = await open();
    await people.see('bob', ONE);
    expect(people.trustOf('bob', ONE)).toBe('unknown');
    expect(people.trustOf('bob', null)).toBe('keyless');
    expect(await store.keys()).toEqual([]);
  });

  it('is forgotten, or called otherwise, for good', async () => {
    const people = await open();
    await people.see('bob', ONE);
    await people.rename('bob', 'robert');
    expect((await open()).trustOf('robert', ONE)).toBe('known');
    expect(await people.forget('robert')).toBe(true);
    expect(await people.forget('robert')).toBe(false);
    expect((await open()).trustOf('robert', OTHER)).toBe('unknown');
  });

  it('is told of when it changes, and at once', async () => {
    const people = await open();
    const told: string[] = [];
    people.onChange(() => told.push(people.trustOf('bob', ONE)));
    void people.see('bob', ONE);
    expect(told).toEqual(['known']);
    await people.see('bob', OTHER);
    expect(new Set(told)).toEqual(new Set(['known']));
  });

  it('leaves alone what another page has learned meanwhile', async () => {
    const [one, other] = [await open(), await open()];
    await one.verify('bob', ONE);
    await other.see('bob', OTHER);
    await other.see('cat', OTHER);
    expect(other.trustOf('bob', OTHER)).toBe('changed');
    const next = await open();
    expect([next.trustOf('bob', OTHER), next.trustOf('cat', OTHER)]).toEqual(['changed', 'known']);
  });

  it('is known for as long as the app runs where nothing can be kept', async () => {
    const fail = () => Promise.reject(new Error('the disk is full'));
    store = { get: fail, update: fail, remove: fail, keys: fail };
    const people = await open();
    await people.see('bob', ONE);
    expect(people.trustOf('bob', ONE)).toBe('known');
    expect(warnings).toBe(2);
  });
});
