import type { Socket } from 'node:net';
import type { Clock } from '../../shared/base/clock';
import type { Disposable } from '../../shared/base/lifecycle';
import { FrameReader, MAX_FRAME_BYTES, toFrame } from '../../shared/lan/lan-frames';
import { type LanHandshake, MAX_HANDSHAKE_BYTES } from '../../shared/lan/lan-handshake';
import type { NoiseSession } from '../../shared/lan/noise';
import type { PublicKey } from '../../shared/protocol/fields';
import { LanLink } from './lan-link';

const HANDSHAKE_TIMEOUT_MS = 8_000;

export interface Shaking {
  readonly socket: Socket;
  readonly handshake: LanHandshake;
  /** What the initiator says first; `null`: this end was knocked at. */
  readonly first: Uint8Array | null;
  readonly clock: Clock;
  /** Asked by an initiator: whether there is a link with that key already. */
  readonly isLinked?: (remote: PublicKey) => boolean;
}

/** A handshake that came to nothing. */
export interface LinkFailure {
  /** Whether it counts as a try of the phrase. */
  readonly isGuess: boolean;
}

/**
 * Makes a link of a connection. Resolves once the other end has said a word that only it can say;
 * what it says after that comes in later turns.
 */
export function shakeHands(shaking: Shaking): Promise<LanLink | LinkFailure> {
  return new Promise((resolve) => {
    new Handshaking(shaking, resolve).begin();
  });
}

/** A connection whose two ends are making sure of each other. */
class Handshaking {
  private readonly frames = new FrameReader();
  private readonly timer: Disposable;
  private link: LanLink | null = null;
  private isGuess = false;
  private isSettled = false;

  constructor(
    private readonly shaking: Shaking,
    private readonly resolve: (outcome: LanLink | LinkFailure) => void,
  ) {
    this.timer = shaking.clock.after(HANDSHAKE_TIMEOUT_MS, () => {
      this.fail();
    });
  }

  begin(): void {
    const { socket, first } = this.shaking;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.take(chunk);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.fail();
    });
    if (first !== null) this.say(first);
  }

  private take(chunk: Buffer): void {
    const mostBytes = this.link === null ? MAX_HANDSHAKE_BYTES : MAX_FRAME_BYTES;
    const whole = this.frames.take(chunk, mostBytes);
    if (whole === null) this.fail();
    for (const frame of whole ?? []) {
      if (this.link !== null) this.takeWord(this.link, frame);
      else if (!this.isSettled) this.takeStep(frame);
    }
  }

  private takeStep(frame: Uint8Array): void {
    const { socket, handshake, first, isLinked = () => false } = this.shaking;
    const step = handshake.take(frame);
    if (step.kind === 'failed') {
      this.isGuess = step.isGuess;
      this.fail();
    } else if (step.kind === 'send') this.say(step.message);
    else if (first !== null && isLinked(step.remote)) {
      // Before the last word: the other end keeps the link that it has, too.
      socket.destroy();
      this.settle({ isGuess: false });
    } else {
      if (step.last !== null) this.say(step.last);
      this.link = this.open(step.session, step.remote);
    }
  }

  private open(session: NoiseSession, remote: PublicKey): LanLink {
    const { socket, first, clock } = this.shaking;
    const link = new LanLink(socket, session, remote, first !== null, clock);
    link.send({ kind: 'hello' });
    return link;
  }

  /** What comes once there is a link: the first word settles it, all others are the link's. */
  private takeWord(link: LanLink, frame: Uint8Array): void {
    link.takeFrame(frame);
    const word = this.isSettled ? undefined : link.takeFirst();
    if (word?.kind === 'hello') this.settle(link);
    else if (word !== undefined) this.fail();
  }

  private say(message: Uint8Array): void {
    this.shaking.socket.write(toFrame(message));
  }

  private fail(): void {
    this.isGuess ||= this.shaking.handshake.isAtRisk && this.link === null;
    this.link?.dispose();
    this.shaking.socket.destroy();
    this.settle({ isGuess: this.isGuess });
  }

  private settle(outcome: LanLink | LinkFailure): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.timer.dispose();
    this.resolve(outcome);
  }
}
