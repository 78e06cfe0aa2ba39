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
  /** The part that is shown; left out: all. */
  readonly crop?: FrameShare | undefined;
}

/**
 * The real video of a picture, in its place: for what cells cannot show, small print say. An image to
 * a screen reader, as the picture is: there is nothing to be played or paused.
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

  setLook({ label, mirror, isInset, crop }: VideoLook): void {
    this.frame.className = 'picture-video';
    this.frame.classList.toggle('inset', isInset);
    this.frame.classList.toggle('mirror', mirror);
    this.frame.ariaLabel = label;
    this.video.style.setProperty('object-view-box', crop ? viewBox(crop) : 'none');
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

  dispose(): void {
    this.video.srcObject = null;
    this.frame.remove();
  }
}

/** As CSS has it: how far in from each side. */
function viewBox({ x, y, width, height }: FrameShare): string {
  const insets = [y, 1 - x - width, 1 - y - height, x];
  return `inset(${insets.map((share) => `${share * 100}%`).join(' ')})`;
}
