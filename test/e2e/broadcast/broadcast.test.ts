import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_COLOUR } from '../../../src/shared/ascii/terminal-colour';
import { AnsiScreen } from '../../../src/shared/ascii/ansi-screen';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { HEAD_CLIP } from '../../helpers/fake-camera';

describe('a broadcast of a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let url = '';
  let curl: ChildProcessWithoutNullStreams | undefined;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann', clip: HEAD_CLIP });
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture('bob');
    await bob.waitForStatus(/in call with ann/);
  });

  afterAll(async () => {
    curl?.kill();
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('has no address before the other end has said yes', async () => {
    await ann.type('/broadcast on');
    await bob.waitForChat(/ann would like to show this stage/);
    await bob.waitForStatus(/ann asks to broadcast/);
    expect((await ann.chatLines()).join('\n')).not.toContain('/watch/');
    await bob.type('/broadcast yes');
    const line = await ann.waitForChat(/The stage is shown at/);
    url = /http\S+\/watch\/[0-9a-f]{32}/.exec(line)?.[0] ?? expect.fail(line);
    await bob.waitForStatus(/● ann broadcasts this/);
    await ann.waitForStatus(/● broadcast to/);
  });

  it('shows curl the stage as it moves', async () => {
    const screen = new AnsiScreen();
    // As the page asks, so that the size is told as well.
    curl = spawn('curl', ['-sN', '-H', 'Accept: application/x-webcrt-cells', `${url}?cols=1000`]);
    curl.stdout.setEncoding('utf8').on('data', (piece: string) => {
      screen.write(piece);
    });
    await ann.waitForStatus(/● broadcast to 1/);
    await ann.until('a picture in many colours at curl', () => {
      const colours = screen.paper.filter((colour) => colour < OWN_COLOUR);
      return Promise.resolve(colours.length > 300 && new Set(colours).size > 10);
    });
    const before = [...screen.paper];
    await ann.until('it to move', () =>
      Promise.resolve(screen.paper.some((colour, cell) => colour !== before[cell])),
    );
  });

  it('ends for everybody when the other end says no', async () => {
    let isOver = false;
    curl?.once('exit', () => {
      isOver = true;
    });
    await bob.type('/broadcast no');
    await ann.waitForChat(/does not want to be shown to others/);
    await ann.until('curl to be hung up on', () => Promise.resolve(isOver));
    expect((await fetch(url)).status).toBe(404);
    await ann.until('the mark to go', async () => !(await ann.statusText()).includes('broadcast'));
    await bob.until('the mark to go', async () => !(await bob.statusText()).includes('broadcast'));
  });
});
