import { beforeEach, describe, expect, it } from 'vitest';
import {
  callHandlers,
  type CallHandlerPorts,
} from '../../../../src/renderer/commands/call-handlers';
import {
  contactHandlers,
  type ContactHandlerPorts,
} from '../../../../src/renderer/commands/contact-handlers';
import { KeptIdentities } from '../../../../src/renderer/people/kept-identities';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import { parseCommand } from '../../../../src/shared/commands/parse-command';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';

const [ONE, OTHER] = ['1'.repeat(64), '2'.repeat(64)];

let identities: KeptIdentities;
/** Who is here, by which key. */
let here: Map<string, string | null>;
let settings: Settings;
let said: string[];
let called: string[];

/** Types `line`; what is answered is in `said`. */
async function type(line: string): Promise<void> {
  said = [];
  const ports = {
    account: { name: 'ann', absence: null },
    identities,
    keyOf: (name: string) => here.get(name),
    callHistory: { rename: () => Promise.resolve() },
    chatHistory: { rename: () => Promise.resolve() },
    call: { call: (name: string) => called.push(name) > 0 },
    settings: () => settings,
    updateSettings: (patch: Partial<Settings>) => {
      settings = { ...settings, ...patch };
      return Promise.resolve(settings);
    },
    notice: (text: string) => said.push(text),
  };
  const parsed = parseCommand(line);
  if (!parsed.ok) throw new Error(line);
  const command = parsed.value;
  const { contact } = contactHandlers(ports as unknown as ContactHandlerPorts);
  const { call } = callHandlers(ports as unknown as CallHandlerPorts);
  if (command.name === 'contact') await contact(command);
  else if (command.name === 'call') await call(command);
}

beforeEach(() => {
  identities = new KeptIdentities({
    store: createMemoryStore(),
    server: () => 'wss://home.example',
    logger: { log: () => undefined },
  });
  here = new Map([
    ['bob', ONE],
    ['guest', null],
  ]);
  settings = DEFAULT_SETTINGS;
  called = [];
});

describe('contact add', () => {
  it('knows whoever is here by their key from then on', async () => {
    await type('contact add bob');
    expect(identities.trustOf('bob', ONE)).toBe('known');
    await type('contact add guest');
    await type('contact add cat');
    expect([identities.trustOf('guest', null), identities.trustOf('cat', ONE)]).toEqual([
      'keyless',
      'unknown',
    ]);
  });

  it('says so when they have another key than the one that is known', async () => {
    await identities.see('bob', OTHER);
    await type('contact add bob');
    expect(said[1]).toMatch(/^Whoever is here as bob has another key .* contact forget bob/);
    expect(identities.trustOf('bob', ONE)).toBe('changed');
  });
});

describe('contact forget', () => {
  it('forgets the key of anybody, contact or not', async () => {
    await identities.verify('bob', OTHER);
    await type('contact forget bob');
    expect(said).toEqual([
      'The key of bob is forgotten: whoever comes by that name next is met for the first time.',
    ]);
    expect(identities.trustOf('bob', ONE)).toBe('unknown');
    await type('contact forget bob');
    expect(said[0]).toMatch(/^No key of bob is known/);
  });

  it('needs a name', async () => {
    await type('contact forget');
    expect(said).toEqual(['A name is missing: contact forget PERSON']);
  });
});

describe('contact rename', () => {
  it('takes the key along', async () => {
    await type('contact add bob');
    await type('contact rename bob robert');
    expect(identities.trustOf('robert', ONE)).toBe('known');
  });
});

describe('call', () => {
  it.each([
    ['another key', OTHER],
    ['no key', null],
  ])('calls nobody who is here with %s than theirs, and says what to do', async (_what, key) => {
    await identities.see('bob', ONE);
    here.set('bob', key);
    await type('call bob');
    expect(called).toEqual([]);
    expect(said[0]).toMatch(/^bob was not called\. .*somebody is in their place/);
    await type('contact forget bob');
    await type('call bob');
    expect(called).toEqual(['bob']);
  });

  it('calls those who are known, are met for the first time, or are not known to be here', async () => {
    await identities.see('bob', ONE);
    await identities.see('cat', ONE);
    for (const name of ['bob', 'guest', 'cat']) await type(`call ${name}`);
    expect(called).toEqual(['bob', 'guest', 'cat']);
  });
});
