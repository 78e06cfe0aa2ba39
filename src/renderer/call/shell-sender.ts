import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { ShellEncoder } from '../../shared/protocol/shell-encoder';
import { aboutMessage, type ShellAbout } from '../../shared/protocol/shell-messages';
import { shellEnd } from '../../shared/protocol/shell-wire';
import type { ShellScreen } from '../../shared/shell/shell-screen';
import type { GlyphChannel } from '../rtc/glyph-channel';

/** Messages that are on their way at once. */
const WINDOW = 12;
/** Until the other end has answered anything it may know nothing of terminals. */
const FIRST_WINDOW = 4;
/** What waits on this machine already is not to be added to. */
const MAX_BUFFERED_BYTES = 4_000;
/** Messages a second, once as many have gone at once: the other end takes no more. */
const MESSAGES_PER_SECOND = 80;
const BURST = 24;
/** The channel is not there yet, or full. */
const RETRY_MS = 100;
/** Without an answer for so long, something was lost: everything is sent anew. */
const ANSWER_TIMEOUT_MS = 6_000;

/**
 * Shows a terminal to one person: what changed, as it is by the time that the path takes it.
 * Whoever is slow sees fewer screens, never older ones.
 */
export class ShellSender implements Disposable {
  private readonly store = new DisposableStore();
  private readonly retry = this.store.add(new MutableDisposable<Disposable>());
  private readonly patience = this.store.add(new MutableDisposable<Disposable>());
  private readonly encoder = new ShellEncoder();
  private readonly unanswered: number[] = [];
  private window = FIRST_WINDOW;
  private tokens = BURST;
  private filledAtMs: number;
  private screen: ShellScreen | null = null;
  private isHidden = false;
  private toldAbout: string | null = null;

  constructor(
    private readonly channel: GlyphChannel,
    private about: ShellAbout,
    private readonly clock: Clock,
  ) {
    this.filledAtMs = clock.nowMs();
  }

  /** What there is to see from now on; the screen is read again whenever something is sent. */
  show(screen: ShellScreen, isHidden: boolean): void {
    this.screen = screen;
    this.isHidden = isHidden;
    this.send();
  }

  setAbout(about: ShellAbout): void {
    this.about = about;
    this.send();
  }

  /** The other end has got all up to this message. */
  handleAck(sequence: number): void {
    const at = this.unanswered.indexOf(sequence);
    if (at < 0) return;
    this.unanswered.splice(0, at + 1);
    this.window = WINDOW;
    this.patience.value = undefined;
    if (this.unanswered.length > 0) this.waitForAnswer();
    this.send();
  }

  /** The other end is told that there is no terminal any more. */
  dispose(): void {
    if (this.store.isDisposed) return;
    this.store.dispose();
    this.channel.send(shellEnd());
  }

  private send(): void {
    if (this.store.isDisposed || this.screen === null) return;
    if (!this.tellAbout()) {
      this.sendLater(RETRY_MS);
      return;
    }
    while (this.unanswered.length < this.window) {
      const waitMs = this.waitMs();
      if (waitMs > 0) {
        this.sendLater(waitMs);
        return;
      }
      const message = this.encoder.encode(this.screen, this.isHidden);
      if (message === null) return;
      // Before it is sent: where both ends are one, the answer comes at once.
      this.unanswered.push(message.sequence);
      this.tokens -= 1;
      if (!this.channel.send(message.bytes)) {
        this.startAnew();
        return;
      }
      this.waitForAnswer();
    }
  }

  private tellAbout(): boolean {
    const text = JSON.stringify(this.about);
    if (text === this.toldAbout) return true;
    if (!this.channel.send(aboutMessage(this.about))) return false;
    this.toldAbout = text;
    return true;
  }

  /** Until there is room for a message. */
  private waitMs(): number {
    if (this.channel.bufferedBytes > MAX_BUFFERED_BYTES) return RETRY_MS;
    const nowMs = this.clock.nowMs();
    const filled = ((nowMs - this.filledAtMs) * MESSAGES_PER_SECOND) / 1_000;
    this.tokens = Math.min(BURST, this.tokens + Math.max(0, filled));
    this.filledAtMs = nowMs;
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) * 1_000) / MESSAGES_PER_SECOND);
  }

  private sendLater(delayMs: number): void {
    if (this.retry.value !== undefined) return;
    this.retry.value = this.clock.after(delayMs, () => {
      this.retry.value = undefined;
      this.send();
    });
  }

  private waitForAnswer(): void {
    if (this.patience.value !== undefined || this.unanswered.length === 0) return;
    this.patience.value = this.clock.after(ANSWER_TIMEOUT_MS, () => {
      this.startAnew();
    });
  }

  private startAnew(): void {
    this.unanswered.length = 0;
    this.window = FIRST_WINDOW;
    this.patience.value = undefined;
    this.toldAbout = null;
    this.encoder.reset();
    this.sendLater(RETRY_MS);
  }
}
