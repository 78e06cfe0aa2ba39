import { describe, expect, it } from 'vitest';
import { ShellEmulator } from '../../../../src/main/shell/shell-emulator';
import { entryOf, MARK, rgbOf, shellText } from '../../../../src/shared/shell/shell-screen';

const SIZE = { cols: 20, rows: 4 };

async function emulatorOf(output: string): Promise<ShellEmulator> {
  const emulator = new ShellEmulator(SIZE, () => undefined);
  await emulator.write(output);
  return emulator;
}

describe('the screen that a program’s output makes', () => {
  it('has its characters where the program put them', async () => {
    const emulator = await emulatorOf('one\r\ntwo\x1b[4;18Hend');
    expect(shellText(emulator.read(null))).toBe(`one\ntwo\n\n${' '.repeat(17)}end`);
  });

  it('has a wide character in two cells, of one style', async () => {
    const screen = (await emulatorOf('\x1b[44m漢a')).read(null);
    expect(screen.texts.slice(0, 3)).toEqual(['漢', '', 'a']);
    expect([...screen.papers.slice(0, 3)].map(entryOf)).toEqual([4, 4, 4]);
  });

  it('has colours of the palette, of their own, and attributes', async () => {
    const screen = (
      await emulatorOf('\x1b[1;3;4;7;9;2;38;5;200mx\x1b[0;38;2;1;2;3;48;2;255;0;128my')
    ).read(null);
    const { bold, italic, underline, inverse, strike, dim } = MARK;
    expect(screen.marks[0]).toBe(bold | italic | underline | inverse | strike | dim);
    expect(entryOf(screen.inks[0])).toBe(200);
    expect(rgbOf(screen.inks[1])).toBe(0x01_02_03);
    expect(rgbOf(screen.papers[1])).toBe(0xff_00_80);
  });

  it('says where the cursor is, and whether it is to be seen', async () => {
    const emulator = await emulatorOf('ab\x1b[?25l');
    expect(emulator.read(null).cursor).toEqual({ col: 2, row: 0, isVisible: false });
    await emulator.write('\r\n\x1b[?25h');
    expect(emulator.read(null).cursor).toEqual({ col: 0, row: 1, isVisible: true });
  });

  it('shows that there is something where that cannot be shown', async () => {
    const screen = (await emulatorOf('a\u{e0b0}\u{f0000}b\u202e')).read(null);
    expect(screen.texts.slice(0, 4).join('')).toBe('a\ufffd\ufffdb');
  });

  it('answers the program, and nobody else', async () => {
    const replies: string[] = [];
    const emulator = new ShellEmulator(SIZE, (data) => replies.push(data));
    await emulator.write('\x1b[6n');
    expect(replies).toEqual(['\x1b[1;1R']);
  });

  it('keeps the lines that left it, but for those that were to be forgotten', async () => {
    const emulator = await emulatorOf(['secret', 2, 3, 4, 5].join('\r\n'));
    expect(emulator.historyLines).toBe(1);
    expect(shellText(emulator.readHistory(1, 5))).toBe('secret');
    emulator.forgetHistory();
    expect(emulator.historyLines).toBe(0);
    await emulator.write('\r\n6\r\n7');
    expect(emulator.historyLines).toBe(2);
    expect(shellText(emulator.readHistory(2, 50))).toBe('2\n3');
    expect(shellText(emulator.readHistory(50, 50))).toBe('2\n3');
  });

  it('has no history while a program has the whole screen', async () => {
    const emulator = await emulatorOf(['1', 2, 3, 4, 5, 6].join('\r\n'));
    expect(emulator.historyLines).toBe(2);
    await emulator.write('\x1b[?1049h\x1b[Hvim');
    expect(emulator.historyLines).toBe(0);
    expect(shellText(emulator.read(null))).toBe('vim');
  });
});
