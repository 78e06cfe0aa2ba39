import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { I420Frame } from '../../shared/ascii/pixel-frame';

const MAX_HEADER_BYTES = 512;
const MAX_SIDE_PX = 4_096;
const USUAL_FPS = 30;

/** A clip in YUV4MPEG2 (4:2:0), read frame by frame. */
export class Y4mClip {
  private frames = 0;

  private constructor(
    private readonly file: FileHandle,
    private at: number,
    private readonly beginsAt: number,
    readonly widthPx: number,
    readonly heightPx: number,
    readonly fps: number,
  ) {}

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

  /** The next frame, memory of its own; after the last the first again. `null`: there is none. */
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
    const half = { width: (width + 1) >> 1, height: (height + 1) >> 1 };
    const lumaBytes = width * height;
    const colourBytes = half.width * half.height;
    const bytes = lumaBytes + 2 * colourBytes;
    const head = await this.take(MAX_HEADER_BYTES);
    const line = head.toString('latin1');
    const headBytes = line.indexOf('\n') + 1;
    if (!line.startsWith('FRAME') || headBytes === 0) return null;
    this.at += headBytes;
    const data = await this.take(bytes);
    if (data.length < bytes) return null;
    this.at += bytes;
    this.frames++;
    return {
      format: 'i420',
      width,
      height,
      y: data.subarray(0, lumaBytes),
      u: data.subarray(lumaBytes, lumaBytes + colourBytes),
      v: data.subarray(lumaBytes + colourBytes),
      yStride: width,
      uStride: half.width,
      vStride: half.width,
      colour: { matrix: 'bt601', isFullRange: false },
    };
  }

  private async take(bytes: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(bytes), 0, bytes, this.at);
    return buffer.subarray(0, bytesRead);
  }
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
