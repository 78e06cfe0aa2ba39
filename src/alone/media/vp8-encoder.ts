import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { Disposable } from '../../shared/base/lifecycle';
import { type Libav, memoryOf, openLibav, PIXELS_YUV420P } from './libav';

const NAME = 'libvpx';
const CLOCK_HZ = 90_000;
const FPS = 30;
/** Whole pictures come when they are asked for. */
const GOP_FRAMES = 100_000;
/**
 * A speed that stays: with a positive one libvpx is as thorough as a quarter of the time between
 * two frames allows, and coarse when the machine is busy. Talking heads are within 1.2 dB of what
 * -4 makes of them in four times as long; from -15 on they are 3 dB worse, and no quicker.
 */
const OPTIONS = {
  deadline: 'realtime',
  'cpu-used': '-12',
  'lag-in-frames': '0',
  'error-resilient': '1',
} as const;
const INTRA = 1;
const BITS_PER_KBIT = 1_000;
const WORD = 2 ** 32;

export interface Vp8EncoderOptions {
  /** Both even. */
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kbps: number;
}

/** Encodes pictures of one size, at one rate. */
export class Vp8Encoder implements Disposable {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly kbps: number;
  private isDisposed = false;
  private lastPts = -1;
  private readonly beginMs = performance.now();

  private constructor(
    { widthPx, heightPx, kbps }: Vp8EncoderOptions,
    private readonly libav: Libav,
    private readonly context: number,
    private readonly frame: number,
    private readonly packet: number,
  ) {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    this.kbps = kbps;
  }

  static async open(options: Vp8EncoderOptions): Promise<Vp8Encoder> {
    const libav = await openLibav();
    const { widthPx: width, heightPx: height, kbps } = options;
    const properties = {
      bit_rate: kbps * BITS_PER_KBIT,
      pix_fmt: PIXELS_YUV420P,
      width,
      height,
      framerate: [FPS, 1],
      gop_size: GOP_FRAMES,
    };
    const [, context, frame, packet] = await libav.ff_init_encoder(NAME, {
      ctx: properties,
      time_base: [1, CLOCK_HZ],
      options: { ...OPTIONS },
    });
    libav.AVFrame_format_s_sync(frame, PIXELS_YUV420P);
    libav.AVFrame_width_s_sync(frame, width);
    libav.AVFrame_height_s_sync(frame, height);
    const result = libav.av_frame_get_buffer_sync(frame, 0);
    if (result < 0) throw new Error(`No memory for pictures of ${width}x${height}: ${result}`);
    return new Vp8Encoder(options, libav, context, frame, packet);
  }

  /** Memory of its own; `null`: the encoder has left it out. */
  encode(picture: I420Frame, isKey: boolean): Uint8Array | null {
    const { libav, context, frame, packet } = this;
    const nowPts = Math.round(((performance.now() - this.beginMs) * CLOCK_HZ) / 1_000);
    this.lastPts = Math.max(this.lastPts + 1, nowPts);
    // It may still be the encoder's: then this one gets memory of its own.
    if (libav.av_frame_make_writable_sync(frame) < 0) return null;
    this.fill(picture);
    libav.AVFrame_pts_s_sync(frame, this.lastPts | 0);
    libav.AVFrame_ptshi_s_sync(frame, Math.floor(this.lastPts / WORD));
    libav.AVFrame_pict_type_s_sync(frame, isKey ? INTRA : 0);
    if (libav.avcodec_send_frame_sync(context, frame) < 0) return null;
    if (libav.avcodec_receive_packet_sync(context, packet) < 0) return null;
    const at = libav.AVPacket_data_sync(packet);
    const data = memoryOf(libav).slice(at, at + libav.AVPacket_size_sync(packet));
    libav.av_packet_unref_sync(packet);
    return data;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_encoder_sync(this.context, this.frame, this.packet);
  }

  /** Writes a picture to where the encoder reads it. */
  private fill({ y, u, v, yStride, uStride, vStride }: I420Frame): void {
    const { widthPx: width, heightPx: height } = this;
    this.fillPlane(0, y, yStride, width, height);
    this.fillPlane(1, u, uStride, width / 2, height / 2);
    this.fillPlane(2, v, vStride, width / 2, height / 2);
  }

  private fillPlane(
    plane: number,
    from: Uint8Array,
    stride: number,
    width: number,
    height: number,
  ): void {
    const { libav, frame } = this;
    const into = libav.AVFrame_data_a_sync(frame, plane);
    const intoStride = libav.AVFrame_linesize_a_sync(frame, plane);
    const memory = memoryOf(libav);
    for (let row = 0; row < height; row++) {
      const at = row * stride;
      memory.set(from.subarray(at, at + width), into + row * intoStride);
    }
  }
}

export function openVp8Encoder(options: Vp8EncoderOptions): Promise<Vp8Encoder> {
  return Vp8Encoder.open(options);
}
