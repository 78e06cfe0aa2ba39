import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AsciicastHeader, AsciicastWriter } from '../../../../src/shared/recording/asciicast';
import { parseAsciicast } from '../../../helpers/asciicast';

const HEADER: AsciicastHeader = { cols: 80, rows: 24, startedAtMs: 1_700_000_000_999 };

function write(
  fill: (writer: AsciicastWriter) => void,
  header: Partial<AsciicastHeader> = {},
): { chunks: string[]; text: string; byteLength: number } {
  const chunks: string[] = [];
  const writer = new AsciicastWriter({ ...HEADER, ...header }, (chunk) => chunks.push(chunk));
  fill(writer);
  writer.flush();
  return { chunks, text: chunks.join(''), byteLength: writer.byteLength };
}

describe('an asciicast', () => {
  it('starts with a header of the terminal, the time and nothing of the user', () => {
    const { text } = write(() => {}, { title: 'A call' });
    expect(parseAsciicast(text)).toEqual({
      header: {
        version: 3,
        term: { cols: 80, rows: 24, type: 'xterm-256color' },
        timestamp: 1_700_000_000,
        title: 'A call',
      },
      events: [],
    });
  });

  it('says the same in version 2, for older players', () => {
    const { text } = write(() => {}, { title: 'A call', version: 2 });
    expect(parseAsciicast(text)).toEqual({
      header: {
        version: 2,
        width: 80,
        height: 24,
        timestamp: 1_700_000_000,
        title: 'A call',
        env: { TERM: 'xterm-256color' },
      },
      events: [],
    });
  });

  it('cleans its title of what a terminal would obey', () => {
    const { text } = write(() => {}, { title: 'with \u001b]0;evil\u0007\u009b2J\nmallory' });
    expect(parseAsciicast(text).header.title).toBe('with ]0;evil2J mallory');
  });

  it('lists output, sizes and its end in seconds since the event before', () => {
    const { text } = write((writer) => {
      writer.output(0, 'a');
      writer.output(1_234.4, '\x1b[1mb\r\n');
      writer.resize(2_000, 100, 30);
      writer.exit(2_500);
    });
    expect(
      text
        .split('\n')
        .slice(1, -1)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      [0, 'o', 'a'],
      [1.234, 'o', '\x1b[1mb\r\n'],
      [0.766, 'r', '100x30'],
      [0.5, 'x', '0'],
    ]);
  });

  it('lists output and sizes in seconds since its start in version 2, which has no end', () => {
    const { text } = write(
      (writer) => {
        writer.output(0, 'a');
        writer.output(1_234.4, 'b');
        writer.resize(2_000, 100, 30);
        writer.exit(2_500);
      },
      { version: 2 },
    );
    expect(parseAsciicast(text).events).toEqual([
      [0, 'o', 'a'],
      [1.234, 'o', 'b'],
      [2, 'r', '100x30'],
    ]);
  });

  it('is as long as it was after a hundred thousand events whose times are no milliseconds', () => {
    const { text } = write((writer) => {
      for (let frame = 0; frame <= 100_000; frame++) writer.output(frame * (1_000 / 30), '.');
    });
    expect(parseAsciicast(text).events.at(-1)?.[0]).toBe(3_333.333);
  });

  it('never runs backwards, whatever the clock does', () => {
    const { text } = write((writer) => {
      for (const atMs of [-5, 900, 400, 1_000]) writer.output(atMs, '.');
    });
    expect(parseAsciicast(text).events.map(([time]) => time)).toEqual([0, 0.9, 0.9, 1]);
    expect(text).not.toContain('[-');
  });

  it('holds any output as it was given, and knows how long it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (outputs) => {
        const { text, byteLength } = write((writer) => {
          for (const output of outputs) writer.output(0, output);
        });
        expect(parseAsciicast(text).events.map(([, , data]) => data)).toEqual(outputs);
        expect(Buffer.byteLength(text)).toBe(byteLength);
      }),
    );
  });

  it('is handed on in pieces while it is written, so that no more than one is held', () => {
    const output = 'x'.repeat(1_000);
    const { chunks } = write((writer) => {
      for (let count = 0; count < 1_000; count++) writer.output(count, output);
    });
    expect(chunks.length).toBeGreaterThan(10);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(70_000);
  });
});

describe('the strict reader of the tests', () => {
  const head = '{"version":2,"width":80,"height":24}\n';
  const head3 = '{"version":3,"term":{"cols":80,"rows":24}}\n';

  it('skips comments, and adds up the times of version 3', () => {
    const text = `${head3}# begin\n[0.1,"o","a"]\n# on\n[0.2,"r","90x30"]\n[0.3,"x","1"]\n`;
    expect(parseAsciicast(text).events).toEqual([
      [0.1, 'o', 'a'],
      [0.3, 'r', '90x30'],
      [0.6, 'x', '1'],
    ]);
  });

  it.each([
    ['a cut last line', '{"version":2,"width":80,"height":24}'],
    ['another version', '{"version":1,"width":80,"height":24}\n'],
    ['the size of version 2 in version 3', '{"version":3,"width":80,"height":24}\n'],
    ['a comment in version 2', `${head}# here\n[0,"o","a"]\n`],
    ['an event behind the end', `${head3}[0,"x","0"]\n[0,"o","a"]\n`],
    ['a header field that does not exist', '{"version":2,"width":80,"height":24,"cols":80}\n'],
    ['no height', '{"version":2,"width":80}\n'],
    [
      'seven colours',
      head.replace('}', ',"theme":{"fg":"#000000","bg":"#000000","palette":"#1"}}'),
    ],
    ['an event too short', `${head}[0,"o"]\n`],
    ['an unknown kind', `${head}[0,"x","a"]\n`],
    ['time as text', `${head}["0","o","a"]\n`],
    ['a time before the start', `${head}[-1,"o","a"]\n`],
    ['time that runs backwards', `${head}[2,"o","a"]\n[1,"o","a"]\n`],
    ['a size that is none', `${head}[0,"r","80 by 24"]\n`],
    ['an unescaped control', `${head}[0,"o","\u009b"]\n`],
    ['an empty line', `${head}\n[0,"o","a"]\n`],
  ])('refuses %s', (_what, text) => {
    expect(() => parseAsciicast(text)).toThrow();
  });

  it('takes 8 colours and 16', () => {
    for (const count of [8, 16]) {
      const palette = Array.from({ length: count }, () => '#0a0b0c').join(':');
      const theme = JSON.stringify({ fg: '#ffffff', bg: '#000000', palette });
      const { header } = parseAsciicast(head.replace('}', `,"theme":${theme}}`));
      expect(header).toHaveProperty('theme.palette', palette);
    }
  });
});
