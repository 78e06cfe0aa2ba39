import type { CellGrid } from '../../shared/ascii/cells';
import type { Disposable } from '../../shared/base/lifecycle';
import type { GlyphCameraLook } from './glyph-camera';

/** Draws a track as cells, whenever it is asked to. */
export interface CellCamera extends Disposable {
  /** Width by height of the latest frame; `null`: none has come. */
  readonly aspect: number | null;
  /** The next frame, valid until asked again; `null` when none comes. */
  draw(look: GlyphCameraLook): Promise<CellGrid | null>;
  /** Every frame from now on, until another look is followed or none (`null`). */
  follow(look: GlyphCameraLook | null, handleCells: (cells: CellGrid) => void): void;
}
