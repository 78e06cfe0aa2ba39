import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OWN_COLOUR } from '../../../src/shared/ascii/terminal-colour';
import { AnsiScreen } from '../../../src/shared/ascii/ansi-screen';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
import { terminalLikeness } from '../../helpers/terminal-likeness';

const MIN_LIKENESS = 0.9;

/** How much what was drawn is like one of `frames`. */
function likenessOf(screen: AnsiScreen, frames: readonly LumaFrame[]): number {
  const nameOf = (colour: number): string => (colour === OWN_COLOUR ? 'own' : `p${colour}`);
  const cells = screen.texts.map((text, cell) => ({
    text,
    ink: text.trim() === '' ? 'own' : nameOf(screen.ink[cell]),
    paper: nameOf(screen.paper[cell]),
  }));
  return cells.length === 0 ? -1 : terminalLikeness(cells, screen.cols, frames);
}

/** Runs in the page. */
function countColours(canvas: HTMLElement | SVGElement): number {
  const { width, height } = canvas as HTMLCanvasElement;
  const context = (canvas as HTMLCanvasElement).getContext('2d')!;
  const { data } = context.getImageData(0, 0, width, height);
  const colours = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    colours.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
  }
  return colours.size;
}

describe('a broadcast of a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let url = '';
  let curl: ChildProcessWithoutNullStreams | undefined;
  let page: Page | undefined;

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
    const head = await clipFrames(HEAD_CLIP, 6);
    await ann.type('/selfview hidden');
    await ann.until('bob as their camera sees them', () =>
      Promise.resolve(likenessOf(screen, head) >= MIN_LIKENESS),
    );
    const before = [...screen.paper];
    await ann.until('it to move', () =>
      Promise.resolve(screen.paper.some((colour, cell) => colour !== before[cell])),
    );
  });

  it('is a page in a browser, which says when it is over', async () => {
    page = await ann.page.context().newPage();
    await page.goto(url);
    const picture = page.getByRole('img');
    await picture.waitFor();
    await expect.poll(() => picture.evaluate(countColours)).toBeGreaterThan(20);
  });

  it('ends for everybody when the other end says no', async () => {
    let isOver = false;
    curl?.once('exit', () => {
      isOver = true;
    });
    await bob.type('/broadcast no');
    await ann.waitForChat(/does not want to be shown to others/);
    await ann.until('curl to be hung up on', () => Promise.resolve(isOver));
    await page?.getByRole('status').filter({ hasText: 'The broadcast has ended.' }).waitFor();
    expect((await fetch(url)).status).toBe(404);
    await ann.until('the mark to go', async () => !(await ann.statusText()).includes('broadcast'));
    await bob.until('the mark to go', async () => !(await bob.statusText()).includes('broadcast'));
  });
});
