import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { QrRequest, QrResponse } from '../workers/qr-messages';

/** A few looks a second: whoever holds a code before a camera holds it for longer. */
const LOOK_EVERY_MS = 250;
/** Finer is slower to look at, and no code that is meant for cameras needs it. */
const MAX_WIDTH_PX = 960;

/** Looks for QR codes in what a video shows, until disposed. */
export class CodeReader implements Disposable {
  private readonly store = new DisposableStore();
  private readonly next = this.store.add(new MutableDisposable<Disposable>());
  private readonly worker: Worker;

  /** @param handle Is told what a code says, again with every look that finds it. */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly clock: Pick<Clock, 'after'>,
    handle: (text: string) => void,
  ) {
    this.worker = new Worker(new URL('../workers/qr-worker.ts', import.meta.url), {
      type: 'module',
    });
    this.store.defer(() => {
      this.worker.terminate();
    });
    this.worker.addEventListener('message', ({ data }: MessageEvent<QrResponse>) => {
      if (this.store.isDisposed) return;
      this.lookLater();
      if (data.text !== null) handle(data.text);
    });
    this.lookLater();
  }

  dispose(): void {
    this.store.dispose();
  }

  private lookLater(): void {
    this.next.value = this.clock.after(LOOK_EVERY_MS, () => {
      void this.look();
    });
  }

  private async look(): Promise<void> {
    const { videoWidth } = this.video;
    const picture = videoWidth === 0 ? null : await this.picture(videoWidth);
    if (this.store.isDisposed) picture?.close();
    else if (picture === null) this.lookLater();
    else {
      const request: QrRequest = { picture };
      this.worker.postMessage(request, [picture]);
    }
  }

  /** `null`: there is none now. */
  private async picture(videoWidth: number): Promise<ImageBitmap | null> {
    try {
      const options = videoWidth > MAX_WIDTH_PX ? { resizeWidth: MAX_WIDTH_PX } : {};
      return await createImageBitmap(this.video, options);
    } catch {
      return null;
    }
  }
}
