import { beforeEach, describe, expect, it } from 'vitest';
import { HandedOutServers } from '../../../../src/renderer/call/handed-out-servers';
import type { TurnServer } from '../../../../src/shared/protocol/turn-messages';
import type { Outcome, SignallingState } from '../../../../src/shared/signalling/signalling-api';
import { FakeClock, settle } from '../../../helpers/fake-clock';

type Answer = Outcome<'turn:credentials'>;
const POLICY = { patienceMs: 2_000, reuseMs: 300_000 };

function granted(...names: string[]): Answer {
  const servers = names.map((username) => ({ urls: ['turn:a'], username, credential: 'p' }));
  return { ok: true, servers };
}

function at(run: string): SignallingState {
  return { kind: 'signed-in', server: 'wss://a', name: 'ann', isSecure: true, run };
}

let clock: FakeClock;
let answers: (Answer | Promise<Answer>)[];
let asked: number;
let servers: HandedOutServers;
beforeEach(() => {
  clock = new FakeClock();
  answers = [];
  asked = 0;
  servers = new HandedOutServers({
    request: async () => {
      asked += 1;
      return (await answers.shift()) ?? Promise.reject(new Error('nobody there'));
    },
    policy: POLICY,
    clock,
    logger: { log: () => undefined },
  });
  servers.handleSignallingState(at('one'));
});

const never = new Promise<Answer>(() => undefined);

async function take(): Promise<string[]> {
  const taken = Promise.resolve(servers.take());
  let names: string[] | null = null;
  void taken.then((got: readonly TurnServer[]) => {
    names = got.map(({ username }) => username);
  });
  await settle();
  if (names === null) await clock.advance(POLICY.patienceMs);
  await settle();
  if (names === null) throw new Error('it waits on');
  return names;
}

describe('TURN servers that the server hands out', () => {
  it('come anew for each connection', async () => {
    answers = [granted('one'), granted('two')];
    expect(await take()).toEqual(['one']);
    expect(await take()).toEqual(['two']);
  });

  it.each<[string, Answer]>([
    ['has none', granted()],
    ['does not know of them', { ok: false, reason: 'bad-request' }],
  ])('are asked for once where the server %s, and nothing waits then', async (_what, answer) => {
    answers = [answer];
    expect(await take()).toEqual([]);
    expect(servers.take()).toEqual([]);
    expect(asked).toBe(1);
    answers = [granted('new')];
    servers.handleSignallingState(at('another'));
    expect(await take()).toEqual(['new']);
  });

  it('hold up nothing for long, and an account that comes late is for the next', async () => {
    let answer: (late: Answer) => void = () => undefined;
    answers = [new Promise((resolve) => (answer = resolve)), never];
    expect(await take()).toEqual([]);
    answer(granted('late'));
    await settle();
    expect(await take()).toEqual(['late']);
  });

  it('are not used again when they are old', async () => {
    answers = [granted('one'), never, never];
    expect(await take()).toEqual(['one']);
    expect(await take()).toEqual(['one']);
    await clock.advance(POLICY.reuseMs);
    expect(await take()).toEqual([]);
  });

  it('are not those of another server, however late it answers', async () => {
    let answer: (late: Answer) => void = () => undefined;
    answers = [granted('one'), new Promise((resolve) => (answer = resolve)), never];
    expect(await take()).toEqual(['one']);
    void servers.take();
    servers.handleSignallingState(at('another'));
    answer(granted('late'));
    await settle();
    expect(await take()).toEqual([]);
  });

  it('are none where the request fails', async () => {
    answers = [{ ok: false, reason: 'timed-out' }];
    expect(await take()).toEqual([]);
    expect(await take()).toEqual([]);
    expect(asked).toBe(2);
  });
});
