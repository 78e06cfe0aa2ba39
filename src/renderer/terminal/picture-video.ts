import type { Disposable } from '../../shared/base/lifecycle';
import type { FrameShare } from '../../shared/ascii/crop-frame';
import type { PixelRect } from './cell-metrics';
import { COLOURS } from './terminal-theme';

/** What a tile looks like beside its place. */
export interface VideoLook {
  /** The accessible name, the same as the picture's: "video of NAME". */
  readonly label: string;
  readonly mirror: boolean;
  readonly isInset: boolean;
  readonly isSpeaking: boolean;
  /** The part that is shown; left out: all. */
  readonly crop?: FrameShare | undefined;
}

const WHOLE: FrameShare = { x: 0, y: 0, width: 1, height: 1 };

/**
 * The real video of a picture, in its place: for what cells cannot show, small print say. An image
 * to a screen reader, as the picture is: there is nothing to be played or paused.
 */
export class PictureVideo implements Disposable {
  private readonly frame = document.createElement('div');
  private readonly video = document.createElement('video');

  /** @param canvas What it stands in for; the video is put before it. */
  constructor(canvas: HTMLCanvasElement, track: MediaStreamTrack, look: VideoLook) {
    this.frame.role = 'img';
    this.frame.hidden = true;
    this.frame.style.background = COLOURS.ground;
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.ariaHidden = 'true';
    this.video.srcObject = new MediaStream([track]);
    this.frame.append(this.video);
    this.setLook(look);
    canvas.before(this.frame);
    // A track that ends before it plays rejects; then there is nothing to show.
    this.video.play().catch(() => undefined);
  }

  setLook({ label, mirror, isInset, isSpeaking, crop }: VideoLook): void {
    this.frame.className = 'picture-video';
    this.frame.classList.toggle('inset', isInset);
    this.frame.classList.toggle('speaking', isSpeaking);
    this.frame.classList.toggle('mirror', mirror);
    this.frame.ariaLabel = label;
    this.setCrop(crop ?? WHOLE);
  }

  /** Fills `area` as far as its shape allows; `null` hides it. */
  place(area: PixelRect | null, devicePixelRatio: number): void {
    this.frame.hidden = area === null;
    if (area === null) return;
    const toCss = (px: number): string => `${px / devicePixelRatio}px`;
    this.frame.style.left = toCss(area.leftPx);
    this.frame.style.top = toCss(area.topPx);
    this.frame.style.width = toCss(area.widthPx);
    this.frame.style.height = toCss(area.heightPx);
  }

  /** The frame that is shown, in the video's own pixels; `null` before the first. */
  async png(): Promise<Blob | null> {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth === 0 || videoHeight === 0) return null;
    const canvas = new OffscreenCanvas(videoWidth, videoHeight);
    canvas.getContext('2d')?.drawImage(this.video, 0, 0);
    return canvas.convertToBlob({ type: 'image/png' });
  }

  /**
   * Larger than its place, and shifted, as every browser can: object-view-box is Chromium's alone.
   */
  private setCrop({ x, y, width, height }: FrameShare): void {
    const { style } = this.video;
    style.width = percent(1 / width);
    style.height = percent(1 / height);
    style.left = percent(-x / width);
    style.top = percent(-y / height);
    // The bars beside a whole picture would be magnified with it.
    style.objectFit = width < 1 || height < 1 ? 'fill' : 'contain';
  }

  dispose(): void {
    this.video.srcObject = null;
    this.frame.remove();
  }
}

function percent(share: number): string {
  return `${share * 100}%`;
}
