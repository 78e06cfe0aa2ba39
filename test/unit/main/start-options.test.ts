import { describe, expect, it } from 'vitest';
import { APP_ARGUMENTS, APP_HELP } from '../../../src/main/app-options';
import { parseCommandLine } from '../../../src/main/start-options';

const NOTHING = {
  server: null,
  user: null,
  port: 8_080,
  turn: null,
  isHidden: false,
  isUrlOnly: false,
  isKiosk: false,
  kioskStart: null,
  asks: null,
  problems: [],
};

describe('parseCommandLine', () => {
  it('has defaults for everything', () => {
    expect(parseCommandLine([])).toEqual(NOTHING);
  });

  it.each([
    [
      [
        '--server',
        'wss://example.org',
        '--user',
        'ann',
        '--port',
        '9000',
        '--hidden',
        '--no-open',
        '--kiosk',
      ],
    ],
    [
      [
        '--server=wss://example.org',
        '--user=ann',
        '--port=9000',
        '--hidden',
        '--no-open',
        '--kiosk',
      ],
    ],
    [
      [
        '--inspect',
        '--',
        '--no-open',
        '--hidden',
        '--kiosk',
        '--port',
        '9000',
        '--user',
        'ann',
        '--server',
        'wss://example.org',
      ],
    ],
  ])('reads %j', (argv) => {
    expect(parseCommandLine(argv)).toEqual({
      turn: null,
      server: 'wss://example.org',
      user: 'ann',
      port: 9_000,
      isHidden: true,
      isUrlOnly: true,
      isKiosk: true,
      kioskStart: null,
      asks: null,
      problems: [],
    });
  });

  it("passes over Chromium's switches", () => {
    const argv = [
      '--no-sandbox',
      '--user-data-dir=/tmp/x',
      '--remote-debugging-port=0',
      '/some/file',
    ];
    expect(parseCommandLine(argv)).toEqual(NOTHING);
  });

  it.each([['--autojoin'], ['--camera=1'], ['--join=tea-time'], ['--call=ann'], ['--answer']])(
    'has no option that begins a call or opens a camera: %s',
    (argument) => {
      expect(parseCommandLine([argument])).toEqual(NOTHING);
    },
  );

  it('does not take what stands before a -- for its own', () => {
    expect(parseCommandLine(['--user', 'eve', '--', '--hidden'])).toEqual({
      ...NOTHING,
      isHidden: true,
    });
  });

  it.each([
    [['--server', 'ftp://example.org'], /^--server needs /],
    [['--server', '--user', 'ann'], /^--server needs /],
    [['--server='], /^--server needs /],
    [['--user', 'two words'], /^--user needs /],
    [['--user'], /^--user needs /],
    [['--user', '--hidden'], /^--user needs /],
    [['--user', '--user-data-dir=/tmp/x'], /^--user needs /],
    [['--port', '70000'], /^--port needs /],
    [['--port', '-1'], /^--port needs /],
    [['--port', '80a'], /^--port needs /],
  ])('says what is wrong with %j, and goes on without', (argv, sentence) => {
    const { problems, server, port } = parseCommandLine(argv);
    expect(problems).toEqual([expect.stringMatching(sentence)]);
    expect([server, port]).toEqual([null, 8_080]);
  });

  it.each([
    [['--sever', 'wss://example.org'], 'There is no --sever. Is it --server that you mean?'],
    [['--hiden'], 'There is no --hiden. Is it --hidden that you mean?'],
    [['--portt=80'], 'There is no --portt. Is it --port that you mean?'],
    [['call', 'ann'], 'webcrt does not know "call": commands are typed in its window.'],
  ])('says what was not understood of %j', (argv, sentence) => {
    expect(parseCommandLine(argv).problems).toContain(sentence);
  });

  it('has nothing to say of links, files, values and switches of others', () => {
    const argv = ['webcrt://room/a', '/some/file', '--user', 'ann', '--lang=de', '--no-sandbox'];
    expect(parseCommandLine([...argv, '--v=1', '--type=x']).problems).toEqual([]);
  });

  it('takes an option for itself where another has no value', () => {
    const { isHidden, isUrlOnly, port } = parseCommandLine(['--user', '--hidden', '--port=9']);
    expect([isHidden, isUrlOnly, port]).toEqual([true, false, 9]);
    expect(parseCommandLine(['--port', '--no-open']).isUrlOnly).toBe(true);
  });

  it('takes the last of two, as Chromium does', () => {
    expect(parseCommandLine(['--port', '1', '--port=2']).port).toBe(2);
  });

  it('survives what only looks like an option', () => {
    const odd = ['-', '-x', '-xyz', '---', '--=', '--__proto__=x', '--constructor', '--hidden-ish'];
    expect(parseCommandLine(odd)).toEqual(NOTHING);
  });

  it('reads which TURN server its own server hands out', () => {
    const argv = ['--turn', 'turn:a', '--turn=turns:a', '--turn-secret-file', 'secret'];
    const turn = { urls: ['turn:a', 'turns:a'], secretFile: 'secret' };
    expect(parseCommandLine(argv)).toEqual({ ...NOTHING, turn });
    expect(parseCommandLine(['--turn', 'turn:a']).problems).toEqual([
      '--turn needs --turn-secret-file, with the file of its secret.',
    ]);
    expect(parseCommandLine(['--turn', '--turn-secret-file', 'secret']).problems).toEqual([
      '--turn-secret-file needs --turn, with the address of a TURN server.',
    ]);
  });
});

describe('a question on the command line', () => {
  it('is answered in place of starting', () => {
    expect(parseCommandLine(['--version']).asks).toBe('version');
    expect(parseCommandLine(['-h']).asks).toBe('help');
    expect(parseCommandLine(['--version', '--help', '--user', 'ann']).asks).toBe('help');
  });

  it('has an answer that tells every option', () => {
    for (const name of Object.keys(APP_ARGUMENTS)) expect(APP_HELP).toContain(`--${name}`);
  });
});
