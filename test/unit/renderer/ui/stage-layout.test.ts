import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinUrl, layoutStage, type StageScene } from '../../../../src/renderer/ui/stage-layout';
import type { TextRun } from '../../../../src/renderer/terminal/terminal-surface';
import { cellWidth } from '../../../../src/shared/text/cell-width';

const MIRROR: StageScene = {
  kind: 'mirror',
  name: 'ann',
  server: 'ws://127.0.0.1:8080',
  cameraNote: null,
};
const LIVE: StageScene = {
  kind: 'live',
  peer: 'bob',
  elapsed: '0:07',
  remoteCamera: true,
  remoteMicrophone: true,
  isStill: false,
};
const SCENES: readonly StageScene[] = [
  MIRROR,
  { ...MIRROR, name: null, cameraNote: 'No camera was found. Plug one in, or call without.' },
  { kind: 'outgoing', peer: 'bob', isRinging: true },
  { kind: 'incoming', peer: 'bob' },
  { kind: 'connecting', peer: 'bob' },
  LIVE,
  { ...LIVE, remoteCamera: false, remoteMicrophone: false },
  { ...LIVE, remoteCamera: null },
  { ...LIVE, isStill: true },
  { kind: 'reconnecting', peer: 'bob' },
];
/** Wide letters, emoji of several code points, a letter under a pile of marks, and very long. */
const NAMES = ['bob', '日本語', '👩‍👩‍👧‍👦', 'e\u0301\u0302\u0303llen', '日'.repeat(32), 'w'.repeat(32)];

/** The scene with another name in it. */
function named(scene: StageScene, name: string): StageScene {
  if (scene.kind !== 'mirror') return { ...scene, peer: name };
  return scene.name === null ? scene : { ...scene, name };
}

function expectApart(runs: readonly TextRun[], cols: number): void {
  const sorted = [...runs].sort((one, other) => one.row - other.row || one.col - other.col);
  sorted.forEach((run, index) => {
    const end = run.col + cellWidth(run.text);
    expect(end, run.text).toBeLessThanOrEqual(cols);
    const after = sorted.at(index + 1);
    if (after?.row === run.row) expect(after.col, after.text).toBeGreaterThanOrEqual(end);
  });
}

function textOf(scene: StageScene, cols = 100, rows = 40, hasSelf = true): string {
  return layoutStage(scene, cols, rows, hasSelf)
    .runs.map((run) => run.text)
    .join('\n');
}

describe('layoutStage', () => {
  it('keeps every picture on the stage, whatever the scene and the size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENES),
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 8, max: 120 }),
        fc.boolean(),
        (scene, cols, rows, hasSelf) => {
          const { self, remote } = layoutStage(scene, cols, rows, hasSelf);
          for (const rect of [self, remote]) {
            if (rect === null) continue;
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
        fc.constantFrom(...NAMES),
        fc.integer({ min: 20, max: 140 }),
        fc.integer({ min: 8, max: 60 }),
        fc.boolean(),
        (scene, name, cols, rows, hasSelf) => {
          const { runs } = layoutStage(named(scene, name), cols, rows, hasSelf);
          expectApart(runs, cols);
          expect(runs.every(({ row }) => row >= 0 && row < rows)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('sets the time behind a name as wide as it is on the screen', () => {
    const { runs } = layoutStage({ ...LIVE, peer: '日本語' }, 100, 40, true);
    expect(runs).toContainEqual({ col: 10, row: 0, text: '0:07', style: 'dim' });
  });

  it('clips a long name with an ellipsis, and keeps what is said beside it', () => {
    const scene: StageScene = { ...LIVE, peer: '日'.repeat(32), remoteMicrophone: false };
    const [plate, time, microphone] = layoutStage(scene, 60, 40, true).runs;
    expect(plate.text).toMatch(/^ 日+… $/);
    expect(time.text).toBe('0:07');
    expect(microphone.text).toBe('microphone off');
  });

  it('tells a newcomer what to type, under a mirror of themselves', () => {
    const layout = layoutStage(MIRROR, 100, 40, true);
    expect(layout.self).not.toBeNull();
    expect(textOf(MIRROR)).toContain('call echo');
    expect(textOf(MIRROR)).toContain('http://127.0.0.1:8080/');
  });

  it('never lets text of the prompt lie below the picture', () => {
    const { self, runs } = layoutStage(MIRROR, 100, 40, true);
    const below = runs.filter((run) => run.row > 0);
    expect(below.every((run) => self !== null && run.row >= self.row + self.rows)).toBe(true);
  });

  it('still says the essential on a low stage', () => {
    expect(textOf(MIRROR, 60, 12)).toContain('call echo');
  });

  it('says why there is no picture of me, whole, on a narrow stage', () => {
    const note = 'The camera is used by another program. Close that, then type: camera on';
    const layout = layoutStage({ ...MIRROR, cameraNote: note }, 40, 30, false);
    const centred = layout.runs.filter((run) => run.style === 'warn').map((run) => run.text);
    expect(centred.join(' ')).toBe(note);
    expect(centred.every((line) => line.length <= 40)).toBe(true);
  });

  it('shows the other end large and me small in a call', () => {
    const { self, remote } = layoutStage(LIVE, 100, 40, true);
    expect(remote).toEqual({ col: 0, row: 1, cols: 100, rows: 39 });
    expect(self).toEqual({ col: 75, row: 29, cols: 24, rows: 10 });
  });

  it('says so when the other end has no camera, rather than showing an empty box', () => {
    const scene: StageScene = { ...LIVE, remoteCamera: false };
    expect(layoutStage(scene, 100, 40, true).remote).toBeNull();
    expect(textOf(scene)).toContain('bob has no camera on');
  });

  it('says so when the picture of the other end stands still, and leaves it there', () => {
    const scene: StageScene = { ...LIVE, isStill: true };
    expect(layoutStage(scene, 100, 40, true).remote).not.toBeNull();
    expect(textOf(scene)).toContain('the picture stands still');
    expect(textOf({ ...scene, remoteCamera: false })).not.toContain('still');
    expect(textOf(LIVE)).not.toContain('still');
  });

  it('waits for a picture of which nothing is known yet, rather than denying it', () => {
    const scene: StageScene = { ...LIVE, remoteCamera: null };
    expect(layoutStage(scene, 100, 40, true).remote).toBeNull();
    expect(textOf(scene)).toContain('waiting for the picture of bob ...');
    expect(textOf(scene)).not.toContain('no camera');
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

  it('says that a broken connection is being made again', () => {
    expect(textOf({ kind: 'reconnecting', peer: 'bob' })).toContain('it is being made again');
  });
});

describe('joinUrl', () => {
  it.each([
    ['ws://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['wss://calls.example.org/', 'https://calls.example.org/'],
  ])('turns %s into %s', (server, url) => {
    expect(joinUrl(server)).toBe(url);
  });
});
