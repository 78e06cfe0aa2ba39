import { beforeEach, describe, expect, it } from 'vitest';
import { CallStay, restoredTerms, type StayingCall } from '../../../../src/renderer/call/call-stay';
import type { KeptCall, KeptStay } from '../../../../src/shared/call/kept-stay';

const LIVE: StayingCall = {
  phase: { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 5 },
  direction: 'incoming',
  partnerKey: 'ab'.repeat(32),
  partnerVia: null,
  link: { generation: 2, pin: 'AB:CD' },
};
const KEPT: KeptCall = {
  kind: 'call',
  callId: 'call-1',
  peer: 'bob',
  direction: 'incoming',
  generation: 2,
  pin: 'AB:CD',
  key: 'ab'.repeat(32),
  via: null,
};
const ROOM: KeptStay = {
  kind: 'room',
  you: 'm-ann',
  order: [],
  earlier: [],
  links: [],
  roomKey: null,
};

describe('CallStay', () => {
  let found: KeptStay | null;
  let kept: (KeptStay | null)[];
  let taken: KeptStay[];
  let stay: CallStay;

  beforeEach(() => {
    found = null;
    kept = [];
    taken = [];
    stay = new CallStay({
      find: () => found,
      takeUp: (each) => taken.push(each),
      keep: (each) => kept.push(each),
    });
  });

  it('keeps a call from its connection on, and no longer than it lasts', () => {
    stay.keep({ ...LIVE, link: null });
    stay.keep({
      ...LIVE,
      phase: { kind: 'outgoing', peer: 'bob', callId: 'call-1', isRinging: true },
    });
    expect(kept).toEqual([]);
    stay.keep(LIVE);
    stay.keep({ ...LIVE, phase: { kind: 'idle' } });
    expect(kept).toEqual([KEPT, null]);
  });

  it('keeps by which gateway the other end came', () => {
    stay.keep({ ...LIVE, partnerVia: 'clivrt' });
    expect(kept).toEqual([{ ...KEPT, via: 'clivrt' }]);
  });

  it('keeps what is news of it once', () => {
    stay.keep(LIVE);
    stay.keep({ ...LIVE, phase: { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 9 } });
    stay.keep({ ...LIVE, link: { generation: 3, pin: 'AB:CD' } });
    stay.keep({ ...LIVE, link: { generation: 3, pin: null } });
    expect(kept).toEqual([KEPT, { ...KEPT, generation: 3 }, { ...KEPT, generation: 3, pin: null }]);
  });

  it('takes up the call that the server has for this name, and no other', () => {
    found = KEPT;
    expect(stay.takeUp('call-2')).toBeNull();
    expect(taken).toEqual([]);
    expect(stay.takeUp('call-1')).toEqual(KEPT);
    expect(taken).toEqual([KEPT]);
  });

  it('takes up no room', () => {
    found = ROOM;
    expect(stay.takeUp('call-1')).toBeNull();
    expect(taken).toEqual([]);
  });

  it('keeps and finds nothing without a keeper', () => {
    const none = new CallStay(undefined);
    expect(() => {
      none.keep(LIVE);
    }).not.toThrow();
    expect(none.takeUp('call-1')).toBeNull();
  });
});

describe('the connection of a call that was taken up', () => {
  it('is a new one of the caller, who makes it', () => {
    const terms = { isInitiator: true, generation: 3, pin: 'AB:CD' };
    expect(restoredTerms({ ...KEPT, direction: 'outgoing' })).toEqual(terms);
  });

  it('is the one that the callee waits for', () => {
    const terms = { isInitiator: false, generation: 2, pin: 'AB:CD' };
    expect(restoredTerms(KEPT)).toEqual(terms);
  });
});
