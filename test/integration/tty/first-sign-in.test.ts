import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { TtyTerminal } from '../../helpers/tty-terminal';

/** `webcrt tty --server` in a real terminal, where there is no server yet. */
describe.skipIf(process.platform === 'win32')('a terminal that is there before its server', () => {
  let program: string;
  let folder: string;
  let tty: TtyTerminal | undefined;
  let server: AppServer | undefined;

  beforeAll(async () => {
    program = join(await buildFixtureApp(), 'out/main/webcrt.js');
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-'));
  });

  afterEach(async () => {
    await tty?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says so once, counts in its status, and is signed in by itself when there is one', async () => {
    const port = await freePort(0, '127.0.0.1');
    const alone = ['tty', '--server', `ws://127.0.0.1:${port}`, '--user', 'ann'];
    const words = [...alone, `--user-data-dir=${folder}`, '--camera', 'none'];
    tty = new TtyTerminal({ program, words });
    await tty.waitFor(/no server \(try [3-9]\)/);
    server = await startAppServer(undefined, undefined, undefined, port);
    await tty.waitFor(/signed in as ann/);
    await tty.waitFor(/You are signed in as ann\./);
    expect((await tty.text()).match(/nothing\s+\W*listens there/g)).toHaveLength(1);
  });
});
