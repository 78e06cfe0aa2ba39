import { describe, expect, it } from 'vitest';
import {
  type PeopleHandlerPorts,
  PeopleHandlers,
} from '../../../../src/renderer/commands/people-handlers';
import type { ReachFailure } from '../../../../src/shared/signalling/reach-failure';
import { Account, type LoginRequest } from '../../../../src/renderer/chat/account';
import type {
  SignallingApi,
  SignInOptions,
} from '../../../../src/shared/signalling/signalling-api';
import { parseCommand } from '../../../../src/shared/commands/parse-command';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import { settle } from '../../../helpers/fake-clock';

/** `running`: the servers that answer; `before`: the one that ann is signed in to. */
function setUp(
  running: readonly string[],
  before: string | null,
  {
    reach,
    canTrustCertificates = true,
  }: { reach?: ReachFailure; canTrustCertificates?: boolean } = {},
) {
  let settings: Settings = DEFAULT_SETTINGS;
  const said: string[] = [];
  const tried: string[] = [];
  const state =
    before === null ? { kind: 'signed-out' } : { kind: 'signed-in', name: 'ann', server: before };
  const ports = {
    account: {
      name: before === null ? null : 'ann',
      state,
      login: ({ name, server }: LoginRequest) => {
        tried.push(server);
        const tells = { name: name ?? 'AnonAda', tried: name ?? 'AnonAda' };
        return Promise.resolve(
          running.includes(server)
            ? { ok: true, ...tells }
            : { ok: false, reason: 'offline', ...tells, ...(reach && { reach }) },
        );
      },
    },
    call: { phase: { kind: 'idle' } },
    server: () => 'ws://home',
    usualName: () => null,
    canTrustCertificates,
    settings: () => settings,
    updateSettings: (patch: Partial<Settings>) => {
      settings = { ...settings, ...patch };
      return Promise.resolve(settings);
    },
    notice: (text: string) => {
      said.push(text);
    },
  };
  const { all } = new PeopleHandlers(ports as unknown as PeopleHandlerPorts);
  const login = async (line: string): Promise<string[]> => {
    const parsed = parseCommand(line);
    if (!parsed.ok || parsed.value.name !== 'login') throw new Error(line);
    await all.login(parsed.value);
    return said;
  };
  return { login, tried, trusted: () => settings.trusted_certificates };
}

describe('login --server with a server that does not answer', () => {
  it('says how to try that very server again, and signs in again where the user was', async () => {
    const { login, tried } = setUp(['ws://home'], 'ws://home');
    expect(await login('login --server ws://x')).toEqual([
      'No server answers at ws://x. Is it running? Then type: login --server ws://x',
      'You are ann on ws://home again.',
    ]);
    expect(tried).toEqual(['ws://x', 'ws://home']);
  });

  it('says of the server before it, too, that it does not answer any more', async () => {
    const { login } = setUp([], 'ws://home');
    expect(await login('login --server ws://x')).toEqual([
      'No server answers at ws://x. Is it running? Then type: login --server ws://x',
      'No server answers at ws://home. Is it running? Then type: login',
    ]);
  });

  it('repeats the name that was typed in the line to try again, and none that was not', async () => {
    const named = setUp([], null);
    expect(await named.login('login --user bob --server https://x')).toEqual([
      'No server answers at wss://x. Is it running? Then type: login --user bob --server wss://x',
    ]);
    const usual = setUp([], null);
    expect(await usual.login('login')).toEqual([
      'No server answers at ws://home. Is it running? Then type: login',
    ]);
  });
});

