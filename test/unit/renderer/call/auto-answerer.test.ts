import { describe, expect, it } from 'vitest';
import { AutoAnswerer } from '../../../../src/renderer/call/auto-answerer';
import type { IncomingCall, RingPlan } from '../../../../src/renderer/call/ring-controller';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/shared/config/settings';
import type { Trust } from '../../../../src/shared/identity/trust';
import { FakeClock } from '../../../helpers/fake-clock';

const SERVER = 'wss://calls.example.org';
const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  autoanswer: true,
  autoanswer_people: [{ name: 'carol', server: SERVER }],
};
const CALL: IncomingCall = { kind: 'incoming', peer: 'carol', callId: 'call-0001', isGuest: false };

function planOf(
  change: { canAnswer?: boolean; server?: string; isGuest?: boolean; trust?: Trust } = {},
): RingPlan['kind'] {
  const { canAnswer = true, server = SERVER, isGuest = false, trust = 'verified' } = change;
  const answerer = new AutoAnswerer({
    canAnswer,
    settings: () => SETTINGS,
    server: () => server,
    presence: () => 'available',
    trustOf: (caller) => (caller === 'carol' ? trust : 'unknown'),
    clock: new FakeClock(),
  });
  return answerer.plan({ ...CALL, isGuest }).kind;
}

describe('AutoAnswerer', () => {
  it('counts down for somebody who was named on this server, and is verified', () => {
    expect(planOf()).toBe('countdown');
  });

  it('rings for whoever has that name on another server', () => {
    expect(planOf({ server: 'wss://evil.test' })).toBe('ring');
  });

  it('rings for a guest of that name', () => {
    expect(planOf({ isGuest: true })).toBe('ring');
  });

  it('rings for whoever has that name, and a key that is only known', () => {
    expect(planOf({ trust: 'known' })).toBe('ring');
  });

  it('rings in a web page, whoever calls', () => {
    expect(planOf({ canAnswer: false })).toBe('ring');
  });
});
