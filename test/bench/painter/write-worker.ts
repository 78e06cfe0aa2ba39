import { FrameCopier, type SizedFrame } from '../../../src/renderer/workers/frame-copier';
import { FrameReader } from '../../../src/renderer/workers/frame-reader';
import { createEngineExports, loadEngineModule } from '../../../src/renderer/workers/engine-module';
import { AnsiDelta } from '../../../src/shared/ascii/ansi-delta';
import { type AsciiEngine, createAsciiEngine } from '../../../src/shared/ascii/engine';
import type { StyleName } from '../../../src/shared/ascii/styles';
import { stampOf } from './stamp-of-frame';

// The write path's worker: the same frames, reader and engine as a picture's, but what comes out is
// text for a terminal. One frame is in flight; those that come meanwhile are left out.

export interface WriteStart {
  readonly readable: ReadableStream<VideoFrame>;
  readonly cols: number;
  readonly rows: number;
  readonly style: StyleName;
}

export interface WrittenFrame {
  readonly ansi: string;
  readonly number: number | null;
  /** When the frame was in hand, since the epoch. */
  readonly takenAtMs: number;
}

let isInFlight = false;

async function start({ readable, cols, rows, style }: WriteStart): Promise<void> {
  await loadEngineModule();
  const engine = createAsciiEngine({ cols, rows, style, wasm: createEngineExports() });
  const encoder = new AnsiDelta(cols, rows, { colours: '256' });
  new FrameReader({
    readable,
    copier: new FrameCopier(),
    isWanted: () => !isInFlight,
    handleFrame: (frame) => {
      send(frame, engine, encoder);
    },
    handleError: (error) => {
      throw error;
    },
  });
}

function send({ pixels }: SizedFrame, engine: AsciiEngine, encoder: AnsiDelta): void {
  const takenAtMs = performance.timeOrigin + performance.now();
  const written: WrittenFrame = {
    ansi: encoder.encode(engine.draw(pixels)),
    number: stampOf(pixels),
    takenAtMs,
  };
  isInFlight = true;
  postMessage(written);
}

addEventListener('message', ({ data }: MessageEvent<WriteStart | 'written'>) => {
  if (data === 'written') isInFlight = false;
  else void start(data);
});
