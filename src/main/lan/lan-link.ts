import { Socket } from 'node:net';
import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import {
  FrameReader,
  type LanMessage,
  MAX_FRAME_BYTES,
  parseLanMessage,
  PieceReader,
  toFrame,
  toPieces,
} from '../../shared/lan/lan-frames';
import { type LanHandshake, MAX_HANDSHAKE_BYTES } from '../../shared/lan/lan-handshake';
import type { NoiseSession } from '../../shared/lan/noise';
import type { PublicKey } from '../../shared/protocol/fields';

/** As a server's heartbeat: whoever froze is gone within 12 s. */
const PING_EVERY_MS = 4_000;
const SILENCE_MS = 11_500;
const HANDSHAKE_TIMEOUT_MS = 8_000;
/** Whoever takes nothing of what is sent is put out. */
const MAX_UNSENT_BYTES = 1_048_576;

/** How it came to nothing. */
export interface LinkFailure {
  /** Whether it counts as a try of the phrase. */
  readonly isGuess: boolean;
}

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
    if (!this.isClosed) this.socket.end();
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

export interface Shaking {
  readonly socket: Socket;
  readonly handshake: LanHandshake;
  /** What the initiator says first; `null`: this end was knocked at. */
  readonly first: Uint8Array | null;
  readonly clock: Clock;
  /** Of an initiator: whether there is a link with that one already, and so no use in another. */
  readonly isLinked?: (remote: PublicKey) => boolean;
}

/**
 * Makes a link of a connection. Resolves once the other end has said a word that only it can say;
 * what it says after that comes in later turns.
 */
export function shakeHands({
  socket,
  handshake,
  first,
  clock,
  isLinked = () => false,
}: Shaking): Promise<LanLink | LinkFailure> {
  return new Promise((resolve) => {
    const frames = new FrameReader();
    let link: LanLink | null = null;
    let isGuess = false;
    let isSettled = false;
    const timer = clock.after(HANDSHAKE_TIMEOUT_MS, () => {
      fail();
    });
    const settle = (outcome: LanLink | LinkFailure): void => {
      if (isSettled) return;
      isSettled = true;
      timer.dispose();
      resolve(outcome);
    };
    const fail = (): void => {
      isGuess ||= handshake.isAtRisk && link === null;
      link?.dispose();
      socket.destroy();
      settle({ isGuess });
    };
    const say = (message: Uint8Array): void => {
      socket.write(toFrame(message));
    };
    const begin = (session: NoiseSession, remote: PublicKey): LanLink => {
      const made = new LanLink(socket, session, remote, first !== null, clock);
      made.send({ kind: 'hello' });
      return made;
    };
    const takeWord = (made: LanLink, frame: Uint8Array): void => {
      made.takeFrame(frame);
      const word = isSettled ? undefined : made.takeFirst();
      if (word?.kind === 'hello') settle(made);
      else if (word !== undefined) fail();
    };
    const takeHandshake = (frame: Uint8Array): void => {
      const step = handshake.take(frame);
      if (step.kind === 'failed') {
        isGuess = step.isGuess;
        fail();
      } else if (step.kind === 'send') say(step.message);
      else if (first !== null && isLinked(step.remote)) {
        // Before the last word: the other end keeps the link that it has, too.
        socket.destroy();
        settle({ isGuess: false });
      } else {
        if (step.last !== null) say(step.last);
        link = begin(step.session, step.remote);
      }
    };
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      const whole = frames.take(chunk, link === null ? MAX_HANDSHAKE_BYTES : MAX_FRAME_BYTES);
      if (whole === null) fail();
      for (const frame of whole ?? []) {
        if (link !== null) takeWord(link, frame);
        else if (!isSettled) takeHandshake(frame);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      fail();
    });
    if (first !== null) say(first);
  });
}

/** Opens a connection; `null`: nobody takes it. */
export function dial(address: string, port: number, from: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const give = (): void => {
      socket.destroy();
      resolve(null);
    };
    socket.setTimeout(HANDSHAKE_TIMEOUT_MS, give);
    socket.once('error', give);
    socket.connect({ host: address, port, localAddress: from }, () => {
      socket.setTimeout(0);
      socket.off('error', give);
      resolve(socket);
    });
  });
}
