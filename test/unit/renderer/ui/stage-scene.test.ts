import { describe, expect, it } from 'vitest';
import { type Participant, USUAL_PREFERENCES } from '../../../../src/shared/call/participant';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import type { Trust } from '../../../../src/shared/identity/trust';
import { elapsedText, sceneFor, type StageFacts } from '../../../../src/renderer/ui/stage-scene';

const KEY = 'ab'.repeat(32);
const BOB: Participant = {
  id: 'peer',
  name: 'bob',
  key: null,
  trust: null,
  connection: 'connected',
  camera: true,
  microphone: true,
  isSharing: false,
  terminal: null,
  isAway: false,
  outOfReach: null,
  isSpeaking: false,
  isStill: false,
  isCameraDark: false,
  preferences: USUAL_PREFERENCES,
};
const FACTS: StageFacts = {
  phase: { kind: 'idle' },
  name: 'ann',
  server: 'ws://127.0.0.1:8080',
  hostedAt: null,
  canHost: false,
  serverCommand: 'npm run server --',
  cameraNote: null,
  isKiosk: false,
  isTouch: false,
  isMuted: false,
  room: null,
  people: [BOB],
  selfView: 'auto',
  zoomed: null,
  ownTerminal: null,
  focusedTerminal: null,
  keys: {},
  nowMs: 10_000,
};

describe('sceneFor', () => {
  it('shows the mirror outside calls', () => {
    expect(sceneFor(FACTS)).toMatchObject({ kind: 'mirror', name: 'ann' });
  });

  it('names the address on the network where this machine’s own server is open to it', () => {
    const hostedAt = 'https://192.168.1.5:8443/';
    expect(sceneFor({ ...FACTS, hostedAt })).toMatchObject({ server: hostedAt });
    const server = 'wss://example.org';
    expect(sceneFor({ ...FACTS, server, hostedAt })).toMatchObject({ server });
  });

  it('counts a live call from when it went live', () => {
    const phase = { kind: 'live', peer: 'bob', callId: 'c'.repeat(8), sinceMs: 3_000 } as const;
    expect(sceneFor({ ...FACTS, phase })).toMatchObject({
      kind: 'participants',
      tiles: [
        { name: 'bob', facts: [{ text: '0:07' }] },
        { name: 'ann', isSelf: true },
      ],
    });
  });

  it.each<[Trust, string | null, string, string]>([
    ['verified', KEY, 'bob', '0:07 verified'],
    ['known', KEY, 'bob', '0:07 unverified'],
    ['unknown', KEY, `bob·${keyTag(KEY)}`, '0:07 unverified'],
    ['keyless', null, 'bob (guest)', '0:07 unverified'],
    ['changed', KEY, `bob·${keyTag(KEY)}`, 'KEY CHANGED 0:07'],
    ['changed', null, 'bob (guest)', 'KEY CHANGED 0:07'],
    ['refused', KEY, `bob·${keyTag(KEY)}`, 'KEY CHANGED 0:07'],
  ])('says of whoever is %s who they are, and whether that is so', (trust, key, name, facts) => {
    const phase = { kind: 'live', peer: 'bob', callId: 'c'.repeat(8), sinceMs: 3_000 } as const;
    const scene = sceneFor({ ...FACTS, phase, people: [{ ...BOB, key, trust }] });
    const [tile] = scene.kind === 'participants' ? scene.tiles : [];
    expect(tile.name).toBe(name);
    expect(tile.facts.map(({ text }) => text).join(' ')).toBe(facts);
  });

  it('tells a camera that gives no picture from one that is off', () => {
    const phase = { kind: 'live', peer: 'bob', callId: 'c'.repeat(8), sinceMs: 3_000 } as const;
    const note = (isCameraDark: boolean): string | undefined => {
      const people = [{ ...BOB, camera: false, isCameraDark }];
      const scene = sceneFor({ ...FACTS, phase, people });
      return scene.kind === 'participants' ? scene.tiles[0].notes[0].text : undefined;
    };
    expect(note(false)).toBe('bob has no camera on');
    expect(note(true)).toBe("bob's camera gives no picture");
  });

  it('says that a broken connection is being made again, and what ends the call', () => {
    const phase = {
      kind: 'reconnecting',
      peer: 'bob',
      callId: 'c'.repeat(8),
      sinceMs: 0,
      attempt: 1,
      isPeerGone: false,
    } as const;
    const people = [{ ...BOB, connection: 'disconnected' as const }];
    const scene = sceneFor({ ...FACTS, phase, people });
    const notes = scene.kind === 'participants' ? scene.tiles[0].notes.map(({ text }) => text) : [];
    expect(notes.join(' ')).toMatch(/it is being made again .* \/hangup ends the call/);
    const touched = sceneFor({ ...FACTS, isTouch: true, phase, people });
    expect(JSON.stringify(touched)).toContain('The button below ends the call.');
    expect(JSON.stringify(touched)).not.toContain('/hangup');
  });
});

describe('elapsedText', () => {
  it.each([
    [0, '0:00'],
    [59_999, '0:59'],
    [754_000, '12:34'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('writes %d ms as %s', (elapsedMs, text) => {
    expect(elapsedText(elapsedMs)).toBe(text);
  });
});
