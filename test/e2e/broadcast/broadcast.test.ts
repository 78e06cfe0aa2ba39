import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rgbOfColour } from '../../../src/shared/ascii/terminal-colour';
import { AnsiScreen, sizeCommand } from '../../../src/shared/ascii/ansi-screen';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { pearson } from '../../helpers/picture-match';

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

  it('shows curl the stage, and a browser as well', async () => {
    const screen = new AnsiScreen();
    screen.write(sizeCommand(160, 60));
    curl = spawn('curl', ['-sN', `${url}?cols=1000`]);
    curl.stdout.setEncoding('utf8').on('data', (piece: string) => {
      screen.write(piece);
    });
    await ann.waitForStatus(/● broadcast to 1/);
    await ann.until('the picture at curl', async () => {
      const seen = await stageBrightness(ann, screen);
      return pearson(seen.stage, seen.curl) > 0.8;
    });
    const page = await ann.page.context().newPage();
    await page.goto(url);
    const picture = page.getByRole('img', { name: 'what is broadcast' });
    await ann.waitForStatus(/● broadcast to 2/);
    await picture.and(page.locator('[width]')).waitFor();
    await page.close();
    await ann.waitForStatus(/● broadcast to 1/);
  });

  it('ends for everybody when the other end says no', async () => {
    let isOver = false;
    curl?.once('exit', () => {
      isOver = true;
    });
    await bob.type('/broadcast no');
    await ann.waitForChat(/bob does not want to be shown to others/);
    await ann.until('curl to be hung up on', () => Promise.resolve(isOver));
    expect((await fetch(url)).status).toBe(404);
    await ann.until('the mark to go', async () => !(await ann.statusText()).includes('broadcast'));
    await bob.until('the mark to go', async () => !(await bob.statusText()).includes('broadcast'));
  });
});

/** The cells that curl was sent, and the same ones of the stage as it is seen. */
async function stageBrightness(
  app: AppDriver,
  screen: AnsiScreen,
): Promise<{ stage: number[]; curl: number[] }> {
  const used = [...screen.texts.keys()].filter((cell) => screen.paper[cell] < 0x100);
  const cols = 1 + Math.max(0, ...used.map((cell) => cell % screen.cols));
  const rows = 1 + Math.max(0, ...used.map((cell) => Math.floor(cell / screen.cols)));
  const shot = await app.page.locator('.stage').first().screenshot();
  const luma = await app.page.evaluate(
    async ([png, width, height]) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.imageSmoothingQuality = 'high';
      context.drawImage(bitmap, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      return Array.from({ length: width * height }, (_, at) => {
        return 0.3 * data[4 * at] + 0.59 * data[4 * at + 1] + 0.11 * data[4 * at + 2];
      });
    },
    [shot.toString('base64'), cols, rows] as const,
  );
  const stage: number[] = [];
  const curl: number[] = [];
  for (const cell of used) {
    stage.push(luma[Math.floor(cell / screen.cols) * cols + (cell % screen.cols)]);
    const paper = lumaOf(screen.paper[cell]);
    curl.push(screen.ink[cell] < 0x100 ? (lumaOf(screen.ink[cell]) + paper) / 2 : paper);
  }
  return { stage, curl };
}

function lumaOf(colour: number): number {
  const rgb = rgbOfColour(colour);
  return 0.3 * (rgb >> 16) + 0.59 * ((rgb >> 8) & 0xff) + 0.11 * (rgb & 0xff);
}
