import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import type { NoiseSuppression } from '../../shared/config/noise-suppression';
import type { LocalMedia, MediaSettings } from './local-media';
import type { NoiseFilter, NoiseFilterFactory } from './noise-filter';

export interface SentMicrophoneOptions {
  /** Opens the microphone, and alone knows whether it is on or muted. */
  readonly media: Pick<LocalMedia, 'microphone' | 'onMicrophone'>;
  readonly createFilter: NoiseFilterFactory;
  readonly suppression: NoiseSuppression;
}

/** What takes the noise away now, and what that costs. */
export interface SuppressionState {
  readonly wanted: NoiseSuppression;
  readonly used: NoiseSuppression;
  /** Share of a processor core; `null`: nothing of ours runs, or it is not known yet. */
  readonly costShare: number | null;
}

/**
 * What is sent of the microphone: its own track, or, with neural suppression, one without its
 * noise. The microphone's own is muted and ended as ever, and what is made of it is silent and over
 * with it. Where the neural suppression does not start the microphone's own is sent.
 */
export class SentMicrophone implements Disposable {
  private readonly store = new DisposableStore();
  private readonly trackEmitter = this.store.add(new Emitter<MediaStreamTrack | null>());
  private readonly failedEmitter = this.store.add(new Emitter<void>());
  private readonly filter = this.store.add(new MutableDisposable<NoiseFilter>());
  private readonly media: SentMicrophoneOptions['media'];
  private readonly createFilter: NoiseFilterFactory;
  private wanted: NoiseSuppression;
  private hasFailed = false;
  /** Which attempt counts; one that finds another number here came too late. */
  private attempt = 0;
  private starting: Promise<void> = Promise.resolve();
  private current: MediaStreamTrack | null = null;

  /** The track that is sent from now on; `null`: none. */
  readonly onTrack = this.trackEmitter.event;
  /** The neural suppression was asked for, and does not run: the browser's is in its place. */
  readonly onFailed = this.failedEmitter.event;

  constructor({ media, createFilter, suppression }: SentMicrophoneOptions) {
    this.media = media;
    this.createFilter = createFilter;
    this.wanted = suppression;
    this.store.add(
      media.onMicrophone(() => {
        this.follow();
      }),
    );
  }

  get track(): MediaStreamTrack | null {
    return this.current;
  }

  get state(): SuppressionState {
    const costShare = this.filter.value?.costShare ?? null;
    return { wanted: this.wanted, used: this.used, costShare };
  }

  /** Resolves when it is known whether what was chosen runs. */
  settled(): Promise<void> {
    return this.starting;
  }

  /** A choice that has failed is tried again only when it is made anew. */
  setSuppression(suppression: NoiseSuppression): void {
    if (suppression === this.wanted) return;
    this.wanted = suppression;
    this.hasFailed = false;
    this.follow();
  }

  /** What the microphone itself is to be opened with. */
  openedWith<T extends MediaSettings>(settings: T): T {
    return { ...settings, noise_suppression: this.used };
  }

  dispose(): void {
    this.attempt += 1;
    this.store.dispose();
  }

  private get used(): NoiseSuppression {
    return this.wanted === 'neural' && this.hasFailed ? 'browser' : this.wanted;
  }

  private follow(): void {
    this.attempt += 1;
    const { microphone } = this.media;
    // Heard from the first word on: its noise is there until the filter runs.
    this.show(microphone, undefined);
    if (microphone !== null && this.used === 'neural')
      this.starting = this.start(microphone, this.attempt);
  }

  private async start(microphone: MediaStreamTrack, attempt: number): Promise<void> {
    const fail = (): void => {
      if (attempt === this.attempt) this.fail();
    };
    try {
      const filter = await this.createFilter(microphone, fail);
      if (attempt === this.attempt) this.show(filter.track, filter);
      else filter.dispose();
    } catch {
      fail();
    }
  }

  private fail(): void {
    this.hasFailed = true;
    this.follow();
    this.failedEmitter.fire();
  }

  /** What was sent before ends after it was replaced, so that nothing is sent of its end. */
  private show(track: MediaStreamTrack | null, filter: NoiseFilter | undefined): void {
    const before = this.current;
    this.current = track;
    if (track !== before) this.trackEmitter.fire(track);
    this.filter.value = filter;
  }
}
