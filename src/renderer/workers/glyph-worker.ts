import { type AsciiEngine, createAsciiEngine } from '../../shared/ascii/engine';
import { assertNever } from '../../shared/base/assert-never';
import { createEngineExports, loadEngineModule } from './engine-module';
import type { SizedFrame } from './frame-copier';
import type { GlyphRequest, GlyphResponse } from './glyph-messages';
import { PictureSource } from './picture-source';

// The worker of a picture that is sent as text: draws the next frame whenever it is asked to. It
// has no canvas and no screen refresh to wait for: it goes on in a window that nobody sees.

type Draw = Extract<GlyphRequest, { kind: 'draw' }>;

let engine: { readonly engine: AsciiEngine; readonly key: string } | null = null;
/** What was asked for and not answered yet. */
let asked: Draw | null = null;

function post(response: GlyphResponse): void {
  self.postMessage(response);
}

/** One engine as long as the same is asked for: it keeps still what stands still. */
function engineFor({ cols, rows, style, look, mirror }: Draw): AsciiEngine {
  const key = JSON.stringify([cols, rows, style, look, mirror]);
  if (engine?.key === key) return engine.engine;
  engine?.engine.dispose();
  const config = { cols, rows, style, look, mirror, wasm: createEngineExports() };
  engine = { engine: createAsciiEngine(config), key };
  return engine.engine;
}

function draw({ pixels, displayWidth, displayHeight }: SizedFrame): void {
  if (!asked) return;
  const cells = engineFor(asked).draw(pixels);
  asked = null;
  post({ kind: 'cells', cells, aspect: displayWidth / displayHeight });
}

const source = new PictureSource({
  post: ({ kind }) => {
    if (kind === 'pixels-taken') post({ kind });
  },
  isHidden: () => asked === null,
  handleFrame: draw,
});

async function end(): Promise<void> {
  await source.stop();
  self.close();
}

function handle(request: GlyphRequest): void {
  switch (request.kind) {
    case 'frames':
      source.read(request.readable);
      return;
    case 'await-pixels':
      void source.stop();
      return;
    case 'pixels':
      source.takePixels(request);
      return;
    case 'draw':
      asked = request;
      return;
    case 'end':
      void end();
      return;
    default:
      assertNever(request, 'glyph request');
  }
}

// Without WebAssembly it is drawn by plain TypeScript, which is quick enough for this.
loadEngineModule().catch(() => undefined);

self.addEventListener('message', ({ data }: MessageEvent<GlyphRequest>) => {
  handle(data);
});
