import { describe, expect, it } from 'vitest';
import type { Trust } from '../../../../src/shared/identity/trust';
import { DEFAULT_SETTINGS } from '../../../../src/shared/config/settings';
import type { StatusFacts } from '../../../../src/renderer/ui/status-facts';
import { statusParts, statusState } from '../../../../src/renderer/ui/status-state';

const FACTS: StatusFacts = {
  phase: { kind: 'idle' },
  room: null,
  signalling: { kind: 'signed-in', server: 'ws://localhost', name: 'ann', isSecure: false },
  presence: 'available',
  media: { camera: 'on', microphone: 'idle' },
  recording: { isSelf: false, isPeer: false },
  textPicture: { isReceived: false, isSent: false },
  style: 'ascii-color',
  stats: { fps: null, sentKbps: null, receivedKbps: null, roundTripMs: null },
  isChatShown: true,
  isPeopleShown: false,
  keys: DEFAULT_SETTINGS.keys,
};

describe('statusState', () => {
  it('shows an open lock over ws, a closed one over wss, and none when signed out', () => {
    expect(statusState(FACTS).isSecure).toBe(false);
    const secure = { ...FACTS.signalling, isSecure: true } as StatusFacts['signalling'];
    expect(statusState({ ...FACTS, signalling: secure }).isSecure).toBe(true);
    expect(statusState({ ...FACTS, signalling: { kind: 'signed-out' } }).isSecure).toBeNull();
  });

  it('says alike that no server is there yet, and that it is gone', () => {
    const server = 'ws://localhost';
    const retry = { name: 'ann', attempt: 3 };
    const wordsOf = (signalling: StatusFacts['signalling']): string =>
      JSON.stringify(statusState({ ...FACTS, signalling }));
    expect(wordsOf({ kind: 'connecting', server, retry })).toContain('no server (try 3)');
    const lost = { kind: 'reconnecting', server, name: 'ann', attempt: 3 } as const;
    expect(wordsOf(lost)).toContain('no server (try 3)');
    expect(wordsOf({ kind: 'connecting', server })).toContain('signing in');
  });

  it('warns where the user vouches for the certificate, and no authority', () => {
    const secure = { ...FACTS.signalling, isSecure: true } as StatusFacts['signalling'];
    expect(statusState({ ...FACTS, signalling: secure }).isPinned).toBe(false);
    const pinned = { ...secure, isPinned: true } as StatusFacts['signalling'];
    expect(statusState({ ...FACTS, signalling: pinned }).isPinned).toBe(true);
  });

  it.each<[string, (Trust | null)[], string | undefined, string | undefined]>([
    ['nobody', [], undefined, undefined],
    ['echo', [null], undefined, undefined],
    ['somebody who is verified', ['verified'], 'verified', 'good'],
    ['several of whom one is not', ['verified', 'known', 'verified'], 'unverified', 'dim'],
    ['a guest among others', ['verified', 'keyless'], 'unverified', 'dim'],
    ['somebody by another key', ['verified', 'changed', 'keyless'], 'KEY CHANGED', 'bad'],
    ['somebody by a refused key', ['refused', 'verified'], 'KEY CHANGED', 'bad'],
  ])('says with %s what is known of the least known', (_who, trusts, text, tone) => {
    const people = trusts.map((trust) => ({ trust, outOfReach: null }));
    const { trust } = statusState({ ...FACTS, people });
    expect([trust?.text, trust?.tone]).toEqual([text, tone]);
  });

  it.each<[Trust, string]>([
    ['verified', 'UNKNOWN'],
    ['changed', 'KEY CHANGED'],
  ])('says that somebody has not shown to know the password, who is %s', (trust, text) => {
    const people = [
      { trust: 'verified', outOfReach: null },
      { trust, outOfReach: 'stranger' },
    ] as const;
    expect(statusState({ ...FACTS, people }).trust).toMatchObject({ text, tone: 'bad' });
  });

  it('says that a camera is on and gives no picture', () => {
    const media = { ...FACTS.media, camera: 'dark' as const };
    const { text, tone } = statusState({ ...FACTS, media }).camera;
    expect({ text, tone }).toEqual({ text: 'camera gives no picture', tone: 'bad' });
  });

  it('leaves figures out that are not known', () => {
    const state = statusState(FACTS);
    expect([state.frameRate, state.bitrate, state.roundTrip]).toEqual([null, null, null]);
  });

  it('rounds the figures of a call', () => {
    const stats = { fps: 29.6, sentKbps: 81.2, receivedKbps: 120.4, roundTripMs: 3.6 };
    const state = statusState({ ...FACTS, stats });
    expect(state.frameRate?.text).toBe('30 fps');
    expect(state.bitrate?.text).toBe('↓120 ↑81 kbit/s');
    expect(state.roundTrip?.text).toBe('rtt 4 ms');
  });

  it('says whose picture goes as text', () => {
    const text = (isReceived: boolean, isSent: boolean): string | undefined =>
      statusState({ ...FACTS, textPicture: { isReceived, isSent } }).textPicture?.text;
    expect(text(false, false)).toBeUndefined();
    expect(text(true, false)).toBe('text picture: slow network');
    expect(text(true, true)).toBe('text picture: slow network');
    expect(text(false, true)).toBe('you are sent as text: slow network');
  });

  it('says in words what the call is doing', () => {
    const phase = { kind: 'outgoing', peer: 'bob', callId: null, isRinging: true } as const;
    expect(statusState({ ...FACTS, phase }).call.text).toBe('ringing at bob');
  });

  it('mentions presence only when it is not the ordinary one', () => {
    expect(statusState(FACTS).presence).toBeNull();
    expect(statusState({ ...FACTS, presence: 'donotdisturb' }).presence?.text).toBe(
      'do not disturb',
    );
  });

  it('makes buttons of what can be changed, and says what a press does', () => {
    const state = statusState(FACTS);
    expect(state.camera.press).toEqual({ intent: 'toggle-camera', does: 'turn off' });
    expect(state.microphone.press).toEqual({ intent: 'toggle-mute', does: 'mute' });
    expect(state.style.press?.intent).toBe('next-style');
    expect(state.showChat.press).toEqual({ intent: 'toggle-chat', isDown: true });
    expect(state.help.press?.intent).toBe('help');
    const off = statusState({ ...FACTS, media: { camera: 'off', microphone: 'muted' } });
    expect(off.camera.press?.does).toBe('turn on');
    expect(off.microphone.press?.does).toBe('unmute');
  });

  it('has a button to hang up while there is something to hang up', () => {
    expect(statusState(FACTS).hangUp).toBeNull();
    const incoming = { kind: 'incoming', peer: 'bob', callId: 'c', isGuest: false } as const;
    expect(statusState({ ...FACTS, phase: incoming }).hangUp).toBeNull();
    const outgoing = { kind: 'outgoing', peer: 'bob', callId: null, isRinging: true } as const;
    expect(statusState({ ...FACTS, phase: outgoing }).hangUp?.press?.intent).toBe('hang-up');
  });

  it('says the key for help as it is bound', () => {
    expect(statusState(FACTS).help.text).toBe('F1 help');
    const keys = { ...FACTS.keys, help: 'Alt+I' };
    expect(statusState({ ...FACTS, keys }).help.text).toBe('Alt+I help');
  });
});

describe('statusParts', () => {
  const wordsOf = (facts: StatusFacts): string[] =>
    statusParts(statusState(facts)).map(({ text }) => text);

  it('says every fact, in the order of the bar, and nothing that can only be pressed', () => {
    const { call, signalling, camera, microphone, style } = statusState(FACTS);
    const facts = [call, signalling, camera, microphone, style];
    expect(wordsOf(FACTS)).toEqual(facts.map(({ text }) => text));
  });

  it('says that the stage is broadcast, and that a terminal is shared', () => {
    const facts: StatusFacts = {
      ...FACTS,
      broadcast: { own: 'on', viewers: 3, remote: null },
      ownTerminal: { title: 'sh', typist: null, isHidden: false },
    };
    const { broadcast, terminal } = statusState(facts);
    expect(wordsOf(facts)).toEqual(expect.arrayContaining([broadcast?.text, terminal?.text]));
  });
});
