import type { PixelFrame } from '../../shared/ascii/pixel-frame';
import { yuvColourOf } from './yuv-colour';

/** Pixels, and the size at which they are meant to be seen (pixels need not be square). */
export interface SizedFrame {
  readonly pixels: PixelFrame;
  readonly displayWidth: number;
  readonly displayHeight: number;
}

/**
 * Copies video frames into memory of its own: native planes where the engine reads them, RGBA
 * otherwise. Two buffers take turns, so that the frame before stays whole while the next is
 * written; a frame is valid until the next but one.
 */
export class FrameCopier {
  private front = new Uint8Array(0);
  private back = new Uint8Array(0);

  /** Does not close `frame`. Rejects when the frame cannot be read. */
  async copy(frame: VideoFrame): Promise<SizedFrame> {
    const { displayWidth, displayHeight } = frame;
    const pixels = await this.copyPixels(frame);
    [this.front, this.back] = [this.back, this.front];
    return { pixels, displayWidth, displayHeight };
  }

  private async copyPixels(frame: VideoFrame): Promise<PixelFrame> {
    if (frame.format !== 'I420' && frame.format !== 'NV12') return this.copyRgba(frame);
    try {
      return await this.copyPlanes(frame, frame.format);
    } catch {
      // A visible rect that starts between two chroma samples cannot be copied as planes.
      return this.copyRgba(frame);
    }
  }

  private async copyPlanes(frame: VideoFrame, format: 'I420' | 'NV12'): Promise<PixelFrame> {
    const size = visibleSize(frame);
    const colour = yuvColourOf(frame.colorSpace, size.height);
    const target = this.reserve(frame.allocationSize());
    const layouts = await frame.copyTo(target);
    const plane = (index: number): Uint8Array => target.subarray(layouts[index].offset);
    const stride = (index: number): number => layouts[index].stride;
    if (format === 'NV12') {
      const planes = { y: plane(0), uv: plane(1), yStride: stride(0), uvStride: stride(1) };
      return { format: 'nv12', ...size, ...planes, colour };
    }
    const planes = { y: plane(0), u: plane(1), v: plane(2) };
    const strides = { yStride: stride(0), uStride: stride(1), vStride: stride(2) };
    return { format: 'i420', ...size, ...planes, ...strides, colour };
  }

  private async copyRgba(frame: VideoFrame): Promise<PixelFrame> {
    const options: VideoFrameCopyToOptions = { format: 'RGBA', colorSpace: 'srgb' };
    const data = this.reserve(frame.allocationSize(options));
    const [{ stride }] = await frame.copyTo(data, options);
    return { format: 'rgba', ...visibleSize(frame), data, stride };
  }

  private reserve(bytes: number): Uint8Array<ArrayBuffer> {
    if (this.back.byteLength !== bytes) this.back = new Uint8Array(bytes);
    return this.back;
  }
}

/** What `copyTo` copies unless told otherwise. */
function visibleSize(frame: VideoFrame): { width: number; height: number } {
  const { visibleRect, codedWidth, codedHeight } = frame;
  return { width: visibleRect?.width ?? codedWidth, height: visibleRect?.height ?? codedHeight };
}
