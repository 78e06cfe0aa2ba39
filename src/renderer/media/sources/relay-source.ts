import {
  type Disposable,
  DisposableStore,
  MutableDisposable,
} from '../../../shared/base/lifecycle';
import { err, ok } from '../../../shared/base/result';
import type { RelaySourceRequest } from '../../workers/relay-source-messages';
import type { TrackSource } from '../track-source';
import { canMakeFrames, createFramesTrack, readFrames, type TrackFrames } from './track-frames';
import type { OpenOutcome, VideoSource } from './video-source';

/** One that runs: it can be given another picture to pass on. */
interface Mixer extends Disposable {
  readonly source: TrackSource;
  setReceived(received: MediaStreamTrack | null): void;
}

/**
 * Passes on a picture that is received, with the local one in its corner where there is any.
 * Picture in picture rather than side by side: what is passed on keeps its proportions and all its
 * pixels. What it is of may go and come again, as when a link breaks: meanwhile the last picture
 * stands.
 */
export class RelaySource implements VideoSource {
  readonly followsCameraSettings = true;
  readonly beginsInTheDark = false;
  readonly endsForGood = false;
  private readonly running = new Set<Mixer>();

  constructor(
    private received: MediaStreamTrack | null,
    private readonly name: string,
  ) {}

  /** The picture that is passed on from now on; `null`: there is none for a while. */
  setReceived(received: MediaStreamTrack | null): void {
    if (received === this.received) return;
    this.received = received;
    for (const mixer of this.running) mixer.setReceived(received);
  }

  async open(openCamera: () => Promise<OpenOutcome>): Promise<OpenOutcome> {
    if (!canMakeFrames()) return err('not-in-this-browser');
    const camera = await openCamera();
    const mixer = mix(this.received, camera.ok ? camera.value.source : null, this.name);
    this.running.add(mixer);
    const dispose = (): void => {
      this.running.delete(mixer);
      mixer.dispose();
    };
    return ok({ source: { ...mixer.source, dispose }, passedOver: null });
  }
}

function mix(received: MediaStreamTrack | null, camera: TrackSource | null, name: string): Mixer {
  const store = new DisposableStore();
  const { track, writable } = createFramesTrack();
  const worker = new Worker(new URL('../../workers/relay-source-worker.ts', import.meta.url), {
    type: 'module',
  });
  const post = (request: RelaySourceRequest, transfer: Transferable[] = []): void => {
    worker.postMessage(request, transfer);
  };
  const inset = camera && readFrames(camera.track);
  const transfer = [writable, ...(inset ? [inset.readable] : [])];
  post({ kind: 'start', inset: inset?.readable ?? null, writable }, transfer);
  store.defer(() => {
    post({ kind: 'end' });
  });
  const main = store.add(new MutableDisposable<TrackFrames>());
  if (inset) store.add(inset);
  if (camera) store.add(camera);
  store.defer(() => {
    track.stop();
  });
  const dispose = (): void => {
    store.dispose();
  };
  const setReceived = (next: MediaStreamTrack | null): void => {
    const frames = next?.readyState === 'live' ? readFrames(next) : undefined;
    main.value = frames;
    if (frames) post({ kind: 'main', main: frames.readable }, [frames.readable]);
  };
  setReceived(received);
  return { source: { track, label: `picture of ${name}`, dispose }, setReceived, dispose };
}
