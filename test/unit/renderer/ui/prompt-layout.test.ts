import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinUrl,
  layoutPrompt,
  type PromptScene,
  type SelfShape,
} from '../../../../src/renderer/ui/prompt-layout';
import { expectApart, TRYING_NAMES } from '../../../helpers/stage-text';

const MIRROR: PromptScene = {
  kind: 'mirror',
  name: 'ann',
  server: 'ws://127.0.0.1:8080',
  serverCommand: 'npm run server --',
  canHost: false,
  cameraNote: null,
  isTouch: false,
  hasPrompt: true,
};
const SCENES: readonly PromptScene[] = [
  MIRROR,
  { ...MIRROR, name: null, cameraNote: 'No camera was found. Plug one in, or call without.' },
  { kind: 'outgoing', peer: 'bob', isRinging: true, isTouch: false },
  { kind: 'incoming', peer: 'bob' },
  { kind: 'connecting', peer: 'bob' },
];
/** A camera's usual picture, in cells of the usual proportions. */
const SELF = { aspect: 4 / 3, cellAspect: 1 / 2 };

/** The scene with another name in it. */
function named(scene: PromptScene, name: string): PromptScene {
  if (scene.kind !== 'mirror') return { ...scene, peer: name };
  return scene.name === null ? scene : { ...scene, name };
}

function textOf(scene: PromptScene, cols = 100, rows = 40, self: SelfShape | null = SELF): string {
  return layoutPrompt(scene, cols, rows, self)
    .runs.map((run) => run.text)
    .join('\n');
}

