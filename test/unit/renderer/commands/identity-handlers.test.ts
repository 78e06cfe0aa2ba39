import { describe, expect, it } from 'vitest';
import {
  IdentityHandlers,
  type IdentityHandlerPorts,
} from '../../../../src/renderer/commands/identity-handlers';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import { parseCommand } from '../../../../src/shared/commands/parse-command';

const KEY = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const PASSPHRASE = 'correct horse';
const SEALED = '-----BEGIN WEBCRT IDENTITY-----';

interface World {
  /** What is typed where something is asked without echo, one after another. */
  readonly answers?: readonly (string | null)[];
  readonly file?: string;
  readonly canExportKey?: boolean;
  readonly isTalking?: boolean;
  readonly isSignedIn?: boolean;
  readonly isSaved?: boolean;
}

/** All that `line` caused: what was said, saved, imported and done with the account. */
async function effectsOf(line: string, world: World) {
  const answers = [...(world.answers ?? [])];
  const effects = {
    said: [] as string[],
    saved: [] as { name: string; text: string }[],
    imported: [] as string[][],
    account: [] as string[],
  };
  const ports: IdentityHandlerPorts = {
    identity: {
      publicKey: KEY,
      keptBy: 'keyring',
      exportSealed: (passphrase) => Promise.resolve(`sealed with ${passphrase}`),
      importSealed: (text, passphrase) => {
        if (passphrase === 'wrong horse') return Promise.reject(new Error('It does not open.'));
        effects.imported.push([text, passphrase]);
        return Promise.resolve({ publicKey: OTHER, keptBy: 'keyring', notices: [] });
      },
    },
    canExportKey: world.canExportKey ?? true,
    account: {
      state:
        (world.isSignedIn ?? false)
          ? {
              kind: 'signed-in',
              server: 'ws://home',
              name: 'ann',
              isSecure: false,
            }
          : { kind: 'signed-out' },
      logout: () => {
        effects.account.push('logout');
        return Promise.resolve();
      },
      login: ({ name, server }) => {
        effects.account.push(`login ${name ?? ''} ${server}`);
        return Promise.resolve({ ok: true }) as never;
      },
    },
    isTalking: () => world.isTalking ?? false,
    chooseFiles: () => {
      const { file } = world;
      return Promise.resolve(file === undefined ? [] : [new File([file], 'key.txt')]);
    },
    askPassword: () => Promise.resolve(answers.shift() ?? null),
    saveFile: (name, bytes) => {
      effects.saved.push({ name, text: new TextDecoder().decode(bytes) });
      return Promise.resolve((world.isSaved ?? true) ? name : null);
    },
    notice: (text) => {
      effects.said.push(text);
    },
  };
  const parsed = parseCommand(line);
  if (!parsed.ok || parsed.value.name !== 'identity') throw new Error(line);
  await new IdentityHandlers(ports).all.identity(parsed.value);
  return effects;
}

describe('identity', () => {
  it('tells the key, and how it is kept', async () => {
    const { said } = await effectsOf('identity', {});
    expect(said).toEqual([expect.stringContaining(`${keyTag(KEY)}, in full ${KEY}`)]);
    expect(said.join()).toMatch(/keyring/);
  });
});

describe('identity export', () => {
  it('saves the key, sealed with a passphrase that was typed twice', async () => {
    const { said, saved } = await effectsOf('identity export', {
      answers: [PASSPHRASE, PASSPHRASE],
    });
    const name = `webcrt-identity-${keyTag(KEY)}.txt`;
    expect(saved).toEqual([{ name, text: `sealed with ${PASSPHRASE}` }]);
    expect(said.at(-1)).toContain(name);
    expect(said.join()).not.toContain(PASSPHRASE);
  });

  it.each<[string, readonly (string | null)[], RegExp]>([
    ['one that is too short', ['short'], /at least 8 characters/],
    ['another the second time', [PASSPHRASE, 'correct house'], /not the same/],
    ['none the second time', [PASSPHRASE, null], /not the same/],
    ['none', [null], /not exported/],
  ])('saves nothing with %s', async (_what, answers, sentence) => {
    const { said, saved } = await effectsOf('identity export', { answers });
    expect(saved).toEqual([]);
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });

  it('says so when no place was chosen for the file', async () => {
    const { said } = await effectsOf('identity export', {
      answers: [PASSPHRASE, PASSPHRASE],
      isSaved: false,
    });
    expect(said.at(-1)).toMatch(/not exported/);
  });

  it('says in a browser that the key cannot leave, and asks nothing', async () => {
    const { said, saved } = await effectsOf('identity export', {
      canExportKey: false,
      answers: [PASSPHRASE, PASSPHRASE],
    });
    expect(saved).toEqual([]);
    expect(said).toEqual([expect.stringMatching(/browser gives its key to nobody/)]);
  });
});

describe('identity import', () => {
  it('takes the key of a file, and signs in by it', async () => {
    const { said, imported, account } = await effectsOf('identity import', {
      file: SEALED,
      answers: [PASSPHRASE],
      isSignedIn: true,
    });
    expect(imported).toEqual([[SEALED, PASSPHRASE]]);
    expect(said).toEqual([expect.stringContaining(keyTag(OTHER))]);
    expect(account).toEqual(['logout', 'login ann ws://home']);
  });

  it('takes what is pasted, where nobody is signed in', async () => {
    const { imported, account } = await effectsOf('identity import paste', {
      answers: [SEALED, PASSPHRASE],
    });
    expect(imported).toEqual([[SEALED, PASSPHRASE]]);
    expect(account).toEqual([]);
  });

  it.each<[string, World, RegExp]>([
    ['no file', {}, /identity import paste/],
    ['a film', { file: 'x'.repeat(10_000) }, /far too large/],
    ['a passphrase that is too short', { file: SEALED, answers: ['short'] }, /at least 8/],
    ['a wrong passphrase', { file: SEALED, answers: ['wrong horse'] }, /does not open/],
    ['a call under way', { file: SEALED, answers: [PASSPHRASE], isTalking: true }, /Leave first/],
  ])('changes nothing with %s, and says so', async (_what, world, sentence) => {
    const { said, imported, account } = await effectsOf('identity import', {
      ...world,
      isSignedIn: true,
    });
    expect(imported).toEqual([]);
    expect(account).toEqual([]);
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });
});
