import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { Disposable } from '../../shared/base/lifecycle';
import { yuvColourOf } from '../../renderer/workers/yuv-colour';
import { type Libav, openLibav } from './libav';

const NAME = 'libvpx';
/** Larger ones no camera sends, and no memory is kept for. */
const MAX_SIDE_PX = 4_096;

/** Makes pictures of frames of VP8, in the order in which they come. */
export class Vp8Decoder implements Disposable {
  private isDisposed = false;

  private constructor(
    private readonly libav: Libav,
    private readonly context: number,
    private readonly packet: number,
    private readonly frame: number,
  ) {}

  static async open(): Promise<Vp8Decoder> {
    const libav = await openLibav();
    const [, context, packet, frame] = await libav.ff_init_decoder(NAME);
    return new Vp8Decoder(libav, context, packet, frame);
  }

  /** Memory of its own; `null`: it is none, or one that needs others that are not there. */
  decode(data: Uint8Array): I420Frame | null {
    const { libav, context, packet, frame } = this;
    try {
      const packets = [{ data, pts: 0, dts: 0 }];
      const picture = libav.ff_decode_multi_sync(context, packet, frame, packets, {}).at(-1);
      return picture === undefined ? null : toFrame(picture);
    } catch {
      return null;
    }
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_decoder_sync(this.context, this.packet, this.frame);
  }
}

export function openVp8Decoder(): Promise<Vp8Decoder> {
  return Vp8Decoder.open();
}

/** As much of libav's picture as is used. */
interface Picture {
  readonly data?: unknown;
  readonly layout?: readonly { readonly offset: number; readonly stride: number }[];
  readonly width?: number;
  readonly height?: number;
}

function toFrame({ data, layout, width, height }: Picture): I420Frame | null {
  if (!(data instanceof Uint8Array) || width === undefined || height === undefined) return null;
  if (width > MAX_SIDE_PX || height > MAX_SIDE_PX || layout?.length !== 3) return null;
  const [y, u, v] = layout;
  return {
    format: 'i420',
    width,
    height,
    y: data.subarray(y.offset),
    u: data.subarray(u.offset),
    v: data.subarray(v.offset),
    yStride: y.stride,
    uStride: u.stride,
    vStride: v.stride,
    // VP8 does not say: browsers mean this.
    colour: yuvColourOf({ matrix: 'smpte170m', fullRange: false }, height),
  };
}
