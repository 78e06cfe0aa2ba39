import type { Page } from 'playwright-core';
import type { LumaFrame } from './fake-camera';

/** What the page has decoded last of the `index`-th picture that it receives (1: a shared screen). */
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
