import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type {
  PicturePixels,
  PictureRequest,
  PictureResponse,
  PictureSnapshot,
  PictureStart,
} from '../workers/picture-messages';
import type { CaptureSink } from './capture';

/** A picture's worker, as the page sees it. */
export class PictureLink implements CaptureSink, Disposable {
  private readonly store = new DisposableStore();
  private readonly responseEmitter = this.store.add(new Emitter<PictureResponse>());
  readonly onResponse = this.responseEmitter.event;
  private readonly pixelsTakenEmitter = this.store.add(new Emitter<void>());
  readonly onPixelsTaken = this.pixelsTakenEmitter.event;
  private readonly snapshots = new Answers<PictureSnapshot>();
  private readonly pngs = new Answers<Blob>();

  constructor(
    private readonly worker: Worker,
    start: PictureStart,
  ) {
    this.worker.addEventListener('message', ({ data }: MessageEvent<PictureResponse>) => {
      this.handleResponse(data);
    });
    this.worker.addEventListener('error', ({ message }) => {
      this.handleResponse({ kind: 'failed', message: `The picture's worker failed: ${message}` });
    });
    this.post(start, [start.canvas]);
  }

  post(request: PictureRequest, transfer: Transferable[] = []): void {
    if (!this.store.isDisposed) this.worker.postMessage(request, transfer);
  }

  readFrames(readable: ReadableStream<VideoFrame>): void {
    this.post({ kind: 'frames', readable }, [readable]);
  }

  awaitPixels(): void {
    this.post({ kind: 'await-pixels' });
  }

  sendPixels(sent: Omit<PicturePixels, 'kind'>): void {
    this.post({ kind: 'pixels', ...sent }, [sent.pixels.data.buffer as ArrayBuffer]);
  }

  snapshot(): Promise<PictureSnapshot | null> {
    return this.snapshots.ask((id) => {
      this.post({ kind: 'snapshot', id });
    });
  }

  png(): Promise<Blob | null> {
    return this.pngs.ask((id) => {
      this.post({ kind: 'png', id });
    });
  }

  private handleResponse(response: PictureResponse): void {
    if (this.store.isDisposed) return;
    if (response.kind === 'pixels-taken') this.pixelsTakenEmitter.fire();
    else if (response.kind === 'snapshot') this.snapshots.answer(response.id, response.snapshot);
    else if (response.kind === 'png') this.pngs.answer(response.id, response.blob);
    else this.responseEmitter.fire(response);
  }

  /** The worker closes the frames that it holds, and then itself. Open questions get null. */
  dispose(): void {
    this.post({ kind: 'end' });
    this.store.dispose();
    this.snapshots.dispose();
    this.pngs.dispose();
  }
}

/** Questions to the worker that wait for their answers. */
class Answers<T> implements Disposable {
  private readonly waiting = new Map<number, (answer: T | null) => void>();
  private lastId = 0;
  private isDisposed = false;

  ask(send: (id: number) => void): Promise<T | null> {
    if (this.isDisposed) return Promise.resolve(null);
    const id = ++this.lastId;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      send(id);
    });
  }

  answer(id: number, answer: T | null): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const id of [...this.waiting.keys()]) this.answer(id, null);
  }
}
