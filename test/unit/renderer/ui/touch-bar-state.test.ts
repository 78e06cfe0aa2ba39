import { describe, expect, it } from 'vitest';
import { touchBarState, type TouchBarFacts } from '../../../../src/renderer/ui/touch-bar-state';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';

const FACTS: TouchBarFacts = {
  phase: { kind: 'idle' },
  room: null,
  signalling: { kind: 'signed-in', server: 'ws://localhost', name: 'ann', isSecure: false },
  presence: 'available',
  media: { camera: 'on', microphone: 'on' },
  recording: { isSelf: false, isPeer: false },
  textPicture: { isReceived: false, isSent: false },
  style: 'duotone',
  stats: { fps: null, sentKbps: null, receivedKbps: null, roundTripMs: null },
  isChatShown: true,
  isPeopleShown: false,
  keys: DEFAULT_SETTINGS.keys,
  line: '',
  unread: 0,
};
const LIVE = { kind: 'live', peer: 'bob', callId: 'c', sinceMs: 0 } as const;

describe('touchBarState', () => {
  it('says in words and by the icon that microphone and camera are off', () => {
    const on = touchBarState(FACTS);
    expect([on.microphone.isStruck, on.camera.isStruck]).toEqual([false, false]);
    const off = touchBarState({ ...FACTS, media: { camera: 'off', microphone: 'muted' } });
    expect(off.microphone).toMatchObject({ text: 'mic muted', isStruck: true, tone: 'warn' });
    expect(off.camera).toMatchObject({ text: 'camera off', isStruck: true });
  });

  it.each([
    ['join garden', 'join garden'],
    ['/call bob', 'call bob'],
    ['login --user ann', 'sign in'],
  ])('offers what "%s" in the command line would do', (line, text) => {
    const { action } = touchBarState({ ...FACTS, line });
    expect(action).toMatchObject({ text, isIdle: false, press: { intent: 'enter', line } });
  });

  it.each(['', 'call', 'call bob and cleo', 'quit', 'hello'])(
    'offers a call alone for the line "%s", which leads to nobody',
    (line) => {
      const { action } = touchBarState({ ...FACTS, line });
      expect(action.press).toEqual({ intent: 'enter', line: 'call echo' });
    },
  );

  it('lets nobody into a room before they are signed in', () => {
    const connecting = { kind: 'connecting', server: 'ws://localhost', name: 'ann' } as const;
    const { action } = touchBarState({ ...FACTS, line: 'join garden', signalling: connecting });
    expect(action).toMatchObject({ text: 'join garden', isIdle: true });
  });

  it('offers to sign in where one is signed out', () => {
    const { action } = touchBarState({ ...FACTS, signalling: { kind: 'signed-out' } });
    expect(action).toMatchObject({ isIdle: false, press: { intent: 'enter', line: 'login' } });
  });

  it('offers to sign in at once while no server answers', () => {
    const retry = { name: 'ann', attempt: 3 };
    const signalling = { kind: 'connecting', server: 'ws://localhost', retry } as const;
    const { action } = touchBarState({ ...FACTS, signalling });
    expect(action).toMatchObject({ isIdle: false, press: { intent: 'enter', line: 'login' } });
  });

  it('accepts a call that rings, whatever is typed', () => {
    const phase = { kind: 'incoming', peer: 'bob', callId: 'c', isGuest: false } as const;
    const { action } = touchBarState({ ...FACTS, phase, line: 'call cleo' });
    expect(action.press.intent).toBe('answer');
  });

  it('hangs up whatever goes on, whatever is typed', () => {
    const phases = [
      { kind: 'outgoing', peer: 'bob', callId: null, isRinging: true },
      { kind: 'connecting', peer: 'bob', callId: 'c' },
      LIVE,
      { ...LIVE, kind: 'reconnecting', attempt: 1, isPeerGone: false },
    ] as const;
    for (const phase of phases) {
      const { action } = touchBarState({ ...FACTS, phase, line: 'call cleo' });
      expect(action.press.intent).toBe('hang-up');
    }
  });

  it('tells how many lines came while the chat was away', () => {
    expect(touchBarState(FACTS).chat).toMatchObject({ text: 'chat', press: { isDown: true } });
    const away = touchBarState({ ...FACTS, isChatShown: false, unread: 3 }).chat;
    expect(away).toMatchObject({ text: 'chat (3)', tone: 'warn', press: { isDown: false } });
  });
});
