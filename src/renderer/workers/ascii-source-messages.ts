import type { StyleName } from '../../shared/ascii/styles';
import type { PictureFont, PictureGeometry } from './picture-messages';

// What the page and the worker of a text picture to send say to each other.

/** The first message: frames are read from `readable`, and go to `writable` as text. */
export interface AsciiSourceStart {
  readonly kind: 'start';
  readonly readable: ReadableStream<VideoFrame>;
  readonly writable: WritableStream<VideoFrame>;
  readonly font: PictureFont;
  readonly geometry: PictureGeometry;
  readonly style: StyleName;
}

export type AsciiSourceRequest =
  | AsciiSourceStart
  | { readonly kind: 'style'; readonly style: StyleName }
  /** The last message. */
  | { readonly kind: 'end' };
