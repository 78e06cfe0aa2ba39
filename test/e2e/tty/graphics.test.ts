import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MediaClient, openMediaClient } from '../../../src/alone/client/library';
import type { I420Frame } from '../../../src/shared/ascii/pixel-frame';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
import { cellBrightness, pearson } from '../../helpers/picture-match';
import {
  brightness,
  endOf,
  keptKittyImages,
  type KittyImage,
  kittyImages,
  sixelImages,
  type TerminalImage,
} from '../../helpers/terminal-images';
import { KITTY_ANSWERS, SIXEL_ANSWERS, TtyTerminal } from '../../helpers/tty-terminal';

const COMPARED = [48, 36] as const;
const MIN_LIKENESS = 0.9;
const FRAME_MS = 100;
/** Of a cell, as the terminal with sixel says. */
const [CELL_WIDTH_PX, CELL_HEIGHT_PX] = [8, 16];

/** All of `webcrt tty --server`, in calls with a program, in terminals with real pixels. */
describe('a client in a terminal with real pixels', () => {
  const folders: string[] = [];
  let server: AppServer;
  let bob: MediaClient;
  let showing: NodeJS.Timeout;
  let kitty: TtyTerminal;
  let sixel: TtyTerminal;
  let head: LumaFrame;

  function start(
    user: string,
    graphics: string,
    answers: typeof KITTY_ANSWERS | typeof SIXEL_ANSWERS,
  ) {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-'));
    folders.push(folder);
    const media = ['--camera', 'none', '--microphone', 'none', '--speaker', 'none'];
    const where = ['--server', server.url.replace(/^http/, 'ws'), `--user-data-dir=${folder}`];
    const words = ['tty', '--user', user, '--graphics', graphics, ...where, ...media];
    return new TtyTerminal({ words, answers });
  }

  beforeAll(async () => {
    // It keeps this process from all else, and terminals and servers have to answer soon.
    [head] = await clipFrames(HEAD_CLIP);
    server = await startAppServer();
    kitty = start('ann', 'kitty', KITTY_ANSWERS);
    sixel = start('sue', 'sixel', SIXEL_ANSWERS);
    bob = await openMediaClient({ server: server.url, name: 'bob' });
    const frame = greyFrame(head);
    showing = setInterval(() => void bob.show(frame), FRAME_MS);
    await kitty.waitFor(/signed in as ann/);
    await sixel.waitFor(/signed in as sue/);
  });

  afterAll(async () => {
    clearInterval(showing);
    await Promise.all([bob?.close(), kitty?.close(), sixel?.close()]);
    await server?.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  async function call(name: string, tty: TtyTerminal): Promise<void> {
    const calling = bob.call(name);
    await tty.waitFor(/bob is calling you/);
    tty.enter('answer');
    await calling;
  }

  /** The last image behind a place in the stream, once it is like the clip and as is wished. */
  async function shown<T extends TerminalImage>(
    tty: TtyTerminal,
    images: (stream: string) => T[],
    from: number,
    isWished: (image: T) => boolean = () => true,
  ): Promise<T> {
    let image: T | undefined;
    await tty.until('picture like the clip', () => {
      image = images(endOf(tty.output.slice(from))).at(-1);
      const isLike = image !== undefined && likeness(image, head) >= MIN_LIKENESS;
      return Promise.resolve(isLike && isWished(image!));
    });
    return image!;
  }

  it("shows who calls as they are, by kitty's protocol, finer than text can", async () => {
    await call('ann', kitty);
    const image = await shown(kitty, kittyImages, 0);
    expect([image.width, image.height]).toEqual([4 * image.cols, 8 * image.rows]);
    expect(keptKittyImages(kitty.output)).toEqual([1]);
  });

  it('shows them in the room that there is, when that is another', async () => {
    const from = kitty.output.length;
    kitty.resize(80, 24);
    const isInside = ({ row, rows, col, cols }: KittyImage): boolean =>
      row + rows <= 22 && col + cols <= 80;
    await shown(kitty, kittyImages, from, isInside);
    // Those that were there before are not kept.
    expect(keptKittyImages(kitty.output)).toEqual([1]);
  });

  it('shows and keeps nothing of them once they are gone', async () => {
    const from = kitty.output.length;
    bob.hangUp();
    await kitty.waitFor(/no call/);
    await kitty.until('deletion', () => Promise.resolve(kitty.output.includes('a=d', from)));
    expect(keptKittyImages(kitty.output)).toEqual([]);
  });

  it('leaves a call, and no image in a terminal that is as it was', async () => {
    const from = kitty.output.length;
    await call('ann', kitty);
    await shown(kitty, kittyImages, from);
    kitty.type('\x04');
    expect(await kitty.exited).toBe(0);
    expect(keptKittyImages(kitty.output)).toEqual([]);
    const [before, after] = kitty.settings;
    expect(after).toBe(before);
  });

  it('shows them by sixel, in pixels of whole cells, in each size', async () => {
    await call('sue', sixel);
    const image = await shown(sixel, sixelImages, 0);
    expect([image.width % CELL_WIDTH_PX, image.height % CELL_HEIGHT_PX]).toEqual([0, 0]);
    const from = sixel.output.length;
    sixel.resize(80, 24);
    // One row too many would make the terminal scroll.
    const isInside = ({ row, col, width, height }: TerminalImage): boolean =>
      row + height / CELL_HEIGHT_PX <= 22 && col + width / CELL_WIDTH_PX <= 80;
    await shown(sixel, sixelImages, from, isInside);
    sixel.type('\x04');
    expect(await sixel.exited).toBe(0);
  });
});

function greyFrame({ widthPx: width, heightPx: height, luma: y }: LumaFrame): I420Frame {
  const grey = new Uint8Array((width / 2) * (height / 2)).fill(128);
  const strides = { yStride: width, uStride: width / 2, vStride: width / 2 };
  const colour = { matrix: 'bt601', isFullRange: false } as const;
  return { format: 'i420', width, height, y, u: grey, v: grey, ...strides, colour };
}

function likeness(image: TerminalImage, frame: LumaFrame): number {
  const luma = Uint8Array.from(image.pixels, brightness);
  const shown = { widthPx: image.width, heightPx: image.height, luma };
  return pearson(cellBrightness(shown, ...COMPARED), cellBrightness(frame, ...COMPARED));
}
