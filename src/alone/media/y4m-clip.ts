import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { I420Frame } from '../../shared/ascii/pixel-frame';

const MAX_HEADER_BYTES = 512;
const MAX_SIDE_PX = 4_096;
const USUAL_FPS = 30;
const FRAME = 'FRAME';

/** A clip in YUV4MPEG2 (4:2:0), read frame by frame. */
export class Y4mClip {
  private frames = 0;
  /** Two, by turns: what was read last may still be looked at while the next is read. */
  private readonly buffers: [Buffer, Buffer];

  private constructor(
    private readonly file: FileHandle,
    private at: number,
    private readonly beginsAt: number,
    readonly widthPx: number,
    readonly heightPx: number,
    readonly fps: number,
  ) {
    const bytes = MAX_HEADER_BYTES + frameBytes(widthPx, heightPx);
    this.buffers = [Buffer.alloc(bytes), Buffer.alloc(bytes)];
  }

  /** `null`: it is none of these. */
  static async open(path: string): Promise<Y4mClip | null> {
    const file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(MAX_HEADER_BYTES),
      0,
      MAX_HEADER_BYTES,
      0,
    );
    const text = buffer.toString('latin1', 0, bytesRead);
    const header = text.slice(0, text.indexOf('\n'));
    const size = readHeader(header);
    if (size === null) {
      await file.close();
      return null;
    }
    const begin = header.length + 1;
    return new Y4mClip(file, begin, begin, size.widthPx, size.heightPx, size.fps);
  }

  /**
   * The next frame, valid until the one after the next; after the last the first again. `null`:
   * there is none.
   */
  async next(): Promise<I420Frame | null> {
    const frame = await this.read();
    if (frame !== null || this.frames === 0) return frame;
    this.at = this.beginsAt;
    return this.read();
  }

  async close(): Promise<void> {
    await this.file.close();
  }

  private async read(): Promise<I420Frame | null> {
    const { widthPx: width, heightPx: height } = this;
    const half = (width + 1) >> 1;
    const lumaBytes = width * height;
    const colourBytes = half * ((height + 1) >> 1);
    const read = await this.take();
    const lineBytes = read.subarray(0, MAX_HEADER_BYTES).indexOf('\n') + 1;
    const isFrame = read.toString('latin1', 0, FRAME.length) === FRAME && lineBytes > 0;
    const data = read.subarray(lineBytes, lineBytes + lumaBytes + 2 * colourBytes);
    if (!isFrame || data.length < lumaBytes + 2 * colourBytes) return null;
    this.at += lineBytes + data.length;
    this.frames++;
    return {
      format: 'i420',
      width,
      height,
      y: data.subarray(0, lumaBytes),
      u: data.subarray(lumaBytes, lumaBytes + colourBytes),
      v: data.subarray(lumaBytes + colourBytes),
      yStride: width,
      uStride: half,
      vStride: half,
      colour: { matrix: 'bt601', isFullRange: false },
    };
  }

  /** As much from here on as a frame can take. */
  private async take(): Promise<Buffer> {
    const [buffer] = this.buffers.reverse();
    const { bytesRead } = await this.file.read(buffer, 0, buffer.length, this.at);
    return buffer.subarray(0, bytesRead);
  }
}

function frameBytes(width: number, height: number): number {
  return width * height + 2 * ((width + 1) >> 1) * ((height + 1) >> 1);
}

function readHeader(header: string): { widthPx: number; heightPx: number; fps: number } | null {
  const [magic, ...fields] = header.split(' ');
  if (magic !== 'YUV4MPEG2') return null;
  const valueOf = (letter: string): string =>
    fields.find((field) => field.startsWith(letter))?.slice(1) ?? '';
  const [widthPx, heightPx] = [Number(valueOf('W')), Number(valueOf('H'))];
  const isSide = (px: number): boolean => Number.isInteger(px) && px > 1 && px <= MAX_SIDE_PX;
  const layout = valueOf('C');
  if (!isSide(widthPx) || !isSide(heightPx)) return null;
  if (layout !== '' && !/^420(jpeg|mpeg2|paldv)?$/.test(layout)) return null;
  const [frames = 0, seconds = 0] = valueOf('F').split(':').map(Number);
  const fps = frames / seconds;
  return { widthPx, heightPx, fps: fps >= 1 && fps <= 60 ? fps : USUAL_FPS };
}
