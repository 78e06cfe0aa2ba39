import type { Disposable } from '../../shared/base/lifecycle';

/** The part of RTCRtpSender that is used. */
export type TrackSender = Pick<RTCRtpSender, 'replaceTrack'>;

type Track = MediaStreamTrack | null;

/**
 * What one sender sends, nothing at first. A replacement takes its time, and until then the sender
 * names the track of before: so there is one at a time, and what is wished meanwhile comes after
 * it.
 */
export class SenderTrack implements Disposable {
  private wish: Track = null;
  /** In place, or about to be; `undefined`: it was refused. */
  private current: Track | undefined = null;
  private isReplacing = false;
  private isDisposed = false;

  constructor(private readonly sender: TrackSender) {}

  /** Sends `track` as soon as can be; `null`: nothing. The last one wins. */
  set(track: Track): void {
    this.wish = track;
    if (!this.isReplacing) void this.replace();
  }

  /** To be called when the connection closes: it is asked for nothing any more. */
  dispose(): void {
    this.isDisposed = true;
  }

  private async replace(): Promise<void> {
    this.isReplacing = true;
    let refused: Track | undefined;
    while (!this.isDisposed && this.wish !== this.current && this.wish !== refused) {
      const track = this.wish;
      this.current = track;
      try {
        await this.sender.replaceTrack(track);
      } catch {
        // Mostly because the connection was closed meanwhile, and then nobody misses it.
        this.current = undefined;
        refused = track;
      }
    }
    this.isReplacing = false;
  }
}
