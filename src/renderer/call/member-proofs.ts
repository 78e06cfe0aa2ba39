import type { Disposable } from '../../shared/base/lifecycle';
import type { JoinedRoom } from '../../shared/call/room-state';
import { roomTalk } from '../../shared/identity/statement';
import type { Signal } from '../../shared/protocol/messages';
import type { CallPorts } from './call-ports';
import { type ProvedSignal, SignalProofs } from './signal-proofs';

export interface MemberProofsEvents {
  handleOutgoing(to: string, said: ProvedSignal): void;
  handleIncoming(from: string, signal: Signal): void;
  handleForgery(from: string): void;
}

/** Proves what is said to the members of a room, and checks what they say, each by their key. */
export class MemberProofs implements Disposable {
  private readonly proofs = new Map<string, SignalProofs>();

  constructor(
    private readonly ports: Pick<CallPorts, 'signer' | 'clock' | 'logger'>,
    private readonly events: MemberProofsEvents,
  ) {}

  /** Those who are no longer in `room` are strangers if they come again. */
  sync({ you, members }: Pick<JoinedRoom, 'you' | 'members'>): void {
    const others = members.filter(({ id }) => id !== you.id);
    for (const id of [...this.proofs.keys()]) {
      if (!others.some((member) => member.id === id)) this.drop(id);
    }
    for (const { id, key } of others) {
      if (!this.proofs.has(id)) this.proofs.set(id, this.create(you.id, id, key ?? null));
    }
  }

  /** To a member; to anybody else nothing is said. */
  send(to: string, signal: Signal): void {
    this.proofs.get(to)?.send(signal);
  }

  /** Of a member; nobody else is heard. */
  take(from: string, said: ProvedSignal): void {
    this.proofs.get(from)?.take(said);
  }

  /** The local user is out of the room. */
  clear(): void {
    for (const id of [...this.proofs.keys()]) this.drop(id);
  }

  dispose(): void {
    this.clear();
  }

  private create(you: string, id: string, remoteKey: string | null): SignalProofs {
    const terms = { remoteKey, talkOut: roomTalk(you, id), talkIn: roomTalk(id, you) };
    const { signer, clock, logger } = this.ports;
    return new SignalProofs(
      terms,
      { signer: signer(), clock, logger },
      {
        handleOutgoing: (said) => {
          this.events.handleOutgoing(id, said);
        },
        handleIncoming: (signal) => {
          this.events.handleIncoming(id, signal);
        },
        handleForgery: () => {
          this.events.handleForgery(id);
        },
      },
    );
  }

  private drop(id: string): void {
    this.proofs.get(id)?.dispose();
    this.proofs.delete(id);
  }
}
