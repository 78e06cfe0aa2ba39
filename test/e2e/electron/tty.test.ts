import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
import { terminalLikeness } from '../../helpers/terminal-likeness';
import { TerminalScreen } from '../../helpers/terminal-screen';
import { TtyTerminal, WEBCRT } from '../../helpers/tty-terminal';

const MIN_LIKENESS = 0.9;
const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** `webcrt tty` in a real terminal, attached to the whole app. */
describe('the app in a terminal', () => {
  let server: AppServer;
  let app: ElectronApp;
  let bob: AppDriver;
  let tty: TtyTerminal;
  let head: readonly LumaFrame[];

  const open = (options: { cols?: number; rows?: number } = {}): TtyTerminal =>
    new TtyTerminal({ words: ['tty', `--user-data-dir=${app.userDataDir}`], ...options });

  beforeAll(async () => {
    server = await startAppServer();
    head = await clipFrames(HEAD_CLIP, 6);
    const ws = server.url.replace(/^http/, 'ws').replace(/\/$/, '');
    app = await launchElectronApp({ argv: ['--server', ws, '--user', 'ann'] });
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
    await bob.waitForStatus(/signed in as bob/);
    tty = open({ cols: 160, rows: 48 });
    await tty.waitFor(/signed in as ann/);
  });

  afterAll(async () => {
    await tty?.close();
    await bob?.close();
    await app?.close();
    await server?.close();
  });

  it('completes, calls, and shows who answers as their camera sees them', async () => {
    tty.type('call bo\t');
    await tty.waitFor(/> call bob/);
    tty.type('\r');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await tty.waitFor(/in call with bob/);
    tty.enter('/selfview hidden');
    await tty.until('picture like the clip', async () => {
      return terminalLikeness(await tty.cells(), 160, head) >= MIN_LIKENESS;
    });
  });

  it('says what is typed, and shows what is said', async () => {
    tty.enter('hello from a terminal');
    await bob.waitForChat(/ann.*hello from a terminal/);
    await bob.type('and hello to it');
    await tty.waitFor(/bob to you: and hello to it/);
    tty.type('\x1b[200~pasted\nover two lines\x1b[201~\r');
    await bob.waitForChat(/pasted over two lines/);
  });

  it('opens help over the stage, and goes by keys', async () => {
    tty.enter('/help');
    await tty.waitFor(/A line that starts with \/ is always a command/);
    tty.type('\x1b');
    await tty.until('stage', async () => !(await tty.text()).includes('is always a command'));
    tty.type('\x1bm');
    await tty.waitFor(/mic muted/);
    tty.type('\x1b[109;3u');
    await tty.waitFor(/mic on/);
  });

  it('fits any terminal, also a small one', async () => {
    for (const [cols, rows] of [
      [80, 24],
      [40, 12],
      [200, 60],
    ]) {
      tty.resize(cols, rows);
      await tty.until(`a picture in ${cols}x${rows}`, async () => {
        return terminalLikeness(await tty.cells(), cols, head) >= MIN_LIKENESS;
      });
      expect((await tty.text()).split('\n').at(-1)).toMatch(/^> /);
    }
  });

  it('shows the same in a second terminal, which may leave', async () => {
    const other = open({ cols: 90, rows: 30 });
    await other.waitFor(/in call with bob/);
    await other.until('picture', async () => {
      return terminalLikeness(await other.cells(), 90, head) >= MIN_LIKENESS;
    });
    other.type('\x04');
    expect(await other.exited).toBe(0);
    await other.close();
  });

  it('hangs up, and calls once more', async () => {
    tty.enter('/hangup');
    await bob.waitForStatus(/no call/);
    await tty.waitFor(/no call/);
    await bob.type('call ann');
    await tty.waitFor(/bob is calling|bob calls/i);
    tty.enter('answer');
    await bob.waitForStatus(/in call with ann/);
    await tty.waitFor(/in call with bob/);
  });

  it.skipIf(!hasTmux)('is as good in tmux', async () => {
    const [cols, rows] = [120, 36];
    const tmux = (...words: string[]) =>
      spawnSync('tmux', ['-L', `webcrt-${process.pid}`, ...words]);
    const program = `'${process.execPath}' '${WEBCRT}' tty '--user-data-dir=${app.userDataDir}'`;
    tmux(
      ...['-f', '/dev/null', 'new-session', '-d', '-x', String(cols), '-y', String(rows)],
      ...['-e', 'COLORTERM=truecolor', program],
    );
    try {
      await tty.until('picture in tmux', async () => {
        const pane = tmux('capture-pane', '-e', '-p').stdout.toString().trimEnd();
        const screen = new TerminalScreen(cols, rows);
        await screen.write(pane.replaceAll('\n', '\r\n'));
        const likeness = terminalLikeness(screen.cells(), cols, head);
        screen.dispose();
        return likeness >= MIN_LIKENESS;
      });
    } finally {
      tmux('kill-server');
    }
  });

  it('goes on with the page that takes the place of another', async () => {
    await app.window.reload();
    await tty.waitFor(/a mirror: nobody else sees this/);
    await tty.until('the mirror', async () => {
      return (await tty.cells()).filter(({ ink }) => ink !== 'own').length > 200;
    });
    tty.enter('/help');
    await tty.waitFor(/A line that starts with \/ is always a command/);
  });

  it('ends with the app, and says so', async () => {
    await app.close();
    expect(await tty.exited).toBe(1);
    expect(tty.output).toMatch(/\?1049l[\s\S]*WebCRT has ended\./);
  });
});
