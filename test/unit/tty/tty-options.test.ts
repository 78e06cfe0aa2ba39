import { describe, expect, it } from 'vitest';
import { readTtyOptions } from '../../../src/tty/tty-options';

describe('what stands behind webcrt tty', () => {
  it('is colours, graphics, or help', () => {
    expect(readTtyOptions([])).toEqual({
      ok: true,
      value: { isHelp: false, colours: null, graphics: 'cells', alone: null },
    });
    expect(readTtyOptions(['--colours=16'])).toMatchObject({ value: { colours: '16' } });
    expect(readTtyOptions(['--colours', '16'])).toMatchObject({ value: { colours: '16' } });
    expect(readTtyOptions(['--graphics=kitty'])).toMatchObject({ value: { graphics: 'kitty' } });
    expect(readTtyOptions(['-h'])).toMatchObject({ value: { isHelp: true } });
  });

  it('is a server, and who signs in there with what', () => {
    const words = ['--server', 'wss://friends.example', '--user', 'ann', '--camera=test-card'];
    expect(readTtyOptions(words)).toMatchObject({
      value: {
        alone: {
          server: 'wss://friends.example',
          user: 'ann',
          camera: 'test-card',
          microphone: null,
          speaker: null,
        },
      },
    });
  });

  it.each([
    [['--colours=8'], 'webcrt tty has no colours called 8; it has none, 16, 256, truecolour.'],
    [['--graphics=gif'], 'webcrt tty has no graphics called gif; it has cells, kitty, sixel.'],
    [['now'], 'webcrt tty does not know now; webcrt tty --help tells what it knows.'],
    [['--now'], 'webcrt tty does not know --now; webcrt tty --help tells what it knows.'],
    [['--server'], '--server needs a value; webcrt tty --help tells which.'],
    [['--server='], '--server needs a value; webcrt tty --help tells which.'],
    [['--server', 'ftp://x'], 'ftp://x is no address of a server: give one like wss://HOST.'],
    [['--camera', 'none'], '--camera is for a client of its own: give it --server URL, too.'],
    [
      ['--server', 'ws://localhost', '--user', '\u200b'],
      '\u200b cannot be a name: give one with letters that can be shown.',
    ],
  ])('is refused in a sentence otherwise: %j', (words, error) => {
    expect(readTtyOptions(words)).toMatchObject({ ok: false, error });
  });
});
