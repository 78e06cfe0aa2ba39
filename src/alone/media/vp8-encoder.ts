import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { Disposable } from '../../shared/base/lifecycle';
import { type Libav, openLibav, PIXELS_YUV420P } from './libav';

const NAME = 'libvpx';
const CLOCK_HZ = 90_000;
const FPS = 30;
/** Whole pictures come when they are asked for. */
const GOP_FRAMES = 100_000;
/** As quick as libvpx can be: its best takes ten times as long, for a tenth of the bits. */
const OPTIONS = {
  deadline: 'realtime',
  'cpu-used': '12',
  'lag-in-frames': '0',
  'error-resilient': '1',
} as const;
const INTRA = 1;
const BITS_PER_KBIT = 1_000;

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
  private readonly planes: Uint8Array;
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
    this.planes = new Uint8Array((widthPx * heightPx * 3) / 2);
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
    return new Vp8Encoder(options, libav, context, frame, packet);
  }

  /** Memory of its own; `null`: the encoder has left it out. */
  encode(picture: I420Frame, isKey: boolean): Uint8Array | null {
    const { widthPx: width, heightPx: height, libav } = this;
    this.pack(picture);
    const nowPts = Math.round(((performance.now() - this.beginMs) * CLOCK_HZ) / 1_000);
    this.lastPts = Math.max(this.lastPts + 1, nowPts);
    const luma = width * height;
    const half = width / 2;
    const packets = libav.ff_encode_multi_sync(this.context, this.frame, this.packet, [
      {
        data: this.planes,
        layout: [
          { offset: 0, stride: width },
          { offset: luma, stride: half },
          { offset: luma + luma / 4, stride: half },
        ],
        format: PIXELS_YUV420P,
        width,
        height,
        pts: this.lastPts,
        pict_type: isKey ? INTRA : 0,
      },
    ]);
    return packets.at(0)?.data ?? null;
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    this.libav.ff_free_encoder_sync(this.context, this.frame, this.packet);
  }

  private pack({ y, u, v, yStride, uStride, vStride }: I420Frame): void {
    const { planes, widthPx: width, heightPx: height } = this;
    const luma = width * height;
    copyPlane(y, yStride, planes, 0, width, height);
    copyPlane(u, uStride, planes, luma, width / 2, height / 2);
    copyPlane(v, vStride, planes, luma + luma / 4, width / 2, height / 2);
  }
}

export function openVp8Encoder(options: Vp8EncoderOptions): Promise<Vp8Encoder> {
  return Vp8Encoder.open(options);
}

function copyPlane(
  from: Uint8Array,
  stride: number,
  into: Uint8Array,
  at: number,
  width: number,
  height: number,
): void {
  for (let row = 0; row < height; row++) {
    into.set(from.subarray(row * stride, row * stride + width), at + row * width);
  }
}
