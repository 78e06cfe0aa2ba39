import { spawn } from 'node:child_process';
import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { PictureSize } from '../../renderer/media/media-constraints';

const USUAL_FPS = 30;

export interface FfmpegHooks {
  /** A frame, memory of its own. */
  readonly handleFrame: (frame: I420Frame) => void;
  /** No more frames come: the camera was pulled out, or ffmpeg is not there. */
  readonly handleEnd: () => void;
}

/** Where pictures come from. */
export type FfmpegInput =
  | { readonly kind: 'device'; readonly path: string }
  | { readonly kind: 'file'; readonly path: string };

/** Lets ffmpeg read a camera or a clip; call the result to end it. */
export function startFfmpeg(
  input: FfmpegInput,
  { widthPx, heightPx }: PictureSize,
  { handleFrame, handleEnd }: FfmpegHooks,
): () => void {
  const child = spawn('ffmpeg', [...inputWords(input), ...outputWords(widthPx, heightPx)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const bytes = (widthPx * heightPx * 3) / 2;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    pending.push(chunk);
    pendingBytes += chunk.length;
    if (pendingBytes < bytes) return;
    const all = Buffer.concat(pending);
    const whole = Math.floor(all.length / bytes);
    // Older ones of one gulp would only be shown late.
    handleFrame(frameOf(all.subarray((whole - 1) * bytes, whole * bytes), widthPx, heightPx));
    pending = [all.subarray(whole * bytes)];
    pendingBytes = all.length - whole * bytes;
  });
  child.on('error', handleEnd);
  child.on('close', handleEnd);
  return () => {
    child.removeAllListeners();
    child.on('error', () => undefined);
    child.stdout.removeAllListeners();
    child.kill();
  };
}

function inputWords({ kind, path }: FfmpegInput): readonly string[] {
  // `file:` so that no name is taken for a protocol or an option.
  if (kind === 'file') return ['-re', '-stream_loop', '-1', '-i', `file:${path}`];
  return ['-f', 'v4l2', '-i', path];
}

function outputWords(widthPx: number, heightPx: number): readonly string[] {
  const fit = `scale=${widthPx}:${heightPx}:force_original_aspect_ratio=increase,crop=${widthPx}:${heightPx}`;
  const format = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p'];
  return ['-an', '-vf', fit, '-r', String(USUAL_FPS), ...format, 'pipe:1'];
}

function frameOf(data: Buffer, width: number, height: number): I420Frame {
  const luma = width * height;
  const half = width / 2;
  return {
    format: 'i420',
    width,
    height,
    y: data.subarray(0, luma),
    u: data.subarray(luma, luma + luma / 4),
    v: data.subarray(luma + luma / 4),
    yStride: width,
    uStride: half,
    vStride: half,
    colour: { matrix: 'bt601', isFullRange: false },
  };
}
