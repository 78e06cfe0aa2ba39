import { beforeAll, describe, expect, it } from 'vitest';
import { type CellGrid } from '../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../src/shared/ascii/engine';
import type { PixelFrame } from '../../../src/shared/ascii/pixel-frame';
import { STYLE_NAMES, type StyleName } from '../../../src/shared/ascii/styles';
import type { TerminalCells } from '../../../src/shared/ascii/terminal-cells';
import { StageRecording } from '../../../src/shared/recording/stage-recording';
import { parseAsciicast, playAsciicast } from '../../helpers/asciicast';
import { faceFrame } from '../../helpers/face-frame';
import { screenOf, type TerminalScreen } from '../../helpers/terminal-screen';

const COLS = 120;
const ROWS = 36;
/** The clip has 120 frames, 30 a second; a recorder takes every third. */
const CLIP_FRAMES = 120;
const STEP = 3;
const INTERVAL_MS = 100;
const STAGE = { col: 0, row: 1, cols: COLS, rows: ROWS - 1 };

interface Recorded {
  readonly text: string;
  readonly frames: readonly TerminalCells[];
  /** The last frame as the engine drew it. */
  readonly picture: CellGrid;
}

let clip: readonly PixelFrame[];

beforeAll(() => {
  clip = Array.from({ length: CLIP_FRAMES / STEP }, (_, index) => faceFrame(index * STEP));
});

/** Records the head, as `snapshot` and the stage's text would give it. */
function record(style: StyleName, count: number): Recorded {
  const engine = createAsciiEngine({ cols: STAGE.cols, rows: STAGE.rows, style });
  let text = '';
  const recording = new StageRecording({ cols: COLS, rows: ROWS, startedAtMs: 0 }, (chunk) => {
    text += chunk;
  });
  const frames: TerminalCells[] = [];
  let picture = engine.draw(clip[0]);
  for (let index = 0; index < count; index++) {
    picture = engine.draw(clip[index % clip.length]);
    const textRows = [` eileen  0:${String(Math.floor(index / 10)).padStart(2, '0')}`];
    recording.frame(index * INTERVAL_MS, { textRows, pictures: [{ cells: picture, rect: STAGE }] });
    frames.push(structuredClone(recording.shown));
  }
  recording.end(count * INTERVAL_MS);
  return { text, frames, picture };
}

function charactersOf({ glyphs, cols }: CellGrid): string[] {
  return Array.from({ length: STAGE.rows }, (_, row) =>
    String.fromCharCode(...glyphs.subarray(row * cols, (row + 1) * cols)).trimEnd(),
  );
}

describe('five seconds of a head, recorded and played', () => {
  it.each(STYLE_NAMES)('end as the stage did, in %s', async (style) => {
    const { text, frames, picture } = record(style, 50);
    const cast = parseAsciicast(text);
    let played = 0;
    const check = (screen: TerminalScreen): void => {
      expect(screen.isUpdating).toBe(false);
      played++;
    };
    const screen = await playAsciicast(cast, check);
    expect(played).toBe(cast.events.length);
    expect(screen.rows()).toEqual([' eileen  0:04', ...charactersOf(picture)]);
    expect(screen.cells()).toEqual(screenOf(frames[frames.length - 1]));
    expect(cast.events.at(-1)?.[0]).toBe(5);
    screen.dispose();
  });

  it('show every frame on the way', async () => {
    const { text, frames } = record('duotone', 50);
    const cast = parseAsciicast(text);
    let index = 0;
    const screen = await playAsciicast(cast, (shown, [, , data]) => {
      if (!data.includes('\x1b[?2026h')) return;
      expect(shown.cells()).toEqual(screenOf(frames[index]));
      index++;
    });
    expect(index).toBe(50);
    screen.dispose();
  });
});

describe('thirty seconds of a head', () => {
  it.each(['duotone', 'shape', 'braille'] as const)(
    'are told in at most 4,000 glyphs of different colours, in %s',
    (style) => {
      const { frames } = record(style, 300);
      const keys = new Set<number>();
      for (const { glyphs, ink, paper } of frames) {
        glyphs.forEach((glyph, at) => {
          if (glyph !== 0x20) keys.add((glyph * 0x1_0000 + ink[at]) * 0x1_0000 + paper[at]);
        });
      }
      expect(keys.size).toBeGreaterThan(1_000);
      expect(keys.size).toBeLessThanOrEqual(4_000);
    },
  );
});
