import type { I420Frame } from '../../shared/ascii/pixel-frame';
import type { Disposable } from '../../shared/base/lifecycle';
import { NodeTrack } from '../media/node-track';
import { openCamera } from '../media/open-camera';

/** Of a test card: small, as it is to be seen in cells. */
const CARD = { widthPx: 640, heightPx: 480 } as const;

/**
 * What is sent as a picture: a frame; a film, which ffmpeg or YUV4MPEG2 knows, over and over; the
 * test card; or (`null`) nothing.
 */
export type ShownPicture = I420Frame | { readonly film: string } | 'test-card' | null;

/** The picture that a program shows in a camera's place. */
export class PictureShow implements Disposable {
  private track: NodeTrack | null = null;
  /** Whether frames are given one by one. */
  private isGiven = false;

  /** @param handleTrack Is told of each track that is to be sent. */
  constructor(private readonly handleTrack: (track: NodeTrack | null) => void) {}

  /** @throws DOMException where there is no such film. */
  async show(shown: ShownPicture): Promise<void> {
    if (shown === null) this.take(null);
    else if (shown === 'test-card') this.take(await openCamera({ kind: 'test-card' }, CARD));
    else if ('film' in shown) this.take(await openCamera({ kind: 'file', path: shown.film }, CARD));
    else this.showFrame(shown);
  }

  dispose(): void {
    this.track?.stop();
    this.track = null;
  }

  private showFrame(frame: I420Frame): void {
    if (!this.isGiven) this.take(new NodeTrack({ kind: 'video', label: 'frames' }), true);
    this.track?.show(frame);
  }

  private take(track: NodeTrack | null, isGiven = false): void {
    this.track?.stop();
    this.track = track;
    this.isGiven = isGiven;
    this.handleTrack(track);
  }
}
