import type { CellGrid } from '../../shared/ascii/cells';
import type { StyleName } from '../../shared/ascii/styles';
import { STYLE_NAMES } from '../../shared/ascii/styles';
import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import {
  ANSWER_TIMEOUT_MS,
  isQuick,
  pauseAfter,
  REFRESH_INTERVAL_MS,
} from '../../shared/call/glyph-pace';
import { GlyphEncoder } from '../../shared/protocol/glyph-encoder';
import { glyphGridFor } from '../../shared/protocol/glyph-wire';
import type { GlyphChannel } from '../rtc/glyph-channel';
import type { GlyphLook, GlyphSource } from './glyph-source';

/** When there was nothing to send, or no way to send it. */
const RETRY_MS = 250;

/** What the other end shows: the style's name as it came, which may be one of a newer program. */
export interface GlyphView {
  readonly cols: number;
  readonly rows: number;
  readonly style: string;
}

interface SentPacket {
  readonly sequence: number;
  readonly isStill: boolean;
  readonly byteCount: number;
  readonly atMs: number;
}

/**
 * The styles whose cells the wire can carry and a thin path pays for; all others are letters in
 * colour.
 */
export const GLYPH_STYLES: readonly StyleName[] = ['just-ascii', 'mono', 'half', 'ascii-color'];
const COLOURLESS: readonly StyleName[] = ['just-ascii', 'mono'];

/** What is sent to somebody who shows `view`. */
export function glyphLookFor(view: GlyphView): GlyphLook {
  const named = STYLE_NAMES.find((style) => style === view.style);
  const style = named && GLYPH_STYLES.includes(named) ? named : 'ascii-color';
  return { ...glyphGridFor(view), style };
}

/**
 * Sends a track as text for as long as it lives: one packet at a time, the next when that one has
 * come and the path has had its rest.
 */
export class GlyphSender implements Disposable {
  private readonly store = new DisposableStore();
  private readonly timer = this.store.add(new MutableDisposable<Disposable>());
  private encoder: { readonly style: StyleName; readonly encoder: GlyphEncoder } | null = null;
  /** The packet that is on its way. */
  private sent: SentPacket | null = null;
  private wasQuick = false;
  private refreshedAtMs: number;

  constructor(
    private readonly channel: GlyphChannel,
    private readonly source: GlyphSource,
    private view: GlyphView,
    private readonly clock: Clock,
  ) {
    this.store.add(source);
    this.refreshedAtMs = clock.nowMs();
    void this.step();
  }

  /** Whether packets are there and back as if nothing were in their way. */
  get isQuick(): boolean {
    return this.wasQuick;
  }

  setView(view: GlyphView): void {
    this.view = view;
  }

  /** The other end has got a packet. */
  handleAck(sequence: number): void {
    if (sequence !== this.sent?.sequence) return;
    const { atMs, isStill, byteCount } = this.sent;
    const tookMs = this.clock.nowMs() - atMs;
    this.sent = null;
    this.wasQuick = isQuick(tookMs, byteCount) ?? this.wasQuick;
    this.stepAfter(pauseAfter(tookMs, isStill));
  }

  dispose(): void {
    this.store.dispose();
  }

  private stepAfter(delayMs: number): void {
    this.timer.value = this.clock.after(delayMs, () => {
      void this.step();
    });
  }

  private async step(): Promise<void> {
    const look = glyphLookFor(this.view);
    const cells = await this.source.draw(look);
    if (this.store.isDisposed) return;
    if (cells === null || !this.send(cells, look.style)) this.stepAfter(RETRY_MS);
  }

  /** `false`: there was no way. What has not left this machine is not to be added to. */
  private send(cells: CellGrid, style: StyleName): boolean {
    if (this.channel.bufferedBytes > 0) return false;
    const atMs = this.clock.nowMs();
    const encoder = this.encoderFor(style);
    if (atMs - this.refreshedAtMs >= REFRESH_INTERVAL_MS) {
      encoder.refresh();
      this.refreshedAtMs = atMs;
    }
    const { bytes, sequence, isStill } = encoder.encode(cells);
    // Before it is sent: where both ends are one, the answer comes at once.
    this.sent = { sequence, isStill, byteCount: bytes.length, atMs };
    this.timer.value = this.clock.after(ANSWER_TIMEOUT_MS, () => {
      this.startAnew();
    });
    if (this.channel.send(bytes)) return true;
    this.startAnew();
    return true;
  }

  /** What was sent may be lost, or was refused. */
  private startAnew(): void {
    this.sent = null;
    this.wasQuick = false;
    this.encoder?.encoder.reset();
    this.stepAfter(RETRY_MS);
  }

  private encoderFor(style: StyleName): GlyphEncoder {
    if (this.encoder?.style === style) return this.encoder.encoder;
    const encoder = new GlyphEncoder({
      hasInk: !COLOURLESS.includes(style),
      hasPaper: style === 'half',
    });
    this.encoder = { style, encoder };
    return encoder;
  }
}
