import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchPerson, type PersonOptions } from '../helpers/browser';
import { HEAD_CLIP, clipFrames, patternClip, type LumaFrame } from '../helpers/fake-camera';
import { cellBrightness, pearson } from '../helpers/picture-match';

// What the other specs build on: that a person's browser has the devices that they were given.

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>devices</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => {
  server.close();
});

/** What a page gets when it asks for these devices: the tracks' kinds, or the error's name. */
async function ask(options: PersonOptions, constraints: MediaStreamConstraints): Promise<string> {
  const person = await launchPerson(options);
  try {
    await person.page.goto(url);
    return await person.page.evaluate(async (wanted) => {
      try {
        const stream = await navigator.mediaDevices.getUserMedia(wanted);
        return stream
          .getTracks()
          .map((track) => track.kind)
          .sort()
          .join();
      } catch (error) {
        return (error as DOMException).name;
      }
    }, constraints);
  } finally {
    await person.close();
  }
}

/** A frame of the camera as the page sees it. */
async function cameraFrame(clip: string): Promise<LumaFrame> {
  const person = await launchPerson({ clip });
  try {
    await person.page.goto(url);
    const { widthPx, heightPx, luma } = await person.page.evaluate(async () => {
      const video = document.createElement('video');
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: true });
      await video.play();
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
      const context = canvas.getContext('2d');
      if (context === null) throw new Error('no 2d context');
      context.drawImage(video, 0, 0);
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      const green = Array.from({ length: data.length / 4 }, (_, index) => data[index * 4 + 1]);
      return { widthPx: canvas.width, heightPx: canvas.height, luma: green };
    });
    return { widthPx, heightPx, luma: Uint8Array.from(luma) };
  } finally {
    await person.close();
  }
}

describe("a person's browser", () => {
  const BOTH = { audio: true, video: true };

  it('has a camera and a microphone that the page may use', async () => {
    expect(await ask({}, BOTH)).toBe('audio,video');
  });

  it('refuses the camera alone', async () => {
    expect(await ask({ camera: 'denied' }, { video: true })).toBe('NotAllowedError');
    expect(await ask({ camera: 'denied' }, { audio: true })).toBe('audio');
  });

  it('has no camera, but a microphone', async () => {
    expect(await ask({ camera: 'none' }, { video: true })).toBe('NotFoundError');
    expect(await ask({ camera: 'none' }, { audio: true })).toBe('audio');
  });

  it.each([
    ['a motion JPEG', (): string => HEAD_CLIP],
    ['a Y4M file', patternClip],
  ])('shows the clip that it was given: %s', async (_, clip) => {
    const seen = cellBrightness(await cameraFrame(clip()), 40, 30);
    const frames = await clipFrames(clip(), 5);
    const best = Math.max(...frames.map((frame) => pearson(seen, cellBrightness(frame, 40, 30))));
    // The page reads the green channel, which is most of brightness, not all of it.
    expect(best).toBeGreaterThan(0.9);
  });
});
