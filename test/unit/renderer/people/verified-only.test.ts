import { describe, expect, it } from 'vitest';
import { VerifiedOnly } from '../../../../src/renderer/people/verified-only';
import { TRUSTS, type Trust } from '../../../../src/shared/identity/trust';
import type { Push } from '../../../../src/shared/protocol/events';

const KEY = 'ab'.repeat(32);
const CALL: Push = {
  name: 'call:incoming',
  payload: { callId: 'call-0001', from: 'ann', key: KEY },
};

function kioskWhere(trust: Trust) {
  const done: string[] = [];
  const asked: unknown[] = [];
  const gate = new VerifiedOnly({
    trustOf: (name, key) => {
      asked.push([name, key]);
      return trust;
    },
    sayRinging: (callId) => void done.push(`ringing ${callId}`),
    ignore: (callId) => void done.push(`ignore ${callId}`),
  });
  return { gate, done, asked };
}

describe('a window for verified people only', () => {
  it('lets a call through of whom the user has verified', () => {
    const { gate, done, asked } = kioskWhere('verified');
    expect(gate.takes(CALL)).toBe(false);
    expect(done).toEqual([]);
    expect(asked).toEqual([['ann', KEY]]);
  });

  it.each(TRUSTS.filter((trust) => trust !== 'verified'))(
    'never rings for somebody who is %s: they hear it ring out',
    (trust) => {
      const { gate, done } = kioskWhere(trust);
      expect(gate.takes(CALL)).toBe(true);
      expect(done).toEqual(['ringing call-0001', 'ignore call-0001']);
    },
  );

  it('leaves all else alone', () => {
    const { gate } = kioskWhere('unknown');
    const ended: Push = { name: 'call:ended', payload: { callId: 'call-0001', reason: 'hung-up' } };
    expect(gate.takes(ended)).toBe(false);
  });
});
