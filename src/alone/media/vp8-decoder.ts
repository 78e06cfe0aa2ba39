import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { Disposable } from '../../shared/base/lifecycle';
import { yuvColourOf } from '../../renderer/workers/yuv-colour';
import { type Libav, memoryOf, openLibav, PIXELS_YUV420P } from './libav';
import { readVp8Size } from './vp8-header';

const NAME = 'libvpx';
/** Larger ones no camera and no screen sends, and no memory and no second is kept for. */
const MAX_SIDE_PX = 4_096;
const MAX_PX = 4_096 * 2_560;

function isTaken({ width, height }: { readonly width: number; readonly height: number }): boolean {
  return Math.max(width, height) <= MAX_SIDE_PX && width * height <= MAX_PX;
}

/** Makes pictures of frames of VP8, in the order in which they come. */
export class Vp8Decoder implements Disposable {
  private isDisposed = false;
  private planes: readonly Uint8Array[] = [];

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

  /** Valid until the next; `null`: it is none, or one that needs others that are not there. */
  decode(data: Uint8Array): I420Frame | null {
    const { libav, context, packet, frame } = this;
    // Before libvpx makes room for it, which it keeps.
    const size = readVp8Size(data);
    if (size !== null && !isTaken(size)) return null;
    // To libav nothing is the end of all.
    if (data.length === 0) return null;
    try {
      libav.ff_copyin_packet_sync(packet, { data });
      const sent = libav.avcodec_send_packet_sync(context, packet);
      libav.av_packet_unref_sync(packet);
      if (sent < 0) return null;
      let picture: I420Frame | null = null;
      while (libav.avcodec_receive_frame_sync(context, frame) >= 0) picture = this.take();
      return picture;
    } catch {
      return null;
    }
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_decoder_sync(this.context, this.packet, this.frame);
  }

  /** A copy of the picture that was decoded, as libav's memory is its own. */
  private take(): I420Frame | null {
    const { libav, frame } = this;
    const width = libav.AVFrame_width_sync(frame);
    const height = libav.AVFrame_height_sync(frame);
    const isI420 = libav.AVFrame_format_sync(frame) === PIXELS_YUV420P;
    if (!isI420) return null;
    const strides = [0, 1, 2].map((plane) => libav.AVFrame_linesize_a_sync(frame, plane));
    const rows = [height, (height + 1) >> 1, (height + 1) >> 1];
    const [y, u, v] = this.planesOf(strides.map((stride, plane) => stride * rows[plane]));
    const memory = memoryOf(libav);
    for (const [plane, bytes] of [y, u, v].entries()) {
      const at = libav.AVFrame_data_a_sync(frame, plane);
      bytes.set(memory.subarray(at, at + bytes.length));
    }
    const [yStride, uStride, vStride] = strides;
    // VP8 does not say: browsers mean this.
    const colour = yuvColourOf({ matrix: 'smpte170m', fullRange: false }, height);
    return { format: 'i420', width, height, y, u, v, yStride, uStride, vStride, colour };
  }

  private planesOf(lengths: readonly number[]): readonly Uint8Array[] {
    const isSame = lengths.every((length, plane) => this.planes.at(plane)?.length === length);
    if (!isSame) this.planes = lengths.map((length) => new Uint8Array(length));
    return this.planes;
  }
}

export function openVp8Decoder(): Promise<Vp8Decoder> {
  return Vp8Decoder.open();
}
