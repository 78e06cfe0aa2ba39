import { describe, expect, it } from 'vitest';
import { AutoAnswerer } from '../../../../src/renderer/call/auto-answerer';
import type { IncomingCall, RingPlan } from '../../../../src/renderer/call/ring-controller';
import { AUTO_ANSWER_TRUST_MS } from '../../../../src/shared/call/auto-answer';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import type { Trust } from '../../../../src/shared/identity/trust';
import { FakeClock } from '../../../helpers/fake-clock';

const SERVER = 'wss://calls.example.org';
const CALL: IncomingCall = { kind: 'incoming', peer: 'carol', callId: 'call-0001', isGuest: false };

interface Change {
  readonly canAnswer?: boolean;
  readonly server?: string;
  readonly isGuest?: boolean;
  readonly via?: string;
  readonly trust?: Trust;
  readonly isScreenLocked?: boolean;
  /** How long ago carol was named. */
  readonly agoMs?: number;
}

async function planOf(change: Change = {}): Promise<RingPlan['kind']> {
  const clock = new FakeClock();
  const untilMs = clock.nowMs() + AUTO_ANSWER_TRUST_MS;
  await clock.advance(change.agoMs ?? 0);
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    autoanswer: true,
    autoanswer_people: [{ name: 'carol', server: SERVER, untilMs }],
  };
  const { canAnswer = true, server = SERVER, isGuest = false, trust = 'verified', via } = change;
  const answerer = new AutoAnswerer({
    canAnswer,
    settings: () => settings,
    server: () => server,
    presence: () => 'available',
    isScreenLocked: () => Promise.resolve(change.isScreenLocked ?? false),
    trustOf: (caller) => (caller === 'carol' ? trust : 'unknown'),
    clock,
  });
  return (await answerer.plan({ ...CALL, isGuest, via })).kind;
}

describe('AutoAnswerer', () => {
  it('counts down for somebody who was named on this server, and is verified', async () => {
    expect(await planOf()).toBe('countdown');
  });

  it('rings for whoever has that name on another server', async () => {
    expect(await planOf({ server: 'wss://evil.test' })).toBe('ring');
  });

  it('rings for a guest of that name', async () => {
    expect(await planOf({ isGuest: true })).toBe('ring');
  });

  it('rings for whoever came under that name by a gateway', async () => {
    expect(await planOf({ via: 'clivrt' })).toBe('ring');
  });

  it('rings for whoever has that name, and a key that is only known', async () => {
    expect(await planOf({ trust: 'known' })).toBe('ring');
  });

  it('rings while the screen is locked', async () => {
    expect(await planOf({ isScreenLocked: true })).toBe('ring');
  });

  it('rings when the time is over for which the caller was named', async () => {
    expect(await planOf({ agoMs: AUTO_ANSWER_TRUST_MS - 1 })).toBe('countdown');
    expect(await planOf({ agoMs: AUTO_ANSWER_TRUST_MS })).toBe('ring');
  });

  it('rings in a web page, whoever calls', async () => {
    expect(await planOf({ canAnswer: false })).toBe('ring');
  });
});
