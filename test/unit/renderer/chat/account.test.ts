import { describe, expect, it } from 'vitest';
import { Account } from '../../../../src/renderer/chat/account';
import type {
  SignallingApi,
  SignInOptions,
} from '../../../../src/shared/signalling/signalling-api';

type Answer = Awaited<ReturnType<SignallingApi['signIn']>>;

/** Signalling that answers a sign-in as it is told to. */
function fakeSignalling(answer: (options: SignInOptions) => Answer): {
  api: SignallingApi;
  tried: SignInOptions[];
} {
  const tried: SignInOptions[] = [];
  const api: SignallingApi = {
    signIn: (options) => {
      tried.push(options);
      return Promise.resolve(answer(options));
    },
    signOut: () => Promise.resolve(),
    retryNow: () => Promise.resolve(),
    request: () => Promise.resolve({ ok: false, reason: 'offline' }),
    onState: () => () => undefined,
    onPush: () => () => undefined,
  };
  return { api, tried };
}

function granted({ name }: SignInOptions): Answer {
  return {
    ok: true,
    name,
    resumeToken: 'x'.repeat(32),
    resumed: false,
    run: 'the-first-run',
    seq: 0,
    roster: 'everybody' as const,
    people: [],
    callId: null,
    room: null,
  };
}

const HOME = { name: 'ann', server: 'ws://localhost' };
const RETRY = {
  kind: 'connecting',
  server: HOME.server,
  retry: { name: 'ann', attempt: 1 },
} as const;
const SIGNED_IN = { kind: 'signed-in', ...HOME, isSecure: false } as const;

describe('Account', () => {
  it('makes up a name, and others for where that one is taken', async () => {
    const { api, tried } = fakeSignalling(granted);
    const account = new Account(api, () => 0);
    await account.login({ ...HOME, name: null });
    expect(tried[0]).toMatchObject({
      name: 'AnonAda',
      otherNames: ['AnonAda-2', 'AnonAda-3', 'AnonAda-4', 'AnonAda-5', 'AnonAda-6'],
      keepsTrying: true,
    });
  });

  it('never changes a name that the user chose', async () => {
    const { api, tried } = fakeSignalling(() => ({ ok: false, reason: 'name-taken' }));
    const account = new Account(api, () => 0);
    const outcome = await account.login(HOME);
    expect(outcome).toMatchObject({ ok: false, reason: 'name-taken', tried: 'ann' });
    expect(tried).toMatchObject([{ name: 'ann', otherNames: [] }]);
  });

  it('tells which made-up name was the last that a server refused', async () => {
    const { api } = fakeSignalling(() => ({ ok: false, reason: 'name-taken' }));
    const account = new Account(api, () => 0);
    const outcome = await account.login({ ...HOME, name: null });
    expect(outcome).toMatchObject({ ok: false, tried: 'AnonAda-6' });
  });

  it('says of a login that another, or a logout, came meanwhile', async () => {
    const { api } = fakeSignalling(() => ({ ok: false, reason: 'offline' }));
    const account = new Account(api, () => 0);
    const [first, second] = await Promise.all([account.login(HOME), account.login(HOME)]);
    expect([first.isOvertaken, second.isOvertaken]).toEqual([true, false]);
    const third = account.login(HOME);
    await account.logout(false);
    expect((await third).isOvertaken).toBe(true);
  });

  it('tells what is tried, and how what goes on by itself ends', async () => {
    const { api } = fakeSignalling(() => ({ ok: false, reason: 'offline', isTriedOn: true }));
    const account = new Account(api, () => 0);
    expect([account.trying, account.absence]).toEqual([null, 'not-signed-in']);
    const ends: boolean[] = [];
    for (const end of [
      () => {
        account.handleState(SIGNED_IN);
      },
      () => {
        account.handleState({ kind: 'signed-out', reason: 'name-taken' });
      },
      () => void account.login({ ...HOME, name: 'bea' }),
    ]) {
      await account.login(HOME);
      account.handleState(RETRY);
      expect([account.trying, account.absence]).toEqual([HOME, 'offline']);
      const settled = account.untilSettled();
      account.handleState({ ...RETRY, retry: { name: 'ann', attempt: 2 } });
      end();
      account.handleState(RETRY);
      account.handleState(SIGNED_IN);
      ends.push(await settled);
    }
    expect(ends).toEqual([true, false, false]);
    expect([account.trying, account.absence]).toEqual([null, null]);
  });

  it('signs in with the presence that was chosen while signed out', async () => {
    const { api, tried } = fakeSignalling(granted);
    const account = new Account(api, () => 0);
    expect(await account.setPresence('donotdisturb')).toEqual({ ok: true });
    await account.login({ name: 'ann', server: 'ws://localhost' });
    expect(tried[0]?.presence).toBe('donotdisturb');
  });

  it('tells the server at signing in of whom it wants to hear', async () => {
    const { api, tried } = fakeSignalling(granted);
    const account = new Account(
      api,
      () => 0,
      () => ['bob'],
    );
    await account.login({ name: 'ann', server: 'ws://localhost' });
    expect(tried[0]?.watch).toEqual(['bob']);
  });

  it('keeps its name while the connection is being made again', () => {
    const account = new Account(fakeSignalling(granted).api, () => 0);
    account.handleState({ kind: 'reconnecting', server: 's', name: 'ann', attempt: 2 });
    expect(account.name).toBe('ann');
    account.handleState({ kind: 'signed-out' });
    expect(account.name).toBeNull();
  });
});
