import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { CameraChoice } from '../alone-ports';
import type { PictureSize } from '../../renderer/media/media-constraints';
import { startFfmpeg } from './ffmpeg-camera';
import { frameClock } from './frame-clock';
import { NodeTrack } from './node-track';
import { TestCard } from './test-card';
import { Y4mClip } from './y4m-clip';

const FPS = 30;

/**
 * Starts what is sent as the local picture.
 *
 * @throws DOMException as getUserMedia does: NotFoundError, where there is none.
 */
export async function openCamera(choice: CameraChoice, size: PictureSize): Promise<NodeTrack> {
  switch (choice.kind) {
    case 'none':
      throw new DOMException('No camera was asked for', 'NotFoundError');
    case 'test-card':
      return openTestCard(size, FPS);
    case 'file':
      return (await openClip(choice.path)) ?? openFfmpeg(choice, size);
    case 'device':
      return openFfmpeg(choice, size);
  }
}

export function openTestCard({ widthPx, heightPx }: PictureSize, fps: number): NodeTrack {
  const card = new TestCard(even(widthPx), even(heightPx));
  const ticking = frameClock(fps, () => {
    track.show(card.next());
  });
  const track = new NodeTrack({
    kind: 'video',
    label: 'test card',
    settings: {
      width: even(widthPx),
      height: even(heightPx),
      frameRate: fps,
      deviceId: 'test-card',
    },
    handleStop: () => {
      ticking.dispose();
    },
  });
  return track;
}

async function openClip(path: string): Promise<NodeTrack | null> {
  const clip = await Y4mClip.open(path).catch(() => {
    throw new DOMException('There is no such file', 'NotFoundError');
  });
  if (clip === null) return null;
  const { widthPx: width, heightPx: height, fps: frameRate } = clip;
  // Read ahead, so that a slow disk moves no frame.
  const readOn = (): Promise<I420Frame | null> => {
    const reading = clip.next();
    // It may be closed before anybody waits for it.
    reading.catch(() => undefined);
    return reading;
  };
  let next: Promise<I420Frame | null> | null = readOn();
  const ticking = frameClock(frameRate, () => {
    const reading = next;
    next = null;
    void reading
      ?.then((frame) => {
        if (frame === null) {
          track.end();
          return;
        }
        track.show(frame);
        next = readOn();
      })
      .catch(() => {
        // It is closed while it is read; or its disk is gone.
        track.end();
      });
  });
  const track = new NodeTrack({
    kind: 'video',
    label: path,
    settings: { width, height, frameRate, deviceId: path },
    handleStop: () => {
      ticking.dispose();
      void clip.close();
    },
  });
  return track;
}

/** Resolves with the first frame; rejects where none comes. */
function openFfmpeg(
  choice: Extract<CameraChoice, { path: string }>,
  { widthPx, heightPx }: PictureSize,
): Promise<NodeTrack> {
  const size = { widthPx: even(widthPx), heightPx: even(heightPx) };
  return new Promise((resolve, reject) => {
    const stop = startFfmpeg(choice, size, {
      handleFrame: (frame) => {
        resolve(track);
        track.show(frame);
      },
      handleEnd: () => {
        reject(new DOMException('ffmpeg gives no picture', 'NotReadableError'));
        track.end();
      },
    });
    const track = new NodeTrack({
      kind: 'video',
      label: choice.path,
      settings: {
        width: size.widthPx,
        height: size.heightPx,
        frameRate: FPS,
        deviceId: choice.path,
      },
      handleStop: stop,
    });
  });
}

function even(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}
