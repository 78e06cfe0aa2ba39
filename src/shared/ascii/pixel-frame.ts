/** How Y, U and V map to light: the two matrices and two ranges that video in the wild uses. */
export interface YuvColour {
  readonly matrix: 'bt601' | 'bt709';
  readonly isFullRange: boolean;
}

/** 8-bit planes: full-size luma, half-size U and V (`VideoFrame.copyTo` of an I420 frame). */
export interface I420Frame {
  readonly format: 'i420';
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
  /** Bytes from one row to the next. */
  readonly yStride: number;
  readonly uStride: number;
  readonly vStride: number;
  readonly colour: YuvColour;
}

/** As I420, with U and V interleaved in one plane: what hardware decoders give. */
export interface Nv12Frame {
  readonly format: 'nv12';
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly uv: Uint8Array;
  readonly yStride: number;
  readonly uvStride: number;
  readonly colour: YuvColour;
}

/** 4 bytes a pixel, R G B A or R G B X, sRGB. */
export interface RgbaFrame {
  readonly format: 'rgba';
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly stride: number;
}

export type PixelFrame = I420Frame | Nv12Frame | RgbaFrame;
