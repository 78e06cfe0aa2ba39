import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinUrl, layoutStage, type StageScene } from '../../../../src/renderer/ui/stage-layout';

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
};
const SCENES: readonly StageScene[] = [
  MIRROR,
  { ...MIRROR, name: null, cameraNote: 'No camera was found. Plug one in, or call without.' },
  { kind: 'outgoing', peer: 'bob', isRinging: true },
  { kind: 'incoming', peer: 'bob' },
  { kind: 'connecting', peer: 'bob' },
  LIVE,
  { ...LIVE, remoteCamera: false, remoteMicrophone: false },
  { kind: 'reconnecting', peer: 'bob' },
];

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
