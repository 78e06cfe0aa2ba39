import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ControlSocketPath, controlSocketPath } from '../../../src/main/control-socket-path';
import { askRunningApp, listenForControl } from '../../../src/main/control-socket';
import type { Disposable } from '../../../src/shared/base/lifecycle';
import { ATTACH_LINE, type TerminalRequest } from '../../../src/shared/ipc/attached-terminal';

const STATUS = { verb: 'status', isHeld: null } as const;

describe.skipIf(process.platform === 'win32')('the socket of webcrt ctl', () => {
  let folder: string;
  let place: ControlSocketPath;
  let app: Disposable | null = null;
  let logged: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-socket-'));
    place = controlSocketPath(folder, process.platform);
    logged = [];
  });

  afterEach(() => {
    app?.dispose();
    app = null;
    rmSync(folder, { recursive: true, force: true });
  });

  function start(): void {
    app = listenForControl(
      place,
      {
        handle: () => Promise.resolve({ isDone: true, text: 'Fine.', status: null }),
        attach: () => false,
      },
      { log: (_level, message) => void logged.push(message) },
    );
  }

  /** What the app says to a line that no `webcrt ctl` would send; '' when it only hangs up. */
  function say(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect(place.path, () => socket.write(text));
      socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
      socket.on('close', () => {
        resolve(heard);
      });
      socket.on('error', reject);
    });
  }

  it('attaches a terminal, and hears all that it says, also what comes in one piece', async () => {
    const asked: TerminalRequest[] = [];
    app = listenForControl(
      place,
      {
        handle: () => Promise.reject(new Error('not asked')),
        attach: (channel) => {
          channel.onRequest((request) => {
            asked.push(request);
            if (asked.length === 3) channel.dispose();
          });
          return true;
        },
      },
      { log: (_level, message) => void logged.push(message) },
    );
    const shown = '{"kind":"shown"}\n';
    const size = '{"kind":"size","cols":80,"rows":24,"hasColours":true}\n';
    expect(await say(`${ATTACH_LINE}\n${size}${shown}${shown}`)).toBe('');
    expect(asked.map(({ kind }) => kind)).toEqual(['size', 'shown', 'shown']);
  });

  it('ends with a terminal that says something else', async () => {
    let isOver = false;
    app = listenForControl(
      place,
      {
        handle: () => Promise.reject(new Error('not asked')),
        attach: (channel) => {
          channel.onClose(() => (isOver = true));
          return true;
        },
      },
      { log: (_level, message) => void logged.push(message) },
    );
    expect(await say(`${ATTACH_LINE}\n{"kind":"quit"}\n`)).toBe('');
    await expect.poll(() => isOver).toBe(true);
  });

  it('is nobody else’s to open', async () => {
    start();
    expect((await askRunningApp(place, STATUS)).ok).toBe(true);
    expect(statSync(dirname(place.path)).mode & 0o777).toBe(0o700);
    expect(statSync(place.path).mode & 0o777).toBe(0o600);
  });

  it('closes a folder that stood open, and replaces what a crash left behind', async () => {
    mkdirSync(dirname(place.path));
    chmodSync(dirname(place.path), 0o777);
    writeFileSync(place.path, '');
    start();
    expect((await askRunningApp(place, STATUS)).ok).toBe(true);
    expect(statSync(dirname(place.path)).mode & 0o777).toBe(0o700);
  });

  it('listens nowhere where the folder is none, and the app goes on', async () => {
    writeFileSync(dirname(place.path), '');
    start();
    expect(logged).toEqual(['webcrt ctl cannot reach this app']);
    expect(await askRunningApp(place, STATUS)).toEqual({ ok: false, error: 'not-running' });
  });

  it.each(['nonsense\n', '{"verb":"quit","isHeld":null}\n', '{"verb":"mute"}\n', '[]\n', '\n'])(
    'refuses %j',
    async (line) => {
      start();
      await askRunningApp(place, STATUS);
      expect(JSON.parse(await say(line))).toMatchObject({ isDone: false, status: null });
    },
  );

  it('hangs up on whoever says too much, and goes on for others', async () => {
    start();
    await askRunningApp(place, STATUS);
    expect(await say('x'.repeat(20_000)).catch(() => '')).toBe('');
    expect((await askRunningApp(place, STATUS)).ok).toBe(true);
  });
});
