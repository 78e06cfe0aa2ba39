import type { CellGrid } from '../../shared/ascii/cells';
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
/** What was asked for last. */
let asked: Draw | null = null;
/** How many frames of that are to be drawn. */
let wanted = 0;

function post(response: GlyphResponse, transfer: Transferable[] = []): void {
  self.postMessage(response, { transfer });
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
  if (!asked || wanted === 0) return;
  wanted -= 1;
  // A copy of its own: what it is drawn in is the engine's whole memory, which would go along.
  const cells = copyCells(engineFor(asked).draw(pixels));
  const { glyphs, foreground, background, dirty } = cells;
  const buffers = [glyphs, foreground, background, dirty].map(({ buffer }) => buffer);
  post({ kind: 'cells', cells, aspect: displayWidth / displayHeight }, buffers as ArrayBuffer[]);
}

function copyCells({ cols, rows, glyphs, foreground, background, dirty }: CellGrid): CellGrid {
  return {
    ...{ cols, rows, glyphs: glyphs.slice(), dirty: dirty.slice() },
    ...{ foreground: foreground.slice(), background: background.slice() },
  };
}

const source = new PictureSource({
  post: ({ kind }) => {
    if (kind === 'pixels-taken') post({ kind });
  },
  isHidden: () => wanted === 0,
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
      wanted = request.frames ?? 1;
      return;
    case 'more':
      wanted += 1;
      return;
    case 'enough':
      wanted = 0;
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
