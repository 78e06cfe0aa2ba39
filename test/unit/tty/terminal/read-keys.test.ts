import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyReader, type TerminalInput } from '../../../../src/tty/terminal/read-keys';

/** `Ctrl+a`, `"text"`, `paste "text"`, `-F9` for a key that is let go. */
function shorthand(inputs: readonly TerminalInput[]): string {
  return inputs
    .map((input) => {
      if (input.kind === 'text') return JSON.stringify(input.text);
      if (input.kind === 'paste') return `paste ${JSON.stringify(input.text)}`;
      if (input.kind !== 'key') return Object.values(input).join(' ');
      const held = [
        input.ctrlKey && 'Ctrl+',
        input.altKey && 'Alt+',
        input.shiftKey && 'Shift+',
        input.metaKey && 'Meta+',
      ].filter(Boolean);
      return `${input.isRelease ? '-' : ''}${held.join('')}${input.key}`;
    })
    .join(' ');
}

function read(...chunks: readonly string[]): string {
  const reader = new KeyReader();
  const inputs = chunks.flatMap((chunk) => reader.read(chunk));
  return shorthand([...inputs, ...reader.flush()]);
}

describe('what a terminal sends', () => {
  it.each([
    ['hello, wörld 漢 👍', '"hello, wörld 漢 👍"'],
    ['\r', 'Enter'],
    ['\t', 'Tab'],
    ['\x7f', 'Backspace'],
    ['\b', 'Backspace'],
    ['\x01', 'Ctrl+a'],
    ['\x03', 'Ctrl+c'],
    ['\x1bm', 'Alt+m'],
    ['\x1b\r', 'Alt+Enter'],
    ['\x1b', 'Escape'],
    ['\x1b\x1b', 'Escape Escape'],
    ['\x1b[A\x1b[B\x1b[C\x1b[D', 'ArrowUp ArrowDown ArrowRight ArrowLeft'],
    ['\x1bOA\x1bOP', 'ArrowUp F1'],
    ['\x1b[Z', 'Shift+Tab'],
    ['\x1b[1;3D', 'Alt+ArrowLeft'],
    ['\x1b[1;5C', 'Ctrl+ArrowRight'],
    ['\x1b[3~\x1b[5~\x1b[20~\x1b[20;5~', 'Delete PageUp F9 Ctrl+F9'],
    ['\x1b[[A', 'F1'],
    ['\x1b[H\x1b[F\x1b[1~\x1b[4~', 'Home End Home End'],
    ['\x1b[200~two\nlines\x1b[201~x', 'paste "two\\nlines" "x"'],
    ['\x1b[200~\x1b[Anot a key\x1b[201~', 'paste "\\u001b[Anot a key"'],
    // The keyboard protocol of kitty.
    ['\x1b[?3u', 'keyboard'],
    ['\x1b[27u', 'Escape'],
    ['\x1b[109;3u', 'Alt+m'],
    ['\x1b[13;2u', 'Shift+Enter'],
    ['\x1b[20;1:1~\x1b[20;1:3~', 'F9 -F9'],
    ['\x1b[57441;2u', ''],
    // Answers, and what is not known.
    ['\x1b]11;rgb:0000/0000/0000\x1b\\a', '"a"'],
    ['\x1bP>|tmux 3.3a\x1b\\b', '"b"'],
    ['\x1b[?2026;2$yc', '"c"'],
    ['\x1b[<0;3;4Md', '"d"'],
  ])('reads %j as %s', (bytes, expected) => {
    expect(read(bytes)).toBe(expected);
  });

  it('reads the same in whatever pieces it comes', () => {
    const known = [
      'a',
      '漢',
      '\x1b[A',
      '\x1b[3;5~',
      '\x1bOP',
      '\x1bm',
      '\r',
      '\x1b[200~p\x1b[201~',
    ];
    const typed = fc.array(fc.constantFrom(...known), { maxLength: 12 });
    fc.assert(
      fc.property(typed, fc.array(fc.nat(80)), (parts, cuts) => {
        // A letter behind an Escape alone would be Alt and that letter: the last ends what is open.
        const whole = Array.from(`${parts.join('')}.`);
        const places = [0, ...cuts.filter((cut) => cut < whole.length), whole.length];
        places.sort((one, other) => one - other);
        const pieces = places.slice(1).map((end, at) => whole.slice(places[at], end).join(''));
        const joined = read(...pieces).replaceAll(/" "/g, '');
        expect(joined).toBe(read(whole.join('')).replaceAll(/" "/g, ''));
      }),
    );
  });

  it('outlives anything, and comes back to reading letters', () => {
    const bytes = fc.string({ unit: 'binary', maxLength: 300 });
    const hostile = fc.array(fc.oneof(bytes, fc.constantFrom('\x1b', '\x1b[', '\x1b]', '[200~')));
    fc.assert(
      fc.property(hostile, (chunks) => {
        const reader = new KeyReader();
        for (const chunk of chunks) reader.read(chunk);
        // Ends a paste, a string and a sequence.
        reader.read('\x1b[201~\x1b\\\x07');
        reader.flush();
        expect(shorthand(reader.read('z')).endsWith('"z"')).toBe(true);
      }),
    );
  });

  it('keeps no more of a paste than a line may be long', () => {
    const reader = new KeyReader();
    reader.read('\x1b[200~');
    for (let piece = 0; piece < 100; piece++) reader.read('x'.repeat(10_000));
    const [paste] = reader.read('\x1b[201~');
    expect(paste).toMatchObject({ kind: 'paste' });
    const kept = paste.kind === 'paste' ? paste.text.length : 0;
    expect(kept).toBeGreaterThan(65_000);
    expect(kept).toBeLessThanOrEqual(65_536);
  });
});
