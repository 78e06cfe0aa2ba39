/// <reference types="dom-mediacapture-transform" />

/**
 * A frame's planes, I420, without gaps between rows; in base64, as it goes from page to test as
 * text.
 */
export interface PlanesText {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Y, U and V, one behind the other. */
  readonly planes: string;
}

/** The next `count` frames of a track. @throws {Error} for frames of another format. */
export async function readPlanes(
  track: MediaStreamTrack,
  count: number,
): Promise<readonly PlanesText[]> {
  // Its own copy: reading ends by stopping it.
  const own = track.clone();
  const { readable } = new MediaStreamTrackProcessor({ track: own as MediaStreamVideoTrack });
  const reader = readable.getReader();
  const frames: PlanesText[] = [];
  while (frames.length < count) {
    const { value: frame } = await reader.read();
    if (!frame) break;
    frames.push(await planesOf(frame));
    frame.close();
  }
  own.stop();
  return frames;
}

async function planesOf(frame: VideoFrame): Promise<PlanesText> {
  if (frame.format !== 'I420') throw new Error(`frames of ${frame.format}`);
  const { width: widthPx, height: heightPx } = frame.visibleRect!;
  const halfPx = (widthPx + 1) >> 1;
  const [lumaBytes, chromaBytes] = [widthPx * heightPx, halfPx * ((heightPx + 1) >> 1)];
  const bytes = new Uint8Array(lumaBytes + 2 * chromaBytes);
  await frame.copyTo(bytes, {
    layout: [
      { offset: 0, stride: widthPx },
      { offset: lumaBytes, stride: halfPx },
      { offset: lumaBytes + chromaBytes, stride: halfPx },
    ],
  });
  return { widthPx, heightPx, planes: await toBase64(bytes) };
}

async function toBase64(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new FileReader();
  const url = new Promise<string>((resolve) => {
    reader.addEventListener('load', () => {
      resolve(reader.result as string);
    });
  });
  reader.readAsDataURL(new Blob([bytes]));
  return (await url).replace(/^.*,/, '');
}
