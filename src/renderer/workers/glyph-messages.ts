import type { CellGrid } from '../../shared/ascii/cells';
import type { StyleName } from '../../shared/ascii/styles';
import type { PicturePixels } from './picture-messages';

// What the page and the worker of a text picture say to each other.

export type GlyphRequest =
  | { readonly kind: 'frames'; readonly readable: ReadableStream<VideoFrame> }
  | { readonly kind: 'await-pixels' }
  | PicturePixels
  /** Asks for the next frame, in so many cells; answered by `cells`. */
  | {
      readonly kind: 'draw';
      readonly cols: number;
      readonly rows: number;
      readonly style: StyleName;
    }
  | { readonly kind: 'end' };

export type GlyphResponse =
  { readonly kind: 'pixels-taken' } | { readonly kind: 'cells'; readonly cells: CellGrid };
