import { isSameLook, type PictureLook } from '../../../shared/ascii/picture-look';
import { DisposableStore } from '../../../shared/base/lifecycle';
import { err, ok } from '../../../shared/base/result';
import type { AsciiSourceRequest } from '../../workers/ascii-source-messages';
import type { PictureFont } from '../../workers/picture-messages';
import type { TrackSource } from '../track-source';
import { canMakeFrames, createFramesTrack, readFrames } from './track-frames';
import type { OpenOutcome, VideoSource } from './video-source';

/**
 * The text picture as it is sent. Letters of 8x16 pixels survive every codec at the bits of a small
 * camera's picture, and 80 columns are what a terminal has.
 */
const SENT = { areaWidthPx: 640, areaHeightPx: 480, cellWidthPx: 8, cellHeightPx: 16 } as const;
const SENT_FONT_SIZE_PX = 13;

export interface AsciiSourceOptions {
  readonly font: PictureFont;
  /** How the picture is drawn at first. */
  readonly look: PictureLook;
}

/**
 * The local picture as text, sent as video: whoever is called sees letters, whatever they use. The
 * camera's own frames go to a worker, where they end; only what that makes of them is a track.
 */
export class AsciiSource implements VideoSource {
  readonly followsCameraSettings = true;
  readonly beginsInTheDark = true;
  readonly endsForGood = false;
  private readonly running = new Set<Worker>();
  private look: PictureLook;

  constructor(private readonly options: AsciiSourceOptions) {
    this.look = options.look;
  }

  /** How the picture is drawn from now on. */
  setLook(look: PictureLook): void {
    if (isSameLook(look, this.look)) return;
    this.look = look;
    for (const worker of this.running) post(worker, { kind: 'look', look });
  }

  async open(openCamera: () => Promise<OpenOutcome>): Promise<OpenOutcome> {
    if (!canMakeFrames()) return err('not-in-this-browser');
    const camera = await openCamera();
    if (!camera.ok) return camera;
    const { source, passedOver } = camera.value;
    return ok({ source: this.toText(source), passedOver });
  }

  private toText(camera: TrackSource): TrackSource {
    const store = new DisposableStore();
    const { track, writable } = createFramesTrack();
    const frames = readFrames(camera.track);
    const worker = new Worker(new URL('../../workers/ascii-source-worker.ts', import.meta.url), {
      type: 'module',
    });
    this.running.add(worker);
    const { readable } = frames;
    const geometry = { ...SENT, fontSizePx: SENT_FONT_SIZE_PX };
    const { font } = this.options;
    const start = { kind: 'start', readable, writable, font, geometry, look: this.look } as const;
    post(worker, start, [readable, writable]);
    store.defer(() => {
      this.running.delete(worker);
      post(worker, { kind: 'end' });
    });
    store.add(frames);
    store.add(camera);
    store.defer(() => {
      track.stop();
    });
    return {
      track,
      label: `${camera.label} as text`,
      contentHint: 'text',
      dispose: () => {
        store.dispose();
      },
    };
  }
}

function post(worker: Worker, request: AsciiSourceRequest, transfer: Transferable[] = []): void {
  worker.postMessage(request, transfer);
}
