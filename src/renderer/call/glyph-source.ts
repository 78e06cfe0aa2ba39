import type { CellGrid } from '../../shared/ascii/cells';
import type { StyleName } from '../../shared/ascii/styles';
import type { Disposable } from '../../shared/base/lifecycle';

/** What a picture is to be drawn as. */
export interface GlyphLook {
  readonly cols: number;
  readonly rows: number;
  readonly style: StyleName;
}

/** Draws a track as cells, whenever it is asked to. */
export interface GlyphSource extends Disposable {
  /** The next frame, valid until asked again; `null` when none comes. */
  draw(look: GlyphLook): Promise<CellGrid | null>;
}

/** A picture that goes, or comes, as text where the path is too thin for video. */
export type TextPicture =
  /** Theirs: the same grid each time. `null`: it comes as video again. */
  | { readonly kind: 'received'; readonly cells: CellGrid | null }
  /** The local one goes as text, or as video again. */
  | { readonly kind: 'sent'; readonly isText: boolean };

export type GlyphSourceFactory = (track: MediaStreamTrack) => GlyphSource;
