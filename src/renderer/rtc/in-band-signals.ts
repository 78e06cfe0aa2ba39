import type { Signal } from '../../shared/protocol/messages';
import type { PeerMessage } from '../../shared/protocol/peer-messages';

/** An end says one description at a time; whoever sends more is not one of ours. */
const MAX_WAITING = 8;

export interface InBandPorts {
  /** `false`: the channel is not open (any more). */
  send(message: PeerMessage): boolean;
  /** A signal of the other end, which is the one that the link is tied to. */
  take(signal: Signal): void;
  /** Both ends hear each other: time to negotiate what the link began without. */
  begin(): void;
}

/**
 * The signals of a link that nobody else carries: before it is up they go the way of the first
 * description, by hand, and from then on over its own channel. That opens, and the other end is
 * known for who it is, in either order; what is said or heard in between waits.
 */
export class InBandSignals {
  private isOpen = false;
  private isAdmitted = false;
  private readonly unsaid: Signal[] = [];
  private readonly unheard: Signal[] = [];

  constructor(private readonly ports: InBandPorts) {}

  /** The channel is open. */
  noteOpen(): void {
    this.isOpen = true;
    this.beginWhenReady();
  }

  /** The other end has shown the certificate that it is tied to. */
  noteAdmitted(): void {
    this.isAdmitted = true;
    this.beginWhenReady();
  }

  /** Says `signal`, or keeps it for a moment; `false`: the link is not up, so it goes by hand. */
  say(signal: Signal): boolean {
    if (!this.isAdmitted) return false;
    if (!this.isOpen) this.keep(this.unsaid, signal);
    else this.ports.send({ kind: 'signal', signal });
    return true;
  }

  hear(signal: Signal): void {
    if (this.isAdmitted) this.ports.take(signal);
    else this.keep(this.unheard, signal);
  }

  private beginWhenReady(): void {
    if (this.isAdmitted) for (const signal of this.unheard.splice(0)) this.ports.take(signal);
    if (!this.isAdmitted || !this.isOpen) return;
    for (const signal of this.unsaid.splice(0)) this.ports.send({ kind: 'signal', signal });
    this.ports.begin();
  }

  private keep(list: Signal[], signal: Signal): void {
    if (list.length < MAX_WAITING) list.push(signal);
  }
}
