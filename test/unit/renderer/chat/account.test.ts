import { describe, expect, it } from 'vitest';
import { Account } from '../../../../src/renderer/chat/account';
import type { RequestFailure } from '../../../../src/shared/protocol/reasons';
import type {
  SignallingApi,
  SignInOptions,
} from '../../../../src/shared/signalling/signalling-api';

/** A server on which the names given are taken. */
function fakeSignalling(taken: (name: string) => RequestFailure | null): {
  api: SignallingApi;
  tried: SignInOptions[];
} {
  const tried: SignInOptions[] = [];
  const api: SignallingApi = {
    signIn: (options) => {
      tried.push(options);
      const reason = taken(options.name);
      if (reason !== null) return Promise.resolve({ ok: false, reason });
      return Promise.resolve({
        ok: true,
        name: options.name,
        resumeToken: 'x'.repeat(32),
        resumed: false,
        run: 'the-first-run',
        seq: 0,
        roster: 'everybody' as const,
        people: [],
        callId: null,
        room: null,
      });
    },
    signOut: () => Promise.resolve(),
    retryNow: () => Promise.resolve(),
    request: () => Promise.resolve({ ok: false, reason: 'offline' }),
    onState: () => () => undefined,
    onPush: () => () => undefined,
  };
  return { api, tried };
}

describe('Account', () => {
  it('makes up other names until one is free', async () => {
    const { api, tried } = fakeSignalling((name) => (name.includes('-3') ? null : 'name-taken'));
    const account = new Account(api, () => 0);
    const outcome = await account.login({ name: null, server: 'ws://localhost' });
    expect(outcome).toMatchObject({ ok: true, tried: 'AnonAda-3' });
    expect(tried.map((each) => each.name)).toEqual(['AnonAda', 'AnonAda-2', 'AnonAda-3']);
  });

  it('never changes a name that the user chose', async () => {
    const { api, tried } = fakeSignalling(() => 'name-taken');
    const account = new Account(api, () => 0);
    const outcome = await account.login({ name: 'ann', server: 'ws://localhost' });
    expect(outcome).toMatchObject({ ok: false, reason: 'name-taken', tried: 'ann' });
    expect(tried).toHaveLength(1);
  });

  it('gives up when a server refuses every made-up name', async () => {
    const { api } = fakeSignalling(() => 'name-taken');
    const account = new Account(api, () => 0.5);
    expect(await account.login({ name: null, server: 'ws://localhost' })).toMatchObject({
      ok: false,
    });
  });

  it('signs in with the presence that was chosen while signed out', async () => {
    const { api, tried } = fakeSignalling(() => null);
    const account = new Account(api, () => 0);
    expect(await account.setPresence('donotdisturb')).toEqual({ ok: true });
    await account.login({ name: 'ann', server: 'ws://localhost' });
    expect(tried[0]?.presence).toBe('donotdisturb');
  });

  it('tells the server at signing in of whom it wants to hear', async () => {
    const { api, tried } = fakeSignalling(() => null);
    const account = new Account(
      api,
      () => 0,
      () => ['bob'],
    );
    await account.login({ name: 'ann', server: 'ws://localhost' });
    expect(tried[0]?.watch).toEqual(['bob']);
  });

  it('keeps its name while the connection is being made again', () => {
    const account = new Account(fakeSignalling(() => null).api, () => 0);
    account.handleState({ kind: 'reconnecting', server: 's', name: 'ann', attempt: 2 });
    expect(account.name).toBe('ann');
    account.handleState({ kind: 'signed-out' });
    expect(account.name).toBeNull();
  });
});
