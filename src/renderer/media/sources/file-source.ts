import { DisposableStore } from '../../../shared/base/lifecycle';
import { err, ok } from '../../../shared/base/result';
import type { TrackSource } from '../track-source';
import type { VideoSource } from './video-source';

/** A clip in place of the camera, over and over. Its sound is not sent: the microphone's is. */
export function fileSource(clip: Blob, name: string): VideoSource {
  return {
    followsCameraSettings: false,
    beginsInTheDark: false,
    endsForGood: false,
    open: async () => {
      const playing = await play(clip, name);
      return playing ? ok({ source: playing, passedOver: null }) : err('not-playable');
    },
  };
}

async function play(clip: Blob, name: string): Promise<TrackSource | null> {
  const store = new DisposableStore();
  const url = URL.createObjectURL(clip);
  store.defer(() => {
    URL.revokeObjectURL(url);
  });
  const video = createPlayer(url);
  store.defer(() => {
    video.pause();
    video.removeAttribute('src');
    video.load();
    video.remove();
  });
  const track = await startPlaying(video);
  if (!track) {
    store.dispose();
    return null;
  }
  store.defer(() => {
    track.stop();
  });
  return {
    track,
    label: name,
    dispose: () => {
      store.dispose();
    },
  };
}

/** In the page, unseen: some browsers do not play what is not in one. */
function createPlayer(url: string): HTMLVideoElement {
  const video = document.createElement('video');
  video.src = url;
  video.loop = true;
  video.muted = true;
  video.playsInline = true;
  video.ariaHidden = 'true';
  video.className = 'picture-source';
  document.body.append(video);
  return video;
}

/** What the video shows, once it plays; `undefined` when this browser cannot play or pass it on. */
async function startPlaying(video: HTMLVideoElement): Promise<MediaStreamTrack | undefined> {
  try {
    await video.play();
  } catch {
    return undefined;
  }
  if (!('captureStream' in video)) return undefined;
  const capture = video.captureStream as () => MediaStream;
  return capture.call(video).getVideoTracks().at(0);
}
