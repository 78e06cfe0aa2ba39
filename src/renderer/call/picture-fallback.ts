import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import {
  FIRST_PATH,
  type PathSample,
  type PathState,
  stepPath,
} from '../../shared/call/picture-path';
import { GlyphDecoder, parseGlyphMessage } from '../../shared/protocol/glyph-decoder';
import { ackOf, endMessage } from '../../shared/protocol/glyph-wire';
import type { Reception, ViewState } from '../../shared/protocol/peer-messages';
import type { GlyphChannel } from '../rtc/glyph-channel';
import type { LinkStats } from '../rtc/peer-link';
import { GlyphSender } from './glyph-sender';
import type { GlyphSourceFactory, TextPicture } from './glyph-source';

/** Reports come every second; without one for so long, nothing comes through. */
const REPORT_LIMIT_MS = 3_500;

/** What a fallback asks for, and tells. */
export interface PictureFallbackPorts {
  readonly channel: GlyphChannel;
  /** What is sent now; `null`: nothing. */
  track(): MediaStreamTrack | null;
  /** Without it the local picture is always video. */
  readonly createSource: GlyphSourceFactory | undefined;
  readonly clock: Clock;
  /** Whether video is to be sent. */
  setVideoPaused(isPaused: boolean): void;
  handlePicture(picture: TextPicture): void;
}

/**
 * The picture as text where the path is too thin for video, both ways: what is sent, by what the
 * remote end says has arrived, and what it sends.
 */
export class PictureFallback implements Disposable {
  private readonly store = new DisposableStore();
  private readonly sender = this.store.add(new MutableDisposable<GlyphSender>());
  private readonly decoder = new GlyphDecoder();
  private path: PathState = FIRST_PATH;
  private view: ViewState | null = null;
  private report: { readonly reception: Reception; readonly atMs: number } | null = null;
  private isText = false;
  private isReceiving = false;

  constructor(private readonly ports: PictureFallbackPorts) {
    this.store.add(
      ports.channel.onMessage((bytes) => {
        this.handleMessage(bytes);
      }),
    );
  }

  /** What is sent is another track than before. */
  handleTrack(): void {
    this.sender.value = undefined;
    this.apply();
  }

  /** What the other end shows of it. */
  setView(view: ViewState): void {
    this.view = view;
    this.sender.value?.setView(view);
    this.apply();
  }

  /** What arrived there. */
  handleReception(reception: Reception): void {
    this.report = { reception, atMs: this.ports.clock.nowMs() };
  }

  /** To be called every second, with the local figures. */
  handleStats(stats: LinkStats): void {
    this.path = stepPath(this.path, this.sample(stats));
    this.apply();
  }

  dispose(): void {
    this.stopReceiving();
    this.tellMode(false);
    this.store.dispose();
  }

  /** `null` while nobody says what arrives, or there is nothing to arrive. */
  private sample(stats: LinkStats): PathSample | null {
    if (!this.isShown() || this.report === null) return null;
    const { reception, atMs } = this.report;
    const isRecent = this.ports.clock.nowMs() - atMs < REPORT_LIMIT_MS;
    return {
      receivedKbps: isRecent ? reception.kbps : 0,
      receivedFps: isRecent ? reception.fps : 0,
      sentFps: stats.sentFps,
      lossShare: stats.sentLossShare,
      roundTripMs: stats.roundTripMs,
      isBroken: stats.receivedKbps === 0,
      isQuick: this.sender.value?.isQuick ?? false,
    };
  }

  /** Whether there is a local picture that somebody sees. */
  private isShown(): boolean {
    const { view } = this;
    const isOn = this.ports.track()?.readyState === 'live';
    return isOn && view !== null && view.cols > 0 && view.rows > 0;
  }

  /** Does what the path's state says. */
  private apply(): void {
    const { view, ports } = this;
    const track = ports.track();
    const isText = this.path.mode !== 'video' && ports.createSource !== undefined;
    ports.setVideoPaused(isText && this.path.mode === 'text');
    if (isText && track && view && this.isShown()) {
      this.sender.value ??= new GlyphSender(
        ports.channel,
        ports.createSource(track),
        view,
        ports.clock,
      );
    } else if (this.sender.value) {
      this.sender.value = undefined;
    }
    this.tellMode(isText);
  }

  /** The end is told in the same channel, so that it comes behind the last of the picture. */
  private tellMode(isText: boolean): void {
    if (isText === this.isText) return;
    this.isText = isText;
    if (!isText) this.ports.channel.send(endMessage());
    this.ports.handlePicture({ kind: 'sent', isText });
  }

  private handleMessage(bytes: Uint8Array): void {
    const message = parseGlyphMessage(bytes);
    switch (message?.kind) {
      case 'ack':
        this.sender.value?.handleAck(message.sequence);
        return;
      case 'end':
        this.stopReceiving();
        return;
      case 'cells': {
        const cells = this.decoder.apply(message);
        // What is not answered is sent again.
        if (cells === null) return;
        this.ports.channel.send(ackOf(message.sequence));
        this.isReceiving = true;
        this.ports.handlePicture({ kind: 'received', cells });
        return;
      }
      case undefined:
        return;
    }
  }

  private stopReceiving(): void {
    this.decoder.clear();
    if (this.isReceiving) this.ports.handlePicture({ kind: 'received', cells: null });
    this.isReceiving = false;
  }
}
