import { describe, expect, it } from 'vitest';
import { kioskText } from '../../../../src/renderer/text/kiosk-sentences';
import { kioskDeed } from '../../../../src/shared/call/kiosk';
import type { CallPhase } from '../../../../src/shared/call/call-phase';

const callId = 'call-0001';
const peer = 'ann';
const INCOMING: CallPhase = { kind: 'incoming', peer, callId, isGuest: false };
const IN_A_CALL: readonly CallPhase[] = [
  { kind: 'outgoing', peer, callId, isRinging: true },
  { kind: 'connecting', peer, callId },
  { kind: 'live', peer, callId, sinceMs: 0 },
  { kind: 'reconnecting', peer, callId, sinceMs: 0, attempt: 1, isPeerGone: false },
];
const IDLE = { phase: { kind: 'idle' }, isSignedIn: true, people: [] } as const;

describe('the one key of a kiosk', () => {
  it('answers what rings, and says so', () => {
    expect(kioskDeed(INCOMING)).toBe('answer');
    expect(kioskText({ ...IDLE, phase: INCOMING })).toEqual({
      what: 'ann is calling',
      how: 'Press SPACE to answer',
    });
  });

  it.each(IN_A_CALL)('hangs up while a call is $kind, and says so', (phase) => {
    expect(kioskDeed(phase)).toBe('hang-up');
    const { what, how } = kioskText({ ...IDLE, phase });
    expect(what).toContain('ann');
    expect(how).toBe('Press SPACE to hang up');
  });

  it('does nothing where there is no call', () => {
    expect(kioskDeed({ kind: 'idle' })).toBeNull();
  });
});

describe('a kiosk without a call', () => {
  it('says whom which digit calls', () => {
    const people = [
      { name: 'ann', digit: 1 },
      { name: 'zoe', digit: 3 },
    ];
    expect(kioskText({ ...IDLE, people }).how).toBe('1 calls ann and 3 calls zoe');
  });

  it('says when nobody could call, or be called', () => {
    expect(kioskText(IDLE).how).toMatch(/Nobody whom you have verified is here/);
    expect(kioskText({ ...IDLE, isSignedIn: false }).what).toMatch(/No connection/);
  });
});
