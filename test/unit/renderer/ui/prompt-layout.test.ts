import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinUrl, layoutPrompt, type PromptScene } from '../../../../src/renderer/ui/prompt-layout';
import { expectApart, TRYING_NAMES } from '../../../helpers/stage-text';

const MIRROR: PromptScene = {
  kind: 'mirror',
  name: 'ann',
  server: 'ws://127.0.0.1:8080',
  cameraNote: null,
};
const SCENES: readonly PromptScene[] = [
  MIRROR,
  { ...MIRROR, name: null, cameraNote: 'No camera was found. Plug one in, or call without.' },
  { kind: 'outgoing', peer: 'bob', isRinging: true },
  { kind: 'incoming', peer: 'bob' },
  { kind: 'connecting', peer: 'bob' },
];
/** The scene with another name in it. */
function named(scene: PromptScene, name: string): PromptScene {
  if (scene.kind !== 'mirror') return { ...scene, peer: name };
  return scene.name === null ? scene : { ...scene, name };
}

function textOf(scene: PromptScene, cols = 100, rows = 40, hasSelf = true): string {
  return layoutPrompt(scene, cols, rows, hasSelf)
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
        fc.boolean(),
        (scene, cols, rows, hasSelf) => {
          const { self: rect } = layoutPrompt(scene, cols, rows, hasSelf);
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
        fc.boolean(),
        (scene, name, cols, rows, hasSelf) => {
          const { runs } = layoutPrompt(named(scene, name), cols, rows, hasSelf);
          expectApart(runs, cols);
          expect(runs.every(({ row }) => row >= 0 && row < rows)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('tells a newcomer what to type, under a mirror of themselves', () => {
    const layout = layoutPrompt(MIRROR, 100, 40, true);
    expect(layout.self).not.toBeNull();
    expect(textOf(MIRROR)).toContain('call echo');
    expect(textOf(MIRROR)).toContain('http://127.0.0.1:8080/');
  });

  it('never lets text of the prompt lie below the picture', () => {
    const { self, runs } = layoutPrompt(MIRROR, 100, 40, true);
    const below = runs.filter((run) => run.row > 0);
    expect(below.every((run) => self !== null && run.row >= self.row + self.rows)).toBe(true);
  });

  it('still says the essential on a low stage', () => {
    expect(textOf(MIRROR, 60, 12)).toContain('call echo');
  });

  it('says why there is no picture of me, whole, on a narrow stage', () => {
    const note = 'The camera is used by another program. Close that, then type: camera on';
    const layout = layoutPrompt({ ...MIRROR, cameraNote: note }, 40, 30, false);
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
});