describe('login where no server answers yet', () => {
  const HOME = 'ws://home';
  const TRIED_ON = 'It is tried again by itself, until you type: logout';

  /** Signalling of which the test says what becomes; `say` runs a line. */
  function setUpTrying(first: (options: SignInOptions) => Answer = goesOn) {
    let settings: Settings = { ...DEFAULT_SETTINGS, username: 'ann', signalinghosturl: HOME };
    const said: string[] = [];
    const tried: SignInOptions[] = [];
    const account: Account = new Account(
      {
        signIn: (options: SignInOptions) => {
          tried.push(options);
          const { server, name } = options;
          account.handleState({ kind: 'connecting', server, retry: { name, attempt: 1 } });
          return Promise.resolve(first(options));
        },
        signOut: () => {
          account.handleState({ kind: 'signed-out' });
          return Promise.resolve();
        },
      } as unknown as SignallingApi,
      () => 0,
    );
    const ports = {
      account,
      call: { phase: { kind: 'idle' } },
      server: () => settings.signalinghosturl ?? '',
      usualName: () => settings.username,
      canTrustCertificates: true,
      settings: () => settings,
      updateSettings: (patch: Partial<Settings>) => {
        settings = { ...settings, ...patch };
        return Promise.resolve(settings);
      },
      notice: (text: string) => said.push(text),
    };
    const handlers = new PeopleHandlers(ports as unknown as PeopleHandlerPorts);
    const say = async (line: string): Promise<void> => {
      const parsed = parseCommand(line);
      if (!parsed.ok) throw new Error(line);
      const { name } = parsed.value;
      if (name === 'login') await handlers.all.login(parsed.value);
      else if (name === 'logout') await handlers.all.logout(parsed.value);
      else if (name === 'lookup') await handlers.all.lookup(parsed.value);
      else throw new Error(line);
    };
    const start = (): Promise<void> => handlers.signIn('ann', HOME);
    return { account, start, say, said, tried, settings: () => settings };
  }

  type Answer = Awaited<ReturnType<SignallingApi['signIn']>>;
  const goesOn = (): Answer => ({ ok: false, reason: 'offline', isTriedOn: true });

  it('says one sentence as the app starts: that it goes on', async () => {
    const { start, said, tried } = setUpTrying();
    await start();
    expect(said).toEqual([`No server answers at ${HOME}. Is it running? ${TRIED_ON}`]);
    expect(tried).toMatchObject([{ name: 'ann', keepsTrying: true }]);
  });

  it.each<[string, ReachFailure['problem'], RegExp]>([
    [
      'that nothing listens',
      'nobody-listens',
      /nothing listens there\. Is it running\? It is tried/,
    ],
    ['that there is no such machine', 'host-unknown', /are you online\? It is tried again/],
    ['what a page may know', 'unexplained', /\(--allow-origin\)\. It is tried again/],
  ])('says %s, and that it goes on', async (_, problem, sentence) => {
    const { start, said } = setUpTrying(() => ({ ...goesOn(), reach: { problem } }) as Answer);
    await start();
    expect(said).toEqual([expect.stringMatching(sentence)]);
  });

  it('says of a server that is overloaded that it goes on', async () => {
    const { start, said } = setUpTrying(
      () => ({ ok: false, reason: 'rate-limited', isTriedOn: true }) as const,
    );
    await start();
    expect(said).toEqual([`The server at ${HOME} lets nobody in at this moment. ${TRIED_ON}`]);
  });

  it('is tried at once by login, where it was on the way to', async () => {
    const { say, tried } = setUpTrying();
    await say('login --user bea --server ws://there');
    await say('login');
    await say('login --user cleo');
    expect(tried.map(({ name, server }) => `${name} ${server}`)).toEqual([
      'bea ws://there',
      'bea ws://there',
      'cleo ws://there',
    ]);
  });

  it('remembers name and server once they have worked, and no sooner', async () => {
    const { account, say, settings } = setUpTrying();
    await say('login --user bea --server ws://there');
    expect(settings()).toMatchObject({ username: 'ann', signalinghosturl: HOME });
    account.handleState({
      kind: 'signed-in',
      server: 'ws://there',
      name: 'bea',
      isSecure: false,
    });
    await settle();
    expect(settings()).toMatchObject({ username: 'bea', signalinghosturl: 'ws://there' });
  });

  it('remembers nothing of what another login overtook', async () => {
    const { account, say, settings } = setUpTrying();
    await say('login --user bea --server ws://there');
    await say('login --user cleo');
    account.handleState({ kind: 'signed-in', server: HOME, name: 'cleo', isSecure: false });
    await settle();
    expect(settings()).toMatchObject({ username: 'cleo', signalinghosturl: HOME });
  });

  it('is ended by logout, which says so', async () => {
    const { start, say, said } = setUpTrying();
    await start();
    await say('logout');
    await say('logout');
    expect(said.slice(1)).toEqual([
      'You are signed out: signing in is no longer tried.',
      'You are not signed in; logout -f drops the connection in any case.',
    ]);
  });

  it('is no reason to say that nobody is signed in', async () => {
    const { start, say, said } = setUpTrying();
    await start();
    await say('lookup');
    expect(said.at(-1)).toMatch(/no connection to the server\. It is being tried again by itself/);
    await say('logout');
    await say('lookup');
    expect(said.at(-1)).toBe('You are not signed in. Type: login');
  });

  it('says nothing of one that another overtook', async () => {
    const { start, say, said } = setUpTrying(({ name }) =>
      name === 'bea' ? goesOn() : { ok: false, reason: 'offline' },
    );
    await Promise.all([start(), say('login --user bea')]);
    expect(said).toHaveLength(1);
  });
});

