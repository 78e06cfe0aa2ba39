import { assertNever } from '../../shared/base/assert-never';
import type { HubKind, LanMessage } from '../../shared/lan/lan-frames';
import type { RawSocket, SocketEvent } from '../../shared/signalling/server-connection';
import type { LanLink } from './lan-link';

/** A connection to a hub at the other end of a link, or of those that come after it. */
export class RemoteSocket implements RawSocket {
  private static sessions = 0;
  private readonly session = (RemoteSocket.sessions += 1);
  private readonly unanswered = new Map<number, (reply: unknown) => void>();
  private link: LanLink | null = null;
  private serial = 0;
  private isOver = false;

  constructor(
    private readonly hub: HubKind,
    private readonly handle: (event: SocketEvent) => void,
    private readonly handleGone: () => void,
  ) {}

  /** Opens the connection over `link`; one that was open over another link is lost. */
  handleLink(link: LanLink): void {
    if (this.isOver) return;
    if (this.link !== null) {
      this.handleLost();
      return;
    }
    this.link = link;
    link.send({ kind: 'open', session: this.session, hub: this.hub });
  }

  handleLost(): void {
    if (this.link === null) return;
    this.lose('the link broke');
  }

  take(message: LanMessage): void {
    if (this.isOver || !('session' in message) || message.session !== this.session) return;
    switch (message.kind) {
      case 'opened':
        this.handle({ kind: 'connected', id: message.id });
        return;
      case 'reply':
        this.unanswered.get(message.serial)?.(message.reply);
        this.unanswered.delete(message.serial);
        return;
      case 'push':
        this.handle({ kind: 'pushed', name: message.name, payload: message.payload });
        return;
      case 'closed':
        this.lose('the other end closed the connection');
        return;
      case 'open':
      case 'close':
      case 'request':
        // What clients say: this end is one.
        return;
      default:
        assertNever(message, 'message of a session');
    }
  }

  emit(name: string, payload: unknown, ack: (reply: unknown) => void): void {
    this.serial += 1;
    const { serial, session } = this;
    this.unanswered.set(serial, ack);
    this.link?.send({ kind: 'request', session, serial, name, payload });
  }

  dispose(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.link?.send({ kind: 'close', session: this.session });
    this.handleGone();
  }

  private lose(why: string): void {
    if (this.isOver) return;
    this.isOver = true;
    this.handleGone();
    this.handle({ kind: 'lost', why });
  }
}
