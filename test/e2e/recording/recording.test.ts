import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  asciicastSize,
  type Asciicast,
  parseAsciicast,
  playAsciicast,
} from '../../helpers/asciicast';
import { openRecordingPage, type RecordingPage } from './open-page';
import type { SeenStage } from './recording-page';

describe('a stage with two pictures, recorded in a browser', () => {
  let page: RecordingPage;
  let cast: Asciicast;
  let seen: SeenStage;
  let sizeAtStart: { cols: number; rows: number };

  beforeAll(async () => {
    page = await openRecordingPage();
    await page.until(() => window.recordingLab.isShowing());
    sizeAtStart = await page.page.evaluate(() => window.recordingLab.size());
    await page.page.evaluate(() => window.recordingLab.start());
    await page.until(() => window.recordingLab.looks > 20);
    await page.page.evaluate(() => {
      window.recordingLab.resizeStage(820, 500);
      window.recordingLab.looks = 0;
    });
    await page.until(() => window.recordingLab.looks > 20);
    const file = await page.page.evaluate(() => window.recordingLab.stop());
    cast = parseAsciicast(file ?? '');
    seen =
      (await page.page.evaluate(() => window.recordingLab.lastSeen())) ??
      expect.fail('saw nothing');
  });

  afterAll(async () => {
    await page.close();
  });

  it('is an asciicast of the stage, to the letter, with its title and colours', () => {
    const { header } = cast;
    expect(asciicastSize(cast)).toEqual(sizeAtStart);
    expect(header.title).toBe('a call with 漢字');
    expect(header).toHaveProperty('term.theme.bg', '#070b09');
  });

  it('follows the stage when the window is made smaller', () => {
    expect(seen.cols).toBeLessThan(sizeAtStart.cols);
    const resizes = cast.events.filter(([, code]) => code === 'r');
    expect(resizes.map(([, , size]) => size)).toEqual([`${seen.cols}x${seen.rows}`]);
  });

  it('shows pictures that move', async () => {
    const screens = new Set<string>();
    const screen = await playAsciicast(cast, (shown) => screens.add(shown.rows().join('\n')));
    screen.dispose();
    expect(screens.size).toBeGreaterThan(10);
  });

  it('ends with the text and the pictures that the stage ended with', async () => {
    const screen = await playAsciicast(cast);
    const expected = drawn(seen);
    expect(screen.rows()).toEqual(expected);
    expect(expected[0]).toBe('  漢字    0:07');
    const colours = new Set(screen.cells().map(({ paper }) => paper));
    expect(colours.size).toBeGreaterThan(20);
    screen.dispose();
  });

  it('was told of from its start to its end, and left no error', async () => {
    expect(await page.page.evaluate(() => window.recordingLab.states)).toEqual([
      { isOn: true },
      { isOn: false, why: 'stopped' },
    ]);
    expect(page.pageErrors).toEqual([]);
  });
});

/** The stage's characters, put together by hand: pictures lie in the middle of their rectangles. */
function drawn({ cols, rows, textRows, pictures }: SeenStage): string[] {
  const [plate, ...empty] = textRows;
  expect(empty.join('')).toBe('');
  const screen = Array.from({ length: rows }, () => Array.from({ length: cols }, () => ' '));
  for (const { rect, lines } of pictures) {
    const left = rect.col + Math.floor((rect.cols - lines[0].length) / 2);
    const top = rect.row + Math.floor((rect.rows - lines.length) / 2);
    lines.forEach((line, row) => screen[top + row].splice(left, line.length, ...Array.from(line)));
  }
  return [plate, ...screen.slice(1).map((row) => row.join('').trimEnd())];
}