describe('login --server with a certificate that nobody vouches for', () => {
  const FINGERPRINT = 'AB:'.repeat(31) + 'CD';
  const reach: ReachFailure = { problem: 'certificate-unknown', fingerprint: FINGERPRINT };

  it('tells the fingerprint, and what to type when it is the right one', async () => {
    const { login, trusted } = setUp([], null, { reach });
    const [said] = await login('login --server wss://x');
    expect(said).toContain(`login --server wss://x --trust ${FINGERPRINT}`);
    expect(trusted()).toEqual([]);
  });

  it('trusts the fingerprint that was typed, for that server, and forgets it at none', async () => {
    const { login, trusted } = setUp(['wss://x'], null);
    await login(`login --server wss://x --trust ${FINGERPRINT.replaceAll(':', '').toLowerCase()}`);
    expect(trusted()).toEqual([{ server: 'wss://x', fingerprint: FINGERPRINT }]);
    await login('login --server wss://x --trust none');
    expect(trusted()).toEqual([]);
  });

  it.each([
    ['what is no fingerprint', 'login --server wss://x --trust AB:CD', true, /64 hexadecimal/],
    ['nothing without encryption', `login --server ws://x --trust ${FINGERPRINT}`, true, /wss:/],
    [
      'nothing in a page',
      `login --server wss://x --trust ${FINGERPRINT}`,
      false,
      /The desktop app alone trusts/,
    ],
  ])('trusts %s', async (_, line, canTrustCertificates, sentence) => {
    const { login, tried, trusted } = setUp(['wss://x', 'ws://x'], null, { canTrustCertificates });
    expect(await login(line)).toEqual([expect.stringMatching(sentence)]);
    expect([tried, trusted()]).toEqual([[], []]);
  });

  it('warns of another certificate than the one that is trusted', async () => {
    const { login } = setUp([], null, {
      reach: { problem: 'certificate-changed', fingerprint: FINGERPRINT },
    });
    const [said] = await login('login --server wss://x');
    expect(said).toMatch(/^DANGER: .*another certificate.*--trust none$/);
  });

  it('tells the user of a page what it may be, as browsers do not tell the page', async () => {
    const { login } = setUp([], null, { reach: { problem: 'unexplained' } });
    const [said] = await login('login --server wss://x');
    expect(said).toMatch(/open https:\/\/x in a tab.*certificate.*--allow-origin/);
  });
});

describe('the command open', () => {
  const ADDRESSES = ['https://newest.example/', 'https://older.example/'];

  async function open(line: string, addresses = ADDRESSES): Promise<string> {
    let answer = '';
    const ports = {
      addressAt: (back: number) => addresses[back - 1] ?? null,
      askToOpen: (url: string) => {
        answer = url;
      },
      notice: (text: string) => {
        answer = text;
      },
    };
    const parsed = parseCommand(line);
    if (!parsed.ok || parsed.value.name !== 'open') throw new Error(line);
    await new PeopleHandlers(ports as unknown as PeopleHandlerPorts).all.open(parsed.value);
    return answer;
  }

  it('asks whether to open the newest address, or one before it', async () => {
    expect(await open('open')).toBe('https://newest.example/');
    expect(await open('open 2')).toBe('https://older.example/');
  });

  it('says that there is no address, or not so many', async () => {
    expect(await open('open', [])).toMatch(/^Nobody has said an address/);
    expect(await open('open 3')).toMatch(/^Fewer than 3 addresses were said/);
  });
});
