import type { BrowserContext, Page } from 'playwright-core';

/** A picture that was handed to a peer connection of a page. */
export interface SentTrack {
  readonly id: string;
  /** Whether it is a camera's own, as getUserMedia gave it, or a copy of one. */
  readonly isCamera: boolean;
  /** When it was handed over, by the page's clock. */
  readonly atMs: number;
  /** How many of its frames were looked at since then. */
  readonly frames: number;
  /** The likeness of each of them with the mark, the largest: 0 to 1. */
  readonly largestMark: number;
}

interface Watch {
  readonly sent: { -readonly [K in keyof SentTrack]: SentTrack[K] }[];
}

/**
 * Has every page of a context watch what is handed to its peer connections: each picture's frames
 * are all read, and compared with `mark`, a function of nothing but a pixel's place.
 */
export async function watchSentTracks(
  context: BrowserContext,
  mark: (x: number, y: number) => number,
): Promise<void> {
  // As text, both: the page makes no code of text by itself.
  await context.addInitScript({ content: `(${watchInPage.toString()})(${mark.toString()})` });
}

/* eslint-disable @typescript-eslint/unbound-method -- each is called with the `this` that it was called with */
function watchInPage(markAt: (x: number, y: number) => number): void {
  const watch: Watch = { sent: [] };
  (globalThis as { sentTracks?: Watch }).sentTracks = watch;
  const cameras = new Set<string>();
  const seen = new Set<string>();
  const { clone } = MediaStreamTrack.prototype;

  const devices = navigator.mediaDevices;
  const getUserMedia = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const stream = await getUserMedia(constraints);
    for (const { id } of stream.getVideoTracks()) cameras.add(id);
    return stream;
  };
  MediaStreamTrack.prototype.clone = function () {
    const copy = clone.call(this);
    if (cameras.has(this.id)) cameras.add(copy.id);
    return copy;
  };

  const likeness = async (frame: VideoFrame): Promise<number> => {
    const { codedWidth: width, codedHeight: height } = frame;
    const rgba = new Uint8Array(width * height * 4);
    await frame.copyTo(rgba, { format: 'RGBA' });
    let mean = 0;
    for (let at = 0; at < width * height; at++) mean += rgba[at * 4 + 1] / (width * height);
    let cross = 0;
    let squares = 0;
    for (let at = 0; at < width * height; at++) {
      const value = rgba[at * 4 + 1] - mean;
      cross += value * markAt(at % width, Math.floor(at / width));
      squares += value * value;
    }
    return squares === 0 ? 0 : cross / Math.sqrt(squares * width * height);
  };

  const readAll = async (track: MediaStreamTrack): Promise<void> => {
    const own = clone.call(track) as MediaStreamVideoTrack;
    const reader = new MediaStreamTrackProcessor({ track: own }).readable.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const mark = Math.abs(await likeness(value));
      for (const entry of watch.sent) {
        if (entry.id !== track.id) continue;
        entry.largestMark = Math.max(entry.largestMark, mark);
        entry.frames += 1;
      }
      value.close();
    }
  };

  const note = (track: unknown): void => {
    if (!(track instanceof MediaStreamTrack) || track.kind !== 'video') return;
    const isCamera = cameras.has(track.id);
    const { id } = track;
    const entry = { id, isCamera, atMs: performance.now(), frames: 0, largestMark: 0 };
    watch.sent.push(entry);
    // Handed to another connection before: it is being read already.
    if (seen.has(id)) return;
    seen.add(id);
    void readAll(track).catch(() => undefined);
  };
  const { replaceTrack } = RTCRtpSender.prototype;
  RTCRtpSender.prototype.replaceTrack = function (track) {
    note(track);
    return replaceTrack.call(this, track);
  };
  const { addTransceiver, addTrack } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addTransceiver = function (track, init) {
    note(track);
    return addTransceiver.call(this, track, init);
  };
  RTCPeerConnection.prototype.addTrack = function (track, ...streams) {
    note(track);
    return addTrack.call(this, track, ...streams);
  };
}

/* eslint-enable @typescript-eslint/unbound-method */

/** Every picture that was handed to a peer connection so far, oldest first. */
export async function sentTracks(page: Page): Promise<readonly SentTrack[]> {
  return page.evaluate(() => (globalThis as unknown as { sentTracks: Watch }).sentTracks.sent);
}

export async function pageTimeMs(page: Page): Promise<number> {
  return page.evaluate(() => performance.now());
}

/** The ids of the pictures that are in the senders of the page's open connections now. */
export async function sendersNow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const made = (globalThis as { probedConnections?: RTCPeerConnection[] }).probedConnections;
    return made!
      .filter(({ connectionState }) => connectionState !== 'closed')
      .flatMap((connection) => connection.getSenders())
      .flatMap(({ track }) => (track?.kind === 'video' ? [track.id] : []));
  });
}
