import { describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import type { StageContent } from '../../../../src/shared/recording/compose-stage';
import { StageRecording } from '../../../../src/shared/recording/stage-recording';
import { parseAsciicast, playAsciicast } from '../../../helpers/asciicast';
import type { TerminalScreen } from '../../../helpers/terminal-screen';

const HEADER = { cols: 12, rows: 4, startedAtMs: 0, title: 'a stage' };

function flatPicture(glyph: string, ink: number): CellGrid {
  const cells = createCellGrid(4, 2);
  cells.glyphs.fill(glyph.charCodeAt(0));
  cells.foreground.fill(ink);
  cells.background.fill(NO_BACKGROUND);
  return cells;
}

async function record(
  fill: (recording: StageRecording) => void,
): Promise<{ text: string; screen: TerminalScreen; times: number[] }> {
  const chunks: string[] = [];
  const recording = new StageRecording(HEADER, (chunk) => chunks.push(chunk));
  fill(recording);
  const text = chunks.join('');
  expect(Buffer.byteLength(text)).toBe(recording.byteLength);
  const cast = parseAsciicast(text);
  return { text, screen: await playAsciicast(cast), times: cast.events.map(([time]) => time) };
}

const rect = { col: 0, row: 2, cols: 4, rows: 2 };
const PLATE: StageContent = { textRows: [' 漢字 0:07'], pictures: [] };
const CALL: StageContent = {
  textRows: PLATE.textRows,
  pictures: [{ cells: flatPicture('#', 0xff0000), rect }],
};

describe('a recording of the stage', () => {
  it('plays as text and pictures, where they were', async () => {
    const { screen } = await record((recording) => {
      recording.frame(0, CALL);
      recording.end(1_000);
    });
    expect(screen.rows()).toEqual([' 漢字 0:07', '', '####', '####']);
    expect(screen.cells()[2 * 12]).toEqual({ text: '#', ink: '#ff0000', paper: 'own' });
  });

  it('forgets a picture that goes', async () => {
    const { screen } = await record((recording) => {
      recording.frame(0, CALL);
      recording.frame(100, PLATE);
      recording.end(1_000);
    });
    expect(screen.rows()).toEqual([' 漢字 0:07', '', '', '']);
  });

  it('writes nothing while nothing happens, and lasts to its end all the same', async () => {
    const { times } = await record((recording) => {
      for (let atMs = 0; atMs < 60_000; atMs += 100) recording.frame(atMs, CALL);
      recording.end(60_000);
    });
    expect(times).toEqual([0, 0, 60, 60]);
  });

  it('follows a stage whose size changes', async () => {
    const { text, screen } = await record((recording) => {
      recording.frame(0, CALL);
      recording.resize(500, 12, 4);
      recording.resize(500, 20, 3);
      recording.frame(500, { ...CALL, textRows: ['twenty cells across!', 'x'] });
      recording.end(1_000);
    });
    expect(text.match(/"r"/g)).toHaveLength(1);
    expect(screen.rows()).toEqual(['twenty cells across!', 'x', '####']);
  });

  it('hides the cursor while it plays, and gives it back', async () => {
    const { text } = await record((recording) => {
      recording.frame(0, CALL);
      recording.end(1_000);
    });
    const { events } = parseAsciicast(text);
    expect(events.at(0)?.[2]).toContain('\x1b[?25l');
    expect(events.at(-2)?.[2]).toContain('\x1b[?25h');
    expect(events.at(-1)?.[1]).toBe('x');
  });

  it('shows ever the same few thousand glyphs, also when the window is resized over and over', () => {
    const recording = new StageRecording(HEADER, () => {});
    const shown = new Set<string>();
    for (let step = 0; step < 2_000; step++) {
      recording.resize(step, 12 + (step % 5), 4);
      const cells = createCellGrid(4, 2);
      cells.glyphs.fill(0x61 + (step % 20));
      cells.foreground.forEach(
        (_, at) => (cells.foreground[at] = ((step * 8 + at) * 2_654_435) & 0xffffff),
      );
      cells.background.forEach(
        (_, at) => (cells.background[at] = ((step * 8 + at) * 1_640_531) & 0xffffff),
      );
      recording.frame(step, { textRows: [], pictures: [{ cells, rect }] });
      const { glyphs, ink, paper } = recording.shown;
      glyphs.forEach((glyph, at) => {
        if (glyph !== 0x20) shown.add(`${glyph} ${ink[at]} ${paper[at]}`);
      });
    }
    expect(shown.size).toBeGreaterThan(1_000);
    expect(shown.size).toBeLessThanOrEqual(4_000);
  });
});
