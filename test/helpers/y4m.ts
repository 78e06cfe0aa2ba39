/** A picture as video has it: planes of brightness and, at half size, of colour (4:2:0). */
export interface YuvFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

const FRAME_MARK = 'FRAME\n';

/**
 * A YUV4MPEG2 file (https://wiki.multimedia.cx/index.php/YUV4MPEG2), as Chromium's fake camera
 * reads it.
 */
export function encodeY4m(frames: readonly YuvFrame[], fps: number): Buffer {
  if (frames.length === 0) throw new Error('a clip needs a frame');
  const { widthPx, heightPx } = frames[0];
  const header = `YUV4MPEG2 W${widthPx} H${heightPx} F${fps}:1 Ip A1:1 C420jpeg\n`;
  const parts = frames.flatMap(({ y, u, v }) => [Buffer.from(FRAME_MARK), y, u, v]);
  return Buffer.concat([Buffer.from(header), ...parts]);
}

/** Reads what `encodeY4m` writes. */
export function decodeY4m(bytes: Buffer): YuvFrame[] {
  const headerEnd = bytes.indexOf('\n') + 1;
  const [, width, height] = /W(\d+) H(\d+)/.exec(bytes.toString('latin1', 0, headerEnd)) ?? [];
  const widthPx = Number(width);
  const heightPx = Number(height);
  const lumaBytes = widthPx * heightPx;
  const chromaBytes = (widthPx / 2) * (heightPx / 2);
  const frames = [];
  let at = headerEnd;
  const plane = (length: number): Uint8Array => bytes.subarray(at, (at += length));
  while (at < bytes.length) {
    at += FRAME_MARK.length;
    frames.push({
      widthPx,
      heightPx,
      y: plane(lumaBytes),
      u: plane(chromaBytes),
      v: plane(chromaBytes),
    });
  }
  return frames;
}
