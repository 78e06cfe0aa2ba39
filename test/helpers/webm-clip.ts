import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { launchPerson } from './browser';
import type { LumaFrame } from './fake-camera';
import { findClip, keepClip } from './kept-clip';
import { patternFrame } from './pattern-clip';

const WIDTH_PX = 320;
const HEIGHT_PX = 240;

/** A still of one of the patterns, without colours. */
export function patternStill(variant: number): LumaFrame {
  const { y } = patternFrame(WIDTH_PX, HEIGHT_PX, 0, variant);
  return { widthPx: WIDTH_PX, heightPx: HEIGHT_PX, luma: y };
}

/**
 * The path of a WebM file as a browser records them: each of the pictures for `partMs`, one after
 * the other. Made on first use.
 */
export async function webmClip(variants: readonly number[], partMs: number): Promise<string> {
  const version = createHash('sha256')
    .update(readFileSync(new URL('webm-clip.ts', import.meta.url)))
    .update(readFileSync(new URL('pattern-clip.ts', import.meta.url)))
    .digest('hex')
    .slice(0, 12);
  const name = `stills-${variants.join('-')}-${partMs}-${version}.webm`;
  return findClip(name) ?? keepClip(name, await record(variants.map(patternStill), partMs));
}

async function record(stills: readonly LumaFrame[], partMs: number): Promise<Buffer> {
  const person = await launchPerson();
  try {
    const pictures = stills.map(({ luma }) => Buffer.from(luma).toString('base64'));
    const recorded = await person.page.evaluate(recordInPage, {
      pictures,
      width: WIDTH_PX,
      height: HEIGHT_PX,
      partMs,
    });
    return Buffer.from(recorded, 'base64');
  } finally {
    await person.close();
  }
}

async function recordInPage(wish: {
  readonly pictures: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly partMs: number;
}): Promise<string> {
  const { pictures, width, height, partMs } = wish;
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  const draw = (picture: string): void => {
    const luma = atob(picture);
    const image = context.createImageData(width, height);
    for (let at = 0; at < luma.length; at++) {
      image.data.fill(luma.charCodeAt(at), at * 4, at * 4 + 3);
      image.data[at * 4 + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  };
  draw(pictures[0]);
  const recorder = new MediaRecorder(canvas.captureStream(20), {
    mimeType: 'video/webm;codecs=vp8',
    videoBitsPerSecond: 1_000_000,
  });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise((resolve) => {
    recorder.addEventListener('stop', resolve);
  });
  recorder.start();
  const start = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const picture = pictures[Math.floor((performance.now() - start) / partMs)];
      if (picture !== undefined) draw(picture);
      else {
        clearInterval(timer);
        resolve();
      }
    }, 50);
  });
  recorder.stop();
  await stopped;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
