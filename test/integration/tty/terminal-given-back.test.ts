import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCellGrid } from '../../../src/shared/ascii/cells';
import type { TerminalNews } from '../../../src/shared/ipc/attached-terminal';
import { CellStreamEncoder } from '../../../src/shared/ipc/cell-stream';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import { StandInApp } from '../../helpers/stand-in-app';
import { TtyTerminal } from '../../helpers/tty-terminal';

const ESC = '\\u001b';
/** Everything that the program itself says to a terminal. */
const OWN_SEQUENCES = new RegExp(`${ESC}\\[(?:\\?\\d+[hlu]|>3u|<u|\\?u|[\\d;]*[HCXJm])`, 'g');
const COLOURS = new RegExp(`${ESC}\\[[\\d;]*[34]8;`);
/** All of C0 but line breaks and tabs, and C1. */
const CONTROLS = /(?![\n\r\t])\p{Cc}/u;

/** What a terminal is asked for, and has to be told in reverse. */
const MODES: readonly (readonly [on: string, off: string])[] = [
  ['\x1b[?1049h', '\x1b[?1049l'],
  ['\x1b[?2004h', '\x1b[?2004l'],
  ['\x1b[?7l', '\x1b[?7h'],
  ['\x1b[?25l', '\x1b[?25h'],
  ['\x1b[>3u', '\x1b[<u'],
];

/** `webcrt tty` in a real terminal, attached to something that speaks as the app does. */
describe.skipIf(process.platform === 'win32')('a terminal that webcrt tty was in', () => {
  let program: string;
  let app: StandInApp;
  let tty: TtyTerminal;

  beforeAll(async () => {
    program = join(await buildFixtureApp(), 'out/main/webcrt.js');
  });

  beforeEach(() => {
    app = new StandInApp();
  });

  afterEach(async () => {
    await tty?.close();
    app.dispose();
  });

  function start(env: Record<string, string> = {}, size: { cols?: number; rows?: number } = {}) {
    tty = new TtyTerminal({
      program,
      words: ['tty', `--user-data-dir=${app.folder}`],
      env,
      ...size,
    });
  }

  async function attach(env?: Record<string, string>, size?: { cols: number; rows: number }) {
    start(env, size);
    await tty.waitFor(/Ctrl\+D/);
  }

  function tell(news: TerminalNews): void {
    app.channel!.send('news', Buffer.from(JSON.stringify(news)));
  }

  function expectGivenBack(): void {
    const [before, after] = tty.settings;
    expect(after).toBe(before);
    for (const [on, off] of MODES) {
      const [first, last] = [on, off].map((mode) => tty.output.lastIndexOf(mode));
      expect(first, JSON.stringify(on)).toBeGreaterThan(-1);
      expect(last, JSON.stringify(off)).toBeGreaterThan(first);
    }
  }

  it.each<[string, number, () => void]>([
    [
      'Ctrl+D',
      0,
      () => {
        tty.type('\x04');
      },
    ],
    [
      'SIGTERM',
      143,
      () => {
        tty.signal('SIGTERM');
      },
    ],
    [
      'SIGHUP',
      129,
      () => {
        tty.signal('SIGHUP');
      },
    ],
    [
      'SIGINT',
      130,
      () => {
        tty.signal('SIGINT');
      },
    ],
    [
      'the end of the app',
      1,
      () => {
        app.channel!.dispose();
      },
    ],
    [
      'an app that speaks otherwise',
      1,
      () => {
        app.channel!.send('news', Buffer.from('{"kind":"x"}'));
      },
    ],
  ])('is as it was after %s', async (_what, code, end) => {
    await attach();
    end();
    expect(await tty.exited).toBe(code);
    expectGivenBack();
  });

  it('is as it was when the app ends in the middle of a frame', async () => {
    await attach();
    const grid = createCellGrid(80, 30);
    grid.glyphs.forEach((_, at, glyphs) => (glyphs[at] = 0x21 + (at % 90)));
    app.channel!.send('cells', new CellStreamEncoder().encode(grid)!);
    app.channel!.dispose();
    expect(await tty.exited).toBe(1);
    expectGivenBack();
  });

  it('is told in a sentence that it is none', async () => {
    start({ TERM: 'dumb' });
    expect(await tty.exited).toBe(2);
    expect(tty.output).toMatch(/TERM is dumb.*webcrt ctl/s);
    expect(tty.output).not.toContain('\x1b');
  });

  it('is told when no app runs', async () => {
    app.quit();
    start();
    expect(await tty.exited).toBe(3);
    expect(tty.output).toMatch(/No WebCRT app runs here/);
    expect(tty.output).not.toContain('\x1b');
  });

  it('is given no colours when it has none', async () => {
    await attach({ NO_COLOR: '1' });
    tell({ kind: 'status', parts: [{ text: 'no call', tone: 'warn' }] });
    await tty.waitFor(/no call/);
    expect(app.asked[0]).toMatchObject({ kind: 'size', hasColours: false });
    expect(tty.output).not.toMatch(COLOURS);
  });

  it('shows hostile names and chat as text, and nothing of them moves anything', async () => {
    await attach({}, { cols: 150, rows: 40 });
    for (const { text } of HOSTILE_STRINGS) {
      tell({ kind: 'line', text: text.slice(0, 3_000), tone: 'said' });
      tell({ kind: 'status', parts: [{ text: text.slice(0, 3_000), tone: 'good' }] });
    }
    tell({ kind: 'glyph', number: 0, text: '\x1b]0;owned\x07' });
    const grid = createCellGrid(40, 5);
    grid.glyphs.set([0xd800, 0x1b, 0x9b, 0x07, 0x202e]);
    app.channel!.send('cells', new CellStreamEncoder().encode(grid)!);
    tell({ kind: 'panel', title: '\x1b[2J', lines: ['\x1b]52;c;aGk=\x07the end'] });
    tell({ kind: 'line', text: 'after all of it', tone: 'good' });
    await tty.waitFor(/the end/);
    await tty.waitFor(/after all of it/);
    const rest = tty.output.replaceAll(OWN_SEQUENCES, '');
    expect(rest).not.toMatch(CONTROLS);
    expect(rest).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    tty.type('\x1b');
    await tty.until('stage', async () => !(await tty.text()).includes('the end'));
    expect((await tty.text()).split('\n').at(-1)).toMatch(/^>/);
  });

  it('is drawn on as fast as it reads, and no faster', async () => {
    await attach();
    const encoder = new CellStreamEncoder();
    const grid = createCellGrid(80, 30);
    tty.pause();
    const frames = 400;
    for (let frame = 0; frame < frames; frame++) {
      grid.glyphs.forEach((_, at, glyphs) => (glyphs[at] = 0x21 + ((at * 7 + frame) % 90)));
      app.channel!.send('cells', encoder.encode(grid)!);
    }
    tell({ kind: 'line', text: 'the last of it', tone: 'good' });
    const before = tty.output.length;
    tty.resume();
    await tty.waitFor(/the last of it/);
    // Of the frames that came while nobody read, next to none is written.
    expect(tty.output.length - before).toBeLessThan((frames * 80 * 30) / 4);
    tty.type('\x04');
    expect(await tty.exited).toBe(0);
    expectGivenBack();
  });
});
