import { assertNever } from '../../shared/base/assert-never';
import type {
  PictureRequest,
  PictureResponse,
  PictureStart,
  PictureWarmUp,
} from './picture-messages';
import { PictureSource } from './picture-source';
import { PaintScheduler } from './paint-scheduler';
import { warmUp } from './warm-up';

// The worker of one picture: frames in, cells out to its canvas. The page is not asked per frame.

const REPORT_INTERVAL_MS = 1_000;
const STALL_CHECK_INTERVAL_MS = 250;

interface Picture {
  readonly stage: PaintScheduler;
  readonly source: PictureSource;
}

let picture: Picture | null = null;

function post(response: PictureResponse): void {
  self.postMessage(response);
}

function begin(start: PictureStart): Picture {
  const stage = new PaintScheduler(start, post);
  const source = new PictureSource({
    post,
    isHidden: () => stage.isHidden,
    handleFrame: (frame) => {
      stage.show(frame);
    },
  });
  source.setFrameInterval(start.settings.frameInterval);
  setInterval(() => {
    source.checkStall();
  }, STALL_CHECK_INTERVAL_MS);
  setInterval(() => {
    post({ kind: 'stats', stats: stage.takeStats() });
  }, REPORT_INTERVAL_MS);
  return { stage, source };
}

/** Frames that are still held must be closed before the worker goes. */
async function end({ source }: Picture): Promise<void> {
  await source.stop();
  self.close();
}

async function postPng({ stage }: Picture, id: number): Promise<void> {
  const blob = await stage.png().catch(() => null);
  post({ kind: 'png', id, blob });
}

type LaterRequest = Exclude<PictureRequest, PictureStart | PictureWarmUp>;

function handle(request: LaterRequest, current: Picture): void {
  const { stage, source } = current;
  switch (request.kind) {
    case 'configure':
      source.setFrameInterval(request.settings.frameInterval);
      stage.configure(request.settings);
      return;
    case 'frames':
      source.read(request.readable);
      return;
    case 'await-pixels':
      void source.stop();
      return;
    case 'pixels':
      source.takePixels(request);
      return;
    case 'cells':
      if (request.cells) source.noteCells();
      stage.showCells(request.cells);
      return;
    case 'no-source':
      void source.stop();
      stage.clear();
      return;
    case 'snapshot':
      post({ kind: 'snapshot', id: request.id, snapshot: stage.snapshot() });
      return;
    case 'png':
      void postPng(current, request.id);
      return;
    case 'end':
      void end(current);
      return;
    default:
      assertNever(request, 'picture request');
  }
}

self.addEventListener('message', ({ data }: MessageEvent<PictureRequest>) => {
  if (data.kind === 'warm-up') void warmUp(data, () => picture === null);
  else if (data.kind === 'start') picture = begin(data);
  else if (picture) handle(data, picture);
});
