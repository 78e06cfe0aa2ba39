import type { Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PicturePixels } from '../workers/picture-messages';

/** Takes pixels one frame at a time. */
export interface PixelSink {
  /** Says that a new source begins, which sends pixels. */
  awaitPixels(): void;
  sendPixels(pixels: Omit<PicturePixels, 'kind'>): void;
  /** The pixels sent last were taken: the next may come. */
  readonly onPixelsTaken: Event<void>;
}

/**
 * Reading pixels back costs the page 20 ms and more per megapixel; cells need no more than this.
 */
const MAX_WIDTH_PX = 480;

/**
 * Frames without MediaStreamTrackProcessor: a hidden video, drawn on a small canvas and read back.
 * One frame is in flight at the most; those that come meanwhile are left out.
 */
export class VideoCapture implements Disposable {
  private readonly store = new DisposableStore();
  private readonly video = createHiddenVideo();
  private readonly context = createContext();
  private frameRequest = 0;
  private isInFlight = false;

  constructor(
    track: MediaStreamTrack,
    private readonly sink: PixelSink,
  ) {
    this.video.srcObject = new MediaStream([track]);
    this.store.add(
      sink.onPixelsTaken(() => {
        this.isInFlight = false;
      }),
    );
    sink.awaitPixels();
    document.body.append(this.video);
    // A track that ends before it plays rejects; then there is nothing to show.
    this.video.play().catch(() => undefined);
    this.askFrame();
  }

  private askFrame(): void {
    this.frameRequest = this.video.requestVideoFrameCallback(() => {
      this.askFrame();
      this.sendFrame();
    });
  }

  private sendFrame(): void {
    const { videoWidth, videoHeight } = this.video;
    if (this.isInFlight || videoWidth === 0 || videoHeight === 0) return;
    const scale = Math.min(1, MAX_WIDTH_PX / videoWidth);
    const width = Math.max(1, Math.round(videoWidth * scale));
    const height = Math.max(1, Math.round(videoHeight * scale));
    this.isInFlight = true;
    this.sink.sendPixels({
      pixels: { format: 'rgba', width, height, data: this.read(width, height), stride: width * 4 },
      displayWidth: videoWidth,
      displayHeight: videoHeight,
    });
  }

  private read(width: number, height: number): Uint8ClampedArray {
    const { canvas } = this.context;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    this.context.drawImage(this.video, 0, 0, width, height);
    return this.context.getImageData(0, 0, width, height).data;
  }

  dispose(): void {
    this.store.dispose();
    this.video.cancelVideoFrameCallback(this.frameRequest);
    this.video.srcObject = null;
    this.video.remove();
  }
}

/** In the page, because some browsers do not play what is not; unseen and silent. */
function createHiddenVideo(): HTMLVideoElement {
  const video = document.createElement('video');
  video.className = 'picture-source';
  video.muted = true;
  video.playsInline = true;
  video.ariaHidden = 'true';
  return video;
}

function createContext(): CanvasRenderingContext2D {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser has no 2D canvas');
  return context;
}
