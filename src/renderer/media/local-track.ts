import { Emitter } from '../../shared/base/emitter';
import {
  type Disposable,
  DisposableStore,
  MutableDisposable,
  toDisposable,
} from '../../shared/base/lifecycle';
import type { Result } from '../../shared/base/result';
import type { DeviceKind } from './device-access';
import type { Opened } from './device-opener';
import type { MediaFailure, MediaFailureReason } from './media-failure';
import type { TrackSource } from './track-source';
import { tryToAdjust } from './try-to-adjust';

export interface LocalTrackOptions {
  readonly kind: DeviceKind;
  readonly contentHint: 'motion' | 'speech';
  /** The name of the device that the settings ask for; `null`: any will do. */
  asked(): string | null;
  /** Starts the device that the settings name at the time. */
  open(): Promise<Result<Opened, MediaFailureReason>>;
  /** It ended by itself. Says whether that was its own way to end, and no news of a device. */
  handleEnded?(): boolean;
}

/** Why a device is started: that decides which failures are news. */
type Occasion = 'asked' | 'unplugged' | 'plugged-in';

/**
 * The camera or the microphone: off, starting or on. Calls may come in any order and at any time;
 * the last one decides, and whatever arrives after it was given up is stopped at once.
 */
export class LocalTrack implements Disposable {
  private readonly store = new DisposableStore();
  private readonly trackEmitter = this.store.add(new Emitter<MediaStreamTrack | null>());
  private readonly failureEmitter = this.store.add(new Emitter<MediaFailure>());
  private readonly source = this.store.add(new MutableDisposable<TrackSource>());
  private readonly endListener = this.store.add(new MutableDisposable<Disposable>());
  /** Which attempt to open counts; one that finds another number here came too late. */
  private attempt = 0;
  private opening: Promise<MediaStreamTrack | null> | undefined;
  private wanted = false;
  private isEnabled = true;

  readonly onTrack = this.trackEmitter.event;
  readonly onFailure = this.failureEmitter.event;

  constructor(private readonly options: LocalTrackOptions) {}

  get track(): MediaStreamTrack | null {
    return this.source.value?.track ?? null;
  }

  /** Whether it is to be on; there may be none. */
  get isWanted(): boolean {
    return this.wanted;
  }

  /** Starts the device, unless it runs or is starting. Resolves with `null` when there is none. */
  open(): Promise<MediaStreamTrack | null> {
    if (this.store.isDisposed) return Promise.resolve(null);
    this.wanted = true;
    if (this.opening) return this.opening;
    return this.track ? Promise.resolve(this.track) : this.start('asked');
  }

  /** Stops the device. */
  close(): void {
    this.wanted = false;
    this.giveUp();
    this.show(undefined);
  }

  /**
   * Restarts it where it is on: the settings changed. The remote end sees one track follow another.
   */
  reopen(): void {
    if (!this.wanted) return;
    this.giveUp();
    // Before the next one starts: a device that is held cannot always change its size.
    this.source.value?.dispose();
    void this.start('asked');
  }

  /**
   * Replaces the source that is on by the one that `open` gives now. The old source stays until the
   * new one has started, and for good when that fails.
   *
   * @param isInTheDark The old source ends first, so that nothing is sent in between.
   * @returns Why the new source did not start; `null`: it did, or will when the track is opened.
   */
  async exchange({ isInTheDark }: { isInTheDark: boolean }): Promise<MediaFailureReason | null> {
    if (!this.isWanted) return null;
    this.giveUp();
    if (isInTheDark) this.show(undefined);
    const opened = this.options.open();
    const { attempt } = this;
    this.opening = opened.then(() => this.track);
    const outcome = await opened;
    if (attempt !== this.attempt) {
      if (outcome.ok) outcome.value.source.dispose();
      return 'aborted';
    }
    this.opening = undefined;
    if (!outcome.ok) return outcome.error;
    this.settle(outcome, 'asked');
    return null;
  }

  /** Goes on with a source that runs already: the one so far is stopped when that is shown. */
  take(source: TrackSource): void {
    this.giveUp();
    this.show(source);
  }

  /**
   * Changes what is on while it runs, where the browser can; otherwise restarts it.
   * @param isMet Whether the track then is what was wished: not every browser says when it is not.
   */
  async adjust(
    constraints: MediaTrackConstraints,
    isMet: (settings: MediaTrackSettings) => boolean,
  ): Promise<void> {
    const { track } = this;
    const isAdjusted = track !== null && (await tryToAdjust(track, constraints, isMet));
    // Meanwhile another one may have begun, with the settings that are new.
    if (!isAdjusted && this.track === track) this.reopen();
  }

  /** Something was plugged in: perhaps what is missing. */
  retry(): void {
    if (this.wanted && !this.track && !this.opening) void this.start('plugged-in');
  }

  /** A track that is not enabled sends silence, or black. Holds for tracks to come, too. */
  setEnabled(isEnabled: boolean): void {
    this.isEnabled = isEnabled;
    if (this.source.value) this.source.value.track.enabled = isEnabled;
  }

  dispose(): void {
    this.close();
    this.store.dispose();
  }

  private start(occasion: Occasion): Promise<MediaStreamTrack | null> {
    this.attempt += 1;
    this.opening = this.run(this.attempt, occasion);
    return this.opening;
  }

  private async run(attempt: number, occasion: Occasion): Promise<MediaStreamTrack | null> {
    const outcome = await this.options.open();
    if (attempt !== this.attempt) {
      if (outcome.ok) outcome.value.source.dispose();
      // Whoever waits for this attempt waits for what became of it.
      return this.opening ?? this.track;
    }
    this.opening = undefined;
    this.settle(outcome, occasion);
    return this.track;
  }

  private settle(outcome: Result<Opened, MediaFailureReason>, occasion: Occasion): void {
    const source = outcome.ok ? outcome.value.source : undefined;
    const reason = outcome.ok ? outcome.value.passedOver : outcome.error;
    this.show(source);
    if (occasion === 'plugged-in') return;
    const news = occasion === 'unplugged' ? occasion : reason;
    if (news !== null) this.fail(news, source?.label ?? null);
  }

  private giveUp(): void {
    this.attempt += 1;
    this.opening = undefined;
  }

  private show(source: TrackSource | undefined): void {
    const before = this.track;
    if (source) this.prepare(source);
    else this.endListener.value = undefined;
    this.source.value = source;
    if (this.track !== before) this.trackEmitter.fire(this.track);
  }

  private prepare({ track, contentHint }: TrackSource): void {
    track.enabled = this.isEnabled;
    track.contentHint = contentHint ?? this.options.contentHint;
    const handleEnded = (): void => {
      this.handleEnded();
    };
    track.addEventListener('ended', handleEnded);
    this.endListener.value = toDisposable(() => {
      track.removeEventListener('ended', handleEnded);
    });
  }

  /** Pulled out, or taken away by the system: never by our own `stop`. */
  private handleEnded(): void {
    this.show(undefined);
    const isExpected = this.options.handleEnded?.() === true;
    void this.start(isExpected ? 'asked' : 'unplugged');
  }

  private fail(reason: MediaFailureReason, replacedBy: string | null): void {
    const { kind } = this.options;
    this.failureEmitter.fire({ kind, reason, asked: this.options.asked(), replacedBy });
  }
}
