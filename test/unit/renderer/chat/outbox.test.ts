import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_WAITING_LINES, Outbox, type Sending } from '../../../../src/renderer/chat/outbox';
import { RESUME_WINDOW_MS } from '../../../../src/shared/protocol/limits';
import type { RequestFailure } from '../../../../src/shared/protocol/reasons';
import type {
  SignallingApi,
  SignallingState,
} from '../../../../src/shared/signalling/signalling-api';
import { FakeClock, settle } from '../../../helpers/fake-clock';

const EVERYBODY = { kind: 'everybody' } as const;
const BOB = { kind: 'person', name: 'bob' } as const;
const DEN = { kind: 'room', slug: 'den' } as const;
const AWAY: SignallingState = { kind: 'reconnecting', server: 's', name: 'ann', attempt: 1 };

const signedIn = (run: string): SignallingState => ({
  kind: 'signed-in',
  server: 's',
  name: 'ann',
  isSecure: true,
  run,
});

let clock: FakeClock;
let outbox: Outbox;
let asked: { readonly name: string; readonly text: string; readonly id: string }[];
let told: string[];
/** What the server answers to a text; granted where nothing is said. */
let refusals: Map<string, RequestFailure>;

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  told = [];
  refusals = new Map();
  let lines = 0;
  const request = ((name: string, payload: { text: string; id: string }) => {
    asked.push({ name, text: payload.text, id: payload.id });
    const reason = refusals.get(payload.text);
    if (reason !== undefined) return Promise.resolve({ ok: false, reason });
    const message = { from: 'ann', to: null, sentAtMs: 5, seq: 1, ...payload };
    return Promise.resolve({ ok: true, message });
  }) as unknown as SignallingApi['request'];
  outbox = new Outbox({ request, clock, createId: () => `line-${++lines}` });
  outbox.onSending((sending) => told.push(describeSending(sending)));
  outbox.handleState(signedIn('first'));
});

function describeSending(sending: Sending): string {
  const why = sending.kind === 'failed' ? ` ${sending.reason}` : '';
  return `${sending.kind} ${sending.line.text}${why}`;
}

function add(destination: typeof EVERYBODY | typeof BOB | typeof DEN, text: string): unknown {
  return outbox.add(destination, text, () => undefined);
}

const texts = (): string[] => asked.map(({ text }) => text);

describe('outgoing lines while the connection is up', () => {
  it('go at once, by the request that fits whom they are for', async () => {
    for (const destination of [EVERYBODY, BOB, DEN]) add(destination, destination.kind);
    await settle();
    expect(asked.map(({ name }) => name)).toEqual(['chat:say', 'chat:tell', 'room:say']);
    expect(told.toSorted()).toEqual(['taken everybody', 'taken person', 'taken room']);
  });

  it('are reported as failed when they are refused', async () => {
    refusals.set('hi', 'no-such-person');
    add(BOB, 'hi');
    await settle();
    expect(told).toEqual(['failed hi no-such-person']);
    expect(outbox.size).toBe(0);
  });

  it('wait for somebody whose connection broke, and no longer than the server waits', async () => {
    refusals.set('hi', 'not-reachable');
    add(BOB, 'hi');
    add(BOB, 'are you back?');
    await settle();
    expect(told).toEqual(['waiting hi', 'waiting are you back?']);
    await clock.advance(10_000);
    refusals.delete('hi');
    await clock.advance(10_000);
    expect(told.slice(2)).toEqual(['taken hi', 'taken are you back?']);
    refusals.set('bye', 'not-reachable');
    add(BOB, 'bye');
    await settle();
    refusals.set('bye', 'no-such-person');
    await clock.advance(10_000);
    expect(told.at(-1)).toBe('failed bye no-such-person');
  });

  it('to somebody who cannot be reached do not hold up other conversations', async () => {
    refusals.set('hi', 'not-reachable');
    add(BOB, 'hi');
    add(DEN, 'good morning');
    await settle();
    expect(told).toContain('taken good morning');
  });
});

