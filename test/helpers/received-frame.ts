import type { Page } from 'playwright-core';
import type { LumaFrame } from './fake-camera';

export interface MeanColour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/**
 * What the page has decoded last of the `index`-th picture that it receives (1: a shared screen).
 */
export async function receivedFrame(page: Page, index = 0): Promise<LumaFrame> {
  const { widthPx, heightPx, base64 } = await page.evaluate(async (wanted) => {
    const made = (globalThis as { probedConnections?: RTCPeerConnection[] }).probedConnections;
    const connection = made!.find(({ connectionState }) => connectionState === 'connected')!;
    const videos = connection.getReceivers().filter(({ track }) => track.kind === 'video');
    const own = videos[wanted].track.clone();
    const reader = new MediaStreamTrackProcessor({
      track: own as MediaStreamVideoTrack,
    }).readable.getReader();
    const { value: frame } = await reader.read();
    own.stop();
    const { displayWidth: width, displayHeight: height } = frame!;
    const rgba = new Uint8Array(width * height * 4);
    await frame!.copyTo(rgba, { format: 'RGBA' });
    frame!.close();
    let text = '';
    for (let at = 0; at < rgba.length; at += 4) {
      // ITU-R BT.601, as in the clips.
      const luma = 0.299 * rgba[at] + 0.587 * rgba[at + 1] + 0.114 * rgba[at + 2];
      text += String.fromCharCode(Math.round(luma));
    }
    return { widthPx: width, heightPx: height, base64: btoa(text) };
  }, index);
  return { widthPx, heightPx, luma: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/**
 * The mean colour of what the page has decoded last of the picture that it receives, 0 to 255 each.
 */
export async function receivedColour(page: Page): Promise<MeanColour> {
  return page.evaluate(async () => {
    const made = (globalThis as { probedConnections?: RTCPeerConnection[] }).probedConnections;
    const connection = made!.find(({ connectionState }) => connectionState === 'connected')!;
    const { track } = connection.getReceivers().find((each) => each.track.kind === 'video')!;
    const own = track.clone() as MediaStreamVideoTrack;
    const reader = new MediaStreamTrackProcessor({ track: own }).readable.getReader();
    const { value: frame } = await reader.read();
    own.stop();
    const { displayWidth: width, displayHeight: height } = frame!;
    const rgba = new Uint8Array(width * height * 4);
    await frame!.copyTo(rgba, { format: 'RGBA' });
    frame!.close();
    const sums = [0, 0, 0];
    for (let at = 0; at < rgba.length; at += 4) {
      for (let channel = 0; channel < 3; channel++) sums[channel] += rgba[at + channel];
    }
    const [red, green, blue] = sums.map((sum) => sum / (width * height));
    return { red, green, blue };
  });
}
