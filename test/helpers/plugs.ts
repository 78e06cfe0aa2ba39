import type { BrowserContext, Page } from 'playwright-core';

interface PluggedWindow {
  setPlugged?: (label: string, isPlugged: boolean) => void;
}

/**
 * Lets a test unplug Chromium's fake devices and plug them in again: what the page's media devices
 * then list, open and tell is what they do when a cable is pulled.
 */
export async function installPlugs(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { mediaDevices } = navigator;
    const unplugged = new Set<string>();
    const tracks = new Set<MediaStreamTrack>();
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const there = async (): Promise<MediaDeviceInfo[]> =>
      (await list()).filter(({ label }) => !unplugged.has(label));
    mediaDevices.enumerateDevices = there;
    mediaDevices.getUserMedia = async (constraints = {}) => {
      const stream = await open(await reachable(constraints));
      for (const track of stream.getTracks()) tracks.add(track);
      return stream;
    };
    async function reachable(constraints: MediaStreamConstraints): Promise<MediaStreamConstraints> {
      const { video } = constraints;
      if (typeof video !== 'object' || unplugged.size === 0) return constraints;
      const cameras = (await there()).filter(({ kind }) => kind === 'videoinput');
      const asked = (video.deviceId as { exact?: string } | undefined)?.exact;
      if (asked !== undefined && cameras.every(({ deviceId }) => deviceId !== asked)) {
        throw new OverconstrainedError('deviceId');
      }
      if (cameras.length === 0) throw new DOMException('none', 'NotFoundError');
      return { video: { ...video, deviceId: { exact: asked ?? cameras[0].deviceId } } };
    }
    (globalThis as PluggedWindow).setPlugged = (label, isPlugged) => {
      if (isPlugged) unplugged.delete(label);
      else unplugged.add(label);
      for (const track of tracks) {
        if (isPlugged || track.label !== label || track.readyState === 'ended') continue;
        track.stop();
        // A script's own stop tells nobody; a pulled cable does.
        track.dispatchEvent(new Event('ended'));
      }
      mediaDevices.dispatchEvent(new Event('devicechange'));
    };
  });
}

export async function setPlugged(page: Page, label: string, isPlugged: boolean): Promise<void> {
  await page.evaluate(([name, is]) => (globalThis as PluggedWindow).setPlugged?.(name, is), [
    label,
    isPlugged,
  ] as const);
}
