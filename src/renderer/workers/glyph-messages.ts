import type { CellGrid } from '../../shared/ascii/cells';
import type { PictureLook } from '../../shared/ascii/picture-look';
import type { StyleName } from '../../shared/ascii/styles';
import type { PicturePixels } from './picture-messages';

// What the page and the worker of a text picture say to each other.

export type GlyphRequest =
  | { readonly kind: 'frames'; readonly readable: ReadableStream<VideoFrame> }
  | { readonly kind: 'await-pixels' }
  | PicturePixels
  /** Asks for the next frames, in so many cells; each is answered by `cells`. */
  | {
      readonly kind: 'draw';
      readonly cols: number;
      readonly rows: number;
      readonly style: StyleName;
      /** All else of its look; left out: the style as it is. */
      readonly look?: PictureLook;
      readonly mirror?: boolean;
      /** How many; default: one. */
      readonly frames?: number;
    }
  /** Asks for one more as those before. */
  | { readonly kind: 'more' }
  /** Nobody wants any more. */
  | { readonly kind: 'enough' }
  | { readonly kind: 'end' };

export type GlyphResponse =
  | { readonly kind: 'pixels-taken' }
  | {
      readonly kind: 'cells';
      readonly cells: CellGrid;
      /** Width by height of the frame, as it is meant to be seen. */
      readonly aspect: number;
    };
