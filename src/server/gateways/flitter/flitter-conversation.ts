import { assertNever } from '../../../shared/base/assert-never';
import { type Disposable, MutableDisposable } from '../../../shared/base/lifecycle';
import type { Push } from '../../../shared/protocol/events';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version';
import { ForeignCall } from '../foreign-call';
import { ForeignPeople } from '../foreign-people';
import type { Conversation } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { readMessage } from '../read-message';
import { type FlitterMessage, flitterMessageSchema } from './flitter-messages';
import { HIDDEN_MS, type HiddenPeople } from './hidden-people';
import { wholeDescription } from './whole-description';

/** What all clients of the gateway share. */
export interface FlitterParts {
  /** Those that whoever runs the server has named. */
  readonly rooms: readonly string[];
  readonly hidden: HiddenPeople;
  /** Those whose call goes on without a socket, by the name that they have. */
  readonly staying: Map<string, GatewayClient>;
}

/** How long candidates are gathered for a client that takes whole descriptions only. */
const GATHERING_MS = 700;
const MAX_CANDIDATES = 32;

type Join = Extract<FlitterMessage, { type: 'join' }>;

/** What flitter's WebRTC node and the server say to each other; docs/gateways.md has an example. */
export class FlitterConversation implements Conversation {
  private readonly call: ForeignCall;
  private readonly gathering = new MutableDisposable<Disposable>();
  private readonly shownAgain = new MutableDisposable<Disposable>();
  private candidates: string[] = [];
  /** `null`: it has not joined. */
  private self: { readonly name: string; readonly people: ForeignPeople } | null = null;

  constructor(
    private readonly client: GatewayClient,
    private readonly parts: FlitterParts,
  ) {
    this.call = new ForeignCall(client, {
      handleOffer: (peer, sdp) => {
        this.gather(sdp, (offer) => {
          this.tell('call', peer, { offer });
        });
      },
      handleAnswer: (peer, sdp) => {
        this.gather(sdp, (answer) => {
          this.tell('answer', peer, { answer });
        });
      },
      handleCandidate: (_peer, { candidate }) => {
        if (this.candidates.length < MAX_CANDIDATES) this.candidates.push(candidate);
      },
      handleEnded: (peer) => {
        this.handleEnded(peer);
      },
    });
  }

  receive(text: string): void {
    const message = readMessage(text, flitterMessageSchema);
    const isInTurn = (message?.type === 'join') === (this.self === null);
    if (message === null || !isInTurn) this.client.refuse();
    else this.take(message);
  }

  handlePush(push: Push): void {
    if (push.name !== 'people:changed') {
      this.call.handlePush(push);
      return;
    }
    if (this.self === null) return;
    const { came, went } = this.self.people.change(push.payload);
    if (came.length > 0 || went.length > 0) this.showMembers();
  }

  /** It closes its socket as soon as it is connected with the other end. */
  isStaying(): boolean {
    const isStaying = this.self !== null && this.call.isUpWithOwn;
    if (isStaying && this.self !== null) this.parts.staying.set(this.self.name, this.client);
    return isStaying;
  }

  handleClosed(): void {
    this.gathering.dispose();
    this.shownAgain.dispose();
    const { staying } = this.parts;
    const name = this.self?.name;
    if (name !== undefined && staying.get(name) === this.client) staying.delete(name);
  }

  private take(message: FlitterMessage): void {
    switch (message.type) {
      case 'join':
        this.join(message);
        return;
      case 'call':
        if (this.call.peer === message.to) this.call.offerAgain(message.offer);
        else this.call.call(message.to, message.offer);
        return;
      case 'answer':
        if (this.call.peer !== message.to) this.client.refuse();
        else {
          this.call.answer(message.answer);
          this.tell('finished', message.to, {});
        }
        return;
      case 'finished':
        // It is connected. The server learns of a call's end, and of nothing before.
        return;
      default:
        assertNever(message, 'message of flitter');
    }
  }

  private join({ id, room }: Join): void {
    if (!this.parts.rooms.includes(room)) {
      this.turnAway(`There is no room ${room} here`);
      return;
    }
    // It is back, under the name that it has: its own call is over for it. Who comes from elsewhere
    // is somebody else.
    const staying = this.parts.staying.get(id);
    if (staying?.address === this.client.address) staying.end();
    const request = { name: id, version: PROTOCOL_VERSION, presence: 'available' } as const;
    this.client.ask('session:sign-in', request, (reply) => {
      // Flitter's own words, which its node knows.
      if (!reply.ok) this.turnAway('User ID already taken');
      else {
        this.self = { name: reply.name, people: new ForeignPeople(reply.name, reply.people) };
        this.showMembers();
      }
    });
  }

  private turnAway(error: string): void {
    this.client.say({ type: 'error', error });
    this.client.close();
  }

  private handleEnded(peer: string): void {
    this.gathering.value = undefined;
    this.candidates = [];
    if (this.self !== null) this.parts.hidden.hide(peer, this.self.name);
    this.shownAgain.value = this.client.after(HIDDEN_MS, () => {
      this.showMembers();
    });
    this.showMembers();
    this.client.endWithoutSocket();
  }

  private showMembers(): void {
    if (this.self === null) return;
    const { name, people } = this.self;
    const members = people.all.filter((each) => !this.parts.hidden.isHidden(each, name));
    this.client.say({ type: 'members', members });
  }

  /** Hands on a description once its end has had the time to find ways to itself. */
  private gather(sdp: string, then: (whole: string) => void): void {
    this.candidates = [];
    this.gathering.value = this.client.after(GATHERING_MS, () => {
      then(wholeDescription(sdp, this.candidates));
    });
  }

  private tell(type: string, from: string, content: Readonly<Record<string, unknown>>): void {
    this.client.say({ type, from, to: this.self?.name, ...content });
  }
}
