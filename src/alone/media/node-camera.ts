import type { CellGrid } from '../../shared/ascii/cells';
import { type AsciiEngine, createAsciiEngine } from '../../shared/ascii/engine';
import type { I420Frame } from '../../shared/ascii/pixel-frame';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { CellCamera } from '../../renderer/terminal/cell-camera';
import type { GlyphCameraLook } from '../../renderer/terminal/glyph-camera';
import { createEngineExports } from '../../tty/screen/engine-module';
import type { NodeTrack } from './node-track';

/** A frame that has not come by then comes no more. */
const FRAME_TIMEOUT_MS = 2_000;

interface Asked {
  readonly look: GlyphCameraLook;
  readonly answer: (cells: CellGrid | null) => void;
}

interface Followed {
  readonly look: GlyphCameraLook;
  readonly handleCells: (cells: CellGrid) => void;
}

/** Draws a track as cells, in this very program. */
export class NodeCamera implements CellCamera, Disposable {
  private readonly store = new DisposableStore();
  private engine: { readonly engine: AsciiEngine; readonly key: string } | null = null;
  private asked: Asked | null = null;
  private followed: Followed | null = null;
  aspect: number | null = null;

  constructor(track: NodeTrack) {
    this.store.add(
      track.onFrame((frame) => {
        this.take(frame);
      }),
    );
  }

  draw(look: GlyphCameraLook): Promise<CellGrid | null> {
    this.asked?.answer(null);
    if (this.store.isDisposed) return Promise.resolve(null);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.asked?.answer(null), FRAME_TIMEOUT_MS);
      const answer = (cells: CellGrid | null): void => {
        clearTimeout(timer);
        this.asked = null;
        resolve(cells);
      };
      this.asked = { look, answer };
    });
  }

  follow(look: GlyphCameraLook | null, handleCells: (cells: CellGrid) => void): void {
    this.followed = look === null ? null : { look, handleCells };
  }

  dispose(): void {
    this.store.dispose();
    this.followed = null;
    this.asked?.answer(null);
    this.engine?.engine.dispose();
    this.engine = null;
  }

  private take(frame: I420Frame): void {
    this.aspect = frame.width / frame.height;
    const { asked } = this;
    if (asked !== null) asked.answer(this.engineFor(asked.look).draw(frame));
    const { followed } = this;
    if (followed !== null) followed.handleCells(this.engineFor(followed.look).draw(frame));
  }

  /** One engine as long as the same is asked for: it keeps still what stands still. */
  private engineFor({ cols, rows, style, look, mirror }: GlyphCameraLook): AsciiEngine {
    const key = JSON.stringify([cols, rows, style, look, mirror]);
    if (this.engine?.key === key) return this.engine.engine;
    this.engine?.engine.dispose();
    const config = { cols, rows, style, look, mirror, wasm: createEngineExports() };
    this.engine = { engine: createAsciiEngine(config), key };
    return this.engine.engine;
  }
}