describe('outgoing lines while the connection is broken', () => {
  beforeEach(() => {
    outbox.handleState(AWAY);
  });

  it('wait, and go in their order when it is back', async () => {
    add(BOB, 'one');
    add(BOB, 'two');
    await settle();
    expect(asked).toEqual([]);
    expect(told).toEqual(['waiting one', 'waiting two']);
    outbox.handleState(signedIn('first'));
    await clock.advance(10_000);
    expect(texts()).toEqual(['one', 'two']);
    expect(told.slice(2)).toEqual(['taken one', 'taken two']);
  });

  it('go slowly enough for the server when there are many', async () => {
    for (let line = 0; line < 30; line++) add(EVERYBODY, `${line}`);
    outbox.handleState(signedIn('first'));
    await clock.advance(10_000);
    expect(asked.length).toBeLessThanOrEqual(20);
    await clock.advance(10_000);
    expect(asked).toHaveLength(30);
  });

  it('are limited in number', () => {
    for (let line = 0; line < MAX_WAITING_LINES; line++) expect(add(BOB, `${line}`)).toBeNull();
    expect(add(BOB, 'one too many')).toBe('rate-limited');
  });

  it('fail when the user is signed out for good', async () => {
    add(BOB, 'one');
    outbox.handleState({ kind: 'signed-out', reason: 'name-taken' });
    expect(told).toEqual(['waiting one', 'failed one offline']);
    expect(add(BOB, 'two')).toBe('offline');
    await clock.advance(10_000);
    expect(asked).toEqual([]);
  });

  it('whose answer was lost go again under the same id', async () => {
    outbox.handleState(signedIn('first'));
    refusals.set('one', 'offline');
    add(BOB, 'one');
    await settle();
    outbox.handleState(AWAY);
    refusals.clear();
    outbox.handleState(signedIn('first'));
    await clock.advance(10_000);
    expect(texts()).toEqual(['one', 'one']);
    expect(asked[0]?.id).toBe(asked[1]?.id);
    expect(told).toEqual(['waiting one', 'taken one']);
  });
});

describe('the outbox, after the server was restarted', () => {
  async function restart(): Promise<void> {
    outbox.handleState(AWAY);
    await clock.advance(3_000);
    outbox.handleState(signedIn('second'));
    await settle();
  }

  it('sends again what the server before it took lately, before what waited', async () => {
    add(DEN, 'one');
    add(DEN, 'two');
    await settle();
    outbox.handleState(AWAY);
    add(DEN, 'three');
    await restart();
    await clock.advance(10_000);
    expect(texts()).toEqual(['one', 'two', 'one', 'two', 'three']);
    expect(asked[2]?.id).toBe(asked[0]?.id);
    expect(told).toEqual(['taken one', 'taken two', 'waiting three', 'taken three']);
  });

  it('does not send again what was taken long before', async () => {
    add(DEN, 'old');
    await clock.advance(RESUME_WINDOW_MS + 1);
    await restart();
    await clock.advance(10_000);
    expect(texts()).toEqual(['old']);
  });

  it('tries again while the others are not back yet', async () => {
    add(BOB, 'hi');
    await settle();
    refusals.set('hi', 'no-such-person');
    refusals.set('still there?', 'no-such-person');
    await restart();
    add(BOB, 'still there?');
    await clock.advance(5_000);
    refusals.clear();
    await clock.advance(5_000);
    expect(told).toEqual(['taken hi', 'waiting still there?', 'taken still there?']);
  });

  it('repeats nothing when the same server is back', async () => {
    add(DEN, 'one');
    await settle();
    outbox.handleState(AWAY);
    outbox.handleState(signedIn('first'));
    await clock.advance(10_000);
    expect(texts()).toEqual(['one']);
  });
});

it('the outbox leaves no timer running when it is closed', async () => {
  refusals.set('hi', 'not-reachable');
  add(BOB, 'hi');
  await settle();
  outbox.dispose();
  expect(clock.pendingCount).toBe(0);
});
