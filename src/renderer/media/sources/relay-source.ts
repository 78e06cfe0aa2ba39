import { DisposableStore } from '../../../shared/base/lifecycle';
import { err, ok } from '../../../shared/base/result';
import type { RelaySourceRequest } from '../../workers/relay-source-messages';
import type { TrackSource } from '../track-source';
import { canMakeFrames, createFramesTrack, readFrames } from './track-frames';
import type { OpenOutcome, VideoSource } from './video-source';

/**
 * Passes on a picture that I receive, with mine in its corner; alone where I have no camera. Picture
 * in picture rather than side by side: what is passed on keeps its proportions and all its pixels.
 */
export function relaySource(received: MediaStreamTrack, name: string): VideoSource {
  return {
    followsCameraSettings: true,
    beginsInTheDark: false,
    endsForGood: true,
    open: async (openCamera) => {
      if (!canMakeFrames()) return err('not-in-this-browser');
      if (received.readyState === 'ended') return err('not-found');
      const camera = await openCamera();
      return mix(received, camera.ok ? camera.value.source : null, name);
    },
  };
}

function mix(received: MediaStreamTrack, camera: TrackSource | null, name: string): OpenOutcome {
  const store = new DisposableStore();
  const { track, writable } = createFramesTrack();
  const main = readFrames(received);
  const inset = camera && readFrames(camera.track);
  const worker = new Worker(new URL('../../workers/relay-source-worker.ts', import.meta.url), {
    type: 'module',
  });
  const post = (request: RelaySourceRequest, transfer: Transferable[] = []): void => {
    worker.postMessage(request, transfer);
  };
  const streams = { main: main.readable, inset: inset?.readable ?? null, writable };
  post({ kind: 'start', ...streams }, [streams.main, writable, ...(inset ? [inset.readable] : [])]);
  store.defer(() => {
    post({ kind: 'end' });
  });
  store.add(main);
  if (inset) store.add(inset);
  if (camera) store.add(camera);
  store.defer(() => {
    track.stop();
  });
  const source: TrackSource = {
    track,
    label: `picture of ${name}`,
    dispose: () => {
      store.dispose();
    },
  };
  return ok({ source, passedOver: null });
}
