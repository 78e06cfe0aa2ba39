import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CONTROL_EXIT,
  controlWords,
  terminalWords,
  parseControlArguments,
  runControlCommand,
} from '../../../src/main/control-command';
import { controlSocketPath, defaultUserFolder } from '../../../src/main/control-socket-path';
import { listenForControl } from '../../../src/main/control-socket';
import type { Disposable } from '../../../src/shared/base/lifecycle';
import type { ControlReply, ControlRequest } from '../../../src/shared/ipc/control';

const QUIET = { log: () => undefined };

describe('controlWords', () => {
  it.each([
    [['ctl', 'mute'], ['mute']],
    [
      ['--no-sandbox', '--user-data-dir=/x', 'ctl', 'status', '--json'],
      ['status', '--json'],
    ],
    [['ctl'], []],
    [['--user', 'ctl'], ['--user', 'ctl'].slice(2)],
  ])('finds in %j what is asked', (argv, words) => {
    expect(controlWords(argv)).toEqual(words);
  });

  it.each([[[]], [['--hidden']], [['webcrt://room/ctl']]])('finds nothing in %j', (argv) => {
    expect(controlWords(argv)).toBeNull();
  });
});

describe('terminalWords', () => {
  it('finds what stands behind tty, and nothing behind anything else', () => {
    expect(terminalWords(['--user-data-dir=/x', 'tty', '--help'])).toEqual(['--help']);
    for (const argv of [[], ['ctl', 'tty'], ['webcrt://room/tty'], ['--hidden']])
      expect(terminalWords(argv)).toBeNull();
  });
});

describe('parseControlArguments', () => {
  it.each([
    [['mute'], { verb: 'mute', isHeld: null }, false],
    [['--json', 'status'], { verb: 'status', isHeld: null }, true],
    [['ptt'], { verb: 'ptt', isHeld: null }, false],
    [['ptt', 'down'], { verb: 'ptt', isHeld: true }, false],
    [['ptt', 'up', '--json'], { verb: 'ptt', isHeld: false }, true],
  ] as const)('reads %j', (words, request, isJson) => {
    expect(parseControlArguments(words)).toEqual({ kind: 'ask', request, isJson });
  });

  it.each([[['shout']], [['mute', 'now']], [['ptt', 'sideways']], [['ptt', 'up', 'down']]])(
    'does not understand %j',
    (words) => {
      expect(parseControlArguments(words).kind).toBe('wrong');
    },
  );

  it('explains itself when asked, and to whom says nothing', () => {
    expect(parseControlArguments([]).kind).toBe('help');
    expect(parseControlArguments(['mute', '--help']).kind).toBe('help');
  });
});

describe('defaultUserFolder', () => {
  it.each([
    ['linux', {}, '/home/ann/.config/webcrt'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/ann/.config/webcrt'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/webcrt'],
    ['darwin', {}, '/home/ann/Library/Application Support/webcrt'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/webcrt'],
  ] as const)('is on %s with %j %s', (platform, env, folder) => {
    expect(defaultUserFolder(platform, env, '/home/ann')).toBe(folder);
  });
});

describe('controlSocketPath', () => {
  it('is a pipe of its own for each profile on Windows', () => {
    const one = controlSocketPath('C:\\Users\\ann\\webcrt', 'win32');
    expect(one.folder).toBeNull();
    expect(one.path).toMatch(/^\\\\\.\\pipe\\webcrt-[\da-f]{16}$/);
    expect(controlSocketPath('c:\\users\\ANN\\webcrt', 'win32')).toEqual(one);
    expect(controlSocketPath('C:\\Users\\bob\\webcrt', 'win32')).not.toEqual(one);
  });
});

describe('runControlCommand', () => {
  let folder: string;
  let app: Disposable | null = null;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-control-'));
  });

  afterEach(() => {
    app?.dispose();
    app = null;
    rmSync(folder, { recursive: true, force: true });
  });

  const place = () => controlSocketPath(folder, process.platform);

  function startApp(reply: Omit<ControlReply, 'status'>): ControlRequest[] {
    const asked: ControlRequest[] = [];
    app = listenForControl(
      place(),
      {
        handle: (request) => {
          asked.push(request);
          return Promise.resolve({ ...reply, status: null });
        },
        attach: () => false,
      },
      QUIET,
    );
    return asked;
  }

  async function run(...words: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const exitCode = await runControlCommand(words, place(), {
      out: (line) => out.push(line),
      err: (line) => err.push(line),
    });
    return { exitCode, out, err };
  }

  it('asks the app, and prints its sentence', async () => {
    const asked = startApp({ isDone: true, text: 'Your microphone is muted.' });
    expect(await run('mute')).toEqual({
      exitCode: CONTROL_EXIT.done,
      out: ['Your microphone is muted.'],
      err: [],
    });
    expect(asked).toEqual([{ verb: 'mute', isHeld: null }]);
  });

  it('prints JSON where that is asked for', async () => {
    startApp({ isDone: true, text: 'Fine.' });
    const { out } = await run('status', '--json');
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
      { isDone: true, text: 'Fine.', status: null },
    ]);
  });

  it('fails where the app refuses', async () => {
    startApp({ isDone: false, text: 'Nobody is calling.' });
    expect(await run('answer')).toEqual({
      exitCode: CONTROL_EXIT.refused,
      out: [],
      err: ['Nobody is calling.'],
    });
  });

  it('says so where no app runs, and where one has gone', async () => {
    const before = await run('mute');
    expect(before.exitCode).toBe(CONTROL_EXIT.notRunning);
    expect(before.err[0]).toContain('No WebCRT app runs here');
    startApp({ isDone: true, text: '' });
    app?.dispose();
    expect((await run('status', '--json')).out[0]).toContain('"isDone":false');
  });

  it('says what it knows to whom it does not understand', async () => {
    const { exitCode, err } = await run('shout');
    expect(exitCode).toBe(CONTROL_EXIT.usage);
    expect(err[0]).toContain('mute, unmute, ptt, answer, hangup, status');
  });
});
