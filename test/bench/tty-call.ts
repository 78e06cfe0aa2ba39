import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppDriver } from '../helpers/app-driver';
import { startAppServer } from '../helpers/app-server';
import { faceFrame } from '../helpers/face-frame';
import { clipFrames, HEAD_CLIP } from '../helpers/fake-camera';
import { inkOfStyle } from '../helpers/picture-brightness';
import { bestTextMatch } from '../helpers/picture-match';
import { terminalLikeness } from '../helpers/terminal-likeness';
import { TtyTerminal } from '../helpers/tty-terminal';
import { encodeY4m } from '../helpers/y4m';
import { processorSeconds } from './processor-seconds';

const COLS = 160;
/** Of the stage, and below it the status and the line that is typed. */
const ROWS = 48;
const SETTLE_MS = 5_000;
const MEASURED_MS = 10_000;
/** One update of the screen begins with it. */
const BEGIN_UPDATE = '\x1b[?2026h';
const STYLE = 'ascii-color';
/** A window whose stage is about as many cells. */
const VIEWPORT = { width: 960, height: 610 };
const CLIP_FRAMES = 120;

/** A call of `webcrt tty --server` with a browser. */
export interface TtyCall {
  /** Updates of the terminal a second. */
  readonly shownFps: number;
  /** Frames a second that the browser decoded. */
  readonly sentFps: number;
  readonly mbitPerS: number;
  /** Of a processor, of the whole client. */
  readonly cores: number;
  /** How like the clips the pictures are, at either end. */
  readonly shownLikeness: number;
  readonly sentLikeness: number;
}

/** Calls a browser from a terminal with a stage of 160x48 cells, and measures ten seconds of it. */
export async function measureTtyCall(): Promise<TtyCall> {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-bench-'));
  const server = await startAppServer();
  const bob = await AppDriver.open({
    serverUrl: server.url,
    user: 'bob',
    clip: HEAD_CLIP,
    viewport: VIEWPORT,
  });
  const url = server.url.replace(/^http/, 'ws');
  const words = ['tty', '--server', url, '--user', 'ann', `--user-data-dir=${folder}`];
  const sent = ['--camera', ownClip(folder), '--microphone', 'none', '--speaker', 'none'];
  const tty = new TtyTerminal({ cols: COLS, rows: ROWS + 2, words: [...words, ...sent] });
  try {
    await bob.waitForStatus(/signed in as bob/);
    await bob.setStyle(STYLE);
    await tty.waitFor(/signed in as ann/);
    // The stage has all of it without the chat.
    tty.type('\x1bc');
    tty.enter('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await tty.waitFor(/in call with bob/);
    tty.enter('/selfview hidden');
    await bob.expectPicture('ann');
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return await measure(tty, bob);
  } finally {
    await tty.close();
    await bob.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(tty: TtyTerminal, bob: AppDriver): Promise<TtyCall> {
  const beginMs = performance.now();
  const [beginChars, beginS] = [tty.output.length, processorSeconds(tty.pid)];
  const { framesDecoded: beginFrames } = await bob.receivedMedia();
  await new Promise((resolve) => setTimeout(resolve, MEASURED_MS));
  const elapsedS = (performance.now() - beginMs) / 1_000;
  const output = tty.output.slice(beginChars);
  const cores = (processorSeconds(tty.pid) - beginS) / elapsedS;
  const { framesDecoded } = await bob.receivedMedia();
  const head = await clipFrames(HEAD_CLIP, 3);
  return {
    shownFps: (output.split(BEGIN_UPDATE).length - 1) / elapsedS,
    sentFps: (framesDecoded - beginFrames) / elapsedS,
    mbitPerS: (Buffer.byteLength(output) * 8) / elapsedS / 1e6,
    cores,
    shownLikeness: terminalLikeness(await tty.cells(), COLS, head),
    sentLikeness: bestTextMatch(await bob.snapshotText(), head, inkOfStyle(STYLE)),
  };
}

/** The head clip, as a file that the client plays. */
function ownClip(folder: string): string {
  const path = join(folder, 'head.y4m');
  const frames = Array.from({ length: CLIP_FRAMES }, (_, index) => {
    const { width, height, y, u, v } = faceFrame(index);
    return { widthPx: width, heightPx: height, y, u, v };
  });
  writeFileSync(path, encodeY4m(frames, 30));
  return path;
}