describe('layoutPrompt', () => {
  it('keeps every picture on the stage, whatever the scene and the size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENES),
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 8, max: 120 }),
        fc.constantFrom(SELF, null),
        (scene, cols, rows, self) => {
          const { self: rect } = layoutPrompt(scene, cols, rows, self);
          if (rect !== null) {
            expect(rect.col).toBeGreaterThanOrEqual(0);
            expect(rect.row).toBeGreaterThanOrEqual(0);
            expect(rect.cols).toBeGreaterThan(0);
            expect(rect.rows).toBeGreaterThan(0);
            expect(rect.col + rect.cols).toBeLessThanOrEqual(cols);
            expect(rect.row + rect.rows).toBeLessThanOrEqual(rows);
          }
        },
      ),
    );
  });

  it('never lays text over text, beyond the right edge or off the stage, whoever it is about', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENES),
        fc.constantFrom(...TRYING_NAMES),
        fc.integer({ min: 20, max: 140 }),
        fc.integer({ min: 8, max: 60 }),
        fc.constantFrom(SELF, null),
        (scene, name, cols, rows, self) => {
          const { runs } = layoutPrompt(named(scene, name), cols, rows, self);
          expectApart(runs, cols);
          expect(runs.every(({ row }) => row >= 0 && row < rows)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('tells a newcomer what to type, under a mirror of themselves', () => {
    const layout = layoutPrompt(MIRROR, 100, 40, SELF);
    expect(layout.self).not.toBeNull();
    expect(textOf(MIRROR)).toContain('call echo');
    expect(textOf(MIRROR)).toContain('http://127.0.0.1:8080/');
  });

  it('never lets text of the prompt lie below the picture', () => {
    const { self, runs } = layoutPrompt(MIRROR, 100, 40, SELF);
    const below = runs.filter((run) => run.row > 0);
    expect(below.every((run) => self !== null && run.row >= self.row + self.rows)).toBe(true);
  });

  it.each([
    [100, 48],
    [54, 24],
    [46, 29],
  ])('tells of calls and of rooms on a stage of %i x %i, no sentence clipped', (cols, rows) => {
    const text = textOf({ ...MIRROR, name: 'AnonAnouk' }, cols, rows);
    for (const command of ['call echo', 'lookup', 'room create NAME', 'help']) {
      expect(text).toContain(command);
    }
    expect(text).toContain('Hello, AnonAnouk.');
    expect(text).not.toContain('…');
  });

  it.each([true, false])('clips no sentence as narrow as phones are (touch: %s)', (isTouch) => {
    for (const [cols, rows] of [
      [39, 20],
      [34, 24],
    ]) {
      for (const name of ['pia', null]) {
        const text = textOf({ ...MIRROR, isTouch, name }, cols, rows);
        expect(text).toContain('help');
        expect(text).not.toContain('…');
      }
    }
  });

  it('says that a button signs in where there is one', () => {
    const scene = { ...MIRROR, name: null };
    for (const cols of [54, 39]) {
      expect(textOf({ ...scene, isTouch: true }, cols, 24)).toContain('Tap sign in');
    }
    expect(textOf({ ...scene, isTouch: false }, 54, 24)).not.toMatch(/tap/i);
  });

  it.each([
    [54, 24],
    [46, 29],
  ])('tells how one signs in on a stage of %i x %i, no sentence clipped', (cols, rows) => {
    const text = textOf({ ...MIRROR, name: null }, cols, rows);
    expect(text).toContain('login --user NAME');
    expect(text).toContain('signs you in');
    expect(text).not.toContain('…');
  });

  it('says how those on the network come in, where the app can let them', () => {
    const scene = { ...MIRROR, canHost: true };
    expect(textOf(scene)).toMatch(/on your network, type\nhost on\n.*elsewhere/s);
    expect(textOf(scene, 39, 31)).toContain('host on');
    expect(textOf(MIRROR)).not.toContain('host on');
    const friends = { ...scene, server: 'https://192.168.1.5:8443/' };
    expect(textOf(friends)).not.toContain('host on');
  });

  it.each([20, 28, 30, 33])('clips no hint on a stage of %i columns and few rows', (cols) => {
    const text = textOf(MIRROR, cols, 12);
    expect(text).toContain('call echo');
    expect(text).not.toContain('…');
  });

  it('puts the words above a mirror where the mirror begins', () => {
    const { self, runs } = layoutPrompt(MIRROR, 118, 48, SELF);
    const you = runs.find(({ text }) => text === ' you ');
    expect(self).not.toBeNull();
    expect([you?.col, you?.row]).toEqual([self?.col, (self?.row ?? 0) - 1]);
    expect(self?.cols).toBeLessThan(118);
  });

  it('says what to type on a low stage, too', () => {
    expect(textOf(MIRROR, 60, 12)).toContain('call echo');
  });

  it('says in full on a narrow stage why there is no local picture', () => {
    const note = 'The camera is used by another program. Close that, then type: camera on';
    const layout = layoutPrompt({ ...MIRROR, cameraNote: note }, 40, 30, null);
    const centred = layout.runs.filter((run) => run.style === 'warn').map((run) => run.text);
    expect(centred.join(' ')).toBe(note);
    expect(centred.every((line) => line.length <= 40)).toBe(true);
  });

  it.each(['ws://127.0.0.1:8080', 'ws://localhost:8080', 'ws://[::1]:8080', 'ws://127.1.2.3'])(
    'does not send friends elsewhere to %s, which is this machine',
    (server) => {
      const text = textOf({ ...MIRROR, server });
      expect(text).toContain('On this machine, others join at');
      expect(text).toContain(joinUrl(server));
      expect(text).toContain('for friends elsewhere:');
      expect(text).toContain('npm run server -- --help');
      expect(text).not.toContain('Friends join');
    },
  );

  it.each(['wss://calls.example.org', 'ws://192.168.1.5:8080', 'wss://127.0.0.1.example.org'])(
    'sends friends to %s',
    (server) => {
      const text = textOf({ ...MIRROR, server });
      expect(text).toContain('Friends join from a browser at');
      expect(text).toContain(joinUrl(server));
      expect(text).not.toContain('On this machine');
    },
  );
});

describe('joinUrl', () => {
  it.each([
    ['ws://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['wss://calls.example.org/', 'https://calls.example.org/'],
  ])('turns %s into %s', (server, url) => {
    expect(joinUrl(server)).toBe(url);
  });

  it('speaks of no key where there is none', () => {
    for (const scene of SCENES) {
      const text = textOf('isTouch' in scene ? { ...scene, isTouch: true } : scene);
      expect(text).not.toMatch(/F1|Alt\+|Enter/);
    }
  });
});
