import type { PictureLook } from '../../shared/ascii/picture-look';
import type { PictureFont, PictureGeometry } from './picture-messages';

// What the page and the worker of a text picture to send say to each other.

/** The first message: frames are read from `readable`, and go to `writable` as text. */
export interface AsciiSourceStart {
  readonly kind: 'start';
  readonly readable: ReadableStream<VideoFrame>;
  readonly writable: WritableStream<VideoFrame>;
  readonly font: PictureFont;
  readonly geometry: PictureGeometry;
  readonly look: PictureLook;
}

export type AsciiSourceRequest =
  | AsciiSourceStart
  | { readonly kind: 'look'; readonly look: PictureLook }
  /** The last message. */
  | { readonly kind: 'end' };
