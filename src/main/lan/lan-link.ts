import type { Socket } from 'node:net';
import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import {
  type LanMessage,
  parseLanMessage,
  PieceReader,
  toFrame,
  toPieces,
} from '../../shared/lan/lan-frames';
import type { NoiseSession } from '../../shared/lan/noise';
import type { PublicKey } from '../../shared/protocol/fields';

/** As a server's heartbeat: whoever froze is gone within 12 s. */
const PING_EVERY_MS = 4_000;
const SILENCE_MS = 11_500;
/** Whoever takes nothing of what is sent is put out. */
const MAX_UNSENT_BYTES = 1_048_576;

const GOODBYE_MS = 1_000;

/** Two hosts that have made sure of each other: what one says, sealed, the other hears. */
export class LanLink implements Disposable {
  private readonly owned = new DisposableStore();
  /** What came before anybody listened. */
  private readonly waiting: LanMessage[] = [];
  private listener: ((message: LanMessage) => void) | null = null;
  private readonly closedEmitter = new Emitter<null>();
  /** Once, whoever closed it. */
  readonly onClosed = this.closedEmitter.event;
  private readonly pieces = new PieceReader();
  private readonly silence = this.owned.add(new MutableDisposable<Disposable>());
  private readonly ping = this.owned.add(new MutableDisposable<Disposable>());
  readonly sinceMs: number;

  constructor(
    private readonly socket: Socket,
    private readonly session: NoiseSession,
    readonly remote: PublicKey,
    readonly isInitiator: boolean,
    private readonly clock: Clock,
  ) {
    this.sinceMs = clock.nowMs();
    this.awaitWord();
    this.schedulePing();
  }

  get isClosed(): boolean {
    return this.owned.isDisposed;
  }

  send(message: LanMessage): void {
    if (this.isClosed) return;
    for (const piece of toPieces(Buffer.from(JSON.stringify(message)))) {
      this.socket.write(toFrame(this.session.sending.seal(piece)));
    }
    if (this.socket.writableLength > MAX_UNSENT_BYTES) this.dispose();
  }

  /** A frame that came; one that is not the other end's next word is the last. */
  takeFrame(frame: Uint8Array): void {
    if (this.isClosed) return;
    const piece = this.session.receiving.open(frame);
    const whole = piece === null ? 'malformed' : this.pieces.take(piece);
    if (whole === null) return;
    const message =
      whole === 'malformed' ? null : parseLanMessage(Buffer.from(whole).toString('utf8'));
    if (message === null) {
      this.dispose();
      return;
    }
    this.awaitWord();
    if (this.listener === null) this.waiting.push(message);
    else this.listener(message);
  }

  /** The first word of the other end; `undefined`: there is none yet. */
  takeFirst(): LanMessage | undefined {
    return this.waiting.shift();
  }

  /** Hands every message to `listener` from now on, those that have come already first. */
  listen(listener: (message: LanMessage) => void): void {
    this.listener = listener;
    for (const message of this.waiting.splice(0)) listener(message);
  }

  /** Says `bye` before the link closes. */
  leave(): void {
    this.send({ kind: 'bye' });
    if (!this.isClosed) {
      this.socket.end();
      // Whoever does not hang up in turn would have it stay.
      this.clock.after(GOODBYE_MS, () => {
        this.socket.destroy();
      });
    }
    this.dispose();
  }

  dispose(): void {
    if (this.isClosed) return;
    this.owned.dispose();
    if (!this.socket.writableEnded) this.socket.destroy();
    this.closedEmitter.fire(null);
    this.closedEmitter.dispose();
  }

  private awaitWord(): void {
    this.silence.value = this.clock.after(SILENCE_MS, () => {
      this.dispose();
    });
  }

  private schedulePing(): void {
    this.ping.value = this.clock.after(PING_EVERY_MS, () => {
      this.send({ kind: 'ping' });
      this.schedulePing();
    });
  }
}
