import { beforeEach, describe, expect, it } from 'vitest';
import { type AwakeFacts, StayAwake } from '../../../../src/renderer/call/stay-awake';

const OFF = { camera: false, isSharing: false };
const ALONE: AwakeFacts = {
  phase: { kind: 'idle' },
  isInRoom: false,
  hasOwnPicture: true,
  people: [],
};
const CALL: AwakeFacts = {
  phase: { kind: 'live', peer: 'bob', callId: 'call-1', sinceMs: 0 },
  isInRoom: false,
  hasOwnPicture: false,
  people: [OFF],
};

describe('StayAwake', () => {
  let asked: boolean[];
  let awake: StayAwake;

  beforeEach(() => {
    asked = [];
    awake = new StayAwake((isAwake) => asked.push(isAwake));
  });

  it('lets the screen sleep over the mirror alone, and while a call only rings', () => {
    awake.update(ALONE);
    const phase = { kind: 'incoming', peer: 'bob', callId: 'call-1', isGuest: false } as const;
    awake.update({ ...ALONE, phase });
    expect(asked).toEqual([]);
  });

  it('lets it sleep in a call and in a room of sound alone', () => {
    awake.update(CALL);
    awake.update({ ...ALONE, isInRoom: true, hasOwnPicture: false, people: [OFF, OFF] });
    // Of whom nothing is known yet there is no picture either.
    awake.update({ ...CALL, people: [{ camera: null, isSharing: false }] });
    expect(asked).toEqual([]);
  });

  it.each([
    ['the local picture', { ...CALL, hasOwnPicture: true }],
    ['a camera', { ...CALL, people: [OFF, { camera: true, isSharing: false }] }],
    ['a shared screen', { ...CALL, people: [{ camera: false, isSharing: true }] }],
    ['a picture in a room', { ...ALONE, isInRoom: true }],
  ])('keeps it awake over %s', (_, facts) => {
    awake.update(facts);
    expect(asked).toEqual([true]);
  });

  it('asks once, and again when the call is over', () => {
    awake.update({ ...CALL, hasOwnPicture: true });
    awake.update({ ...CALL, hasOwnPicture: true, people: [] });
    awake.update(ALONE);
    awake.update(ALONE);
    expect(asked).toEqual([true, false]);
  });
});
