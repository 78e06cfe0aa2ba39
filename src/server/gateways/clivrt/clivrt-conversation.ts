import { assertNever } from '../../../shared/base/assert-never';
import type { GrantedReply, Push, PushPayload } from '../../../shared/protocol/events';
import type { ChatMessage } from '../../../shared/protocol/messages';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version';
import { ForeignCall } from '../foreign-call';
import { ForeignPeople } from '../foreign-people';
import type { Conversation } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import { callLine, leftLine, refusedLine, signInLine, STOPPING_LINE } from '../reason-lines';
import { readMessage } from '../read-message';
import {
  type ClivrtMessage,
  type ClivrtMessageOf,
  clivrtMessageSchema,
  escapeMarkup,
  writeDate,
} from './clivrt-messages';

/** As whom the server itself speaks. */
const SERVER = 'SERVER';

/** What a client of clivrt and the server say to each other; docs/gateways.md has an example. */
export class ClivrtConversation implements Conversation {
  private readonly call: ForeignCall;
  /** `null`: it is not signed in. */
  private self: { readonly name: string; readonly people: ForeignPeople } | null = null;

  constructor(
    private readonly client: GatewayClient,
    name: string,
  ) {
    this.call = new ForeignCall(client, {
      handleOffer: (peer, sdp) => {
        this.tell('video-offer', peer, { sdp: { sdp, type: 'offer' }, date: this.now() });
      },
      handleAnswer: (peer, sdp) => {
        this.tell('video-answer', peer, { sdp: { sdp, type: 'answer' }, date: this.now() });
      },
      handleCandidate: (peer, candidate) => {
        this.tell('new-ice-candidate', peer, { candidate });
      },
      handleEnded: (peer, reason, text) => {
        this.tell('hang-up', peer, {});
        this.speak(callLine(peer, reason, text));
      },
    });
    const request = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
    client.ask('session:sign-in', request, (reply) => {
      if (reply.ok) {
        this.begin(reply);
        return;
      }
      this.speak(signInLine(reply.reason));
      client.close();
    });
  }

  receive(text: string): void {
    const message = readMessage(text, clivrtMessageSchema);
    if (message === null || this.self === null) this.client.refuse();
    else this.take(message);
  }

  handlePush(push: Push): void {
    if (push.name === 'people:changed') this.handlePeople(push.payload);
    else if (push.name === 'chat:message') this.handleLine(push.payload);
    else if (push.name === 'server:stopping') this.speak(STOPPING_LINE);
    else this.call.handlePush(push);
  }

  private begin({ name, people }: GrantedReply<'session:sign-in'>): void {
    this.self = { name, people: new ForeignPeople(name, people) };
    this.showPeople();
  }

  private take(message: ClivrtMessage): void {
    switch (message.type) {
      case 'message':
        this.takeLine(message);
        return;
      case 'video-offer':
        this.call.call(message.target, message.sdp.sdp);
        return;
      case 'video-answer':
        if (this.isWith(message)) this.call.answer(message.sdp.sdp);
        return;
      case 'new-ice-candidate':
        if (message.candidate && this.isWith(message)) this.call.candidate(message.candidate);
        return;
      case 'hang-up':
        if (this.isWith(message)) this.call.hangUp();
        return;
      default:
        assertNever(message, 'message of clivrt');
    }
  }

  private isWith({ target }: { readonly target: string }): boolean {
    const isWith = this.call.peer === target;
    // Nobody else hears of it.
    if (!isWith) this.client.refuse();
    return isWith;
  }

  /** A line to everybody comes back to whoever said it, as everybody has it. */
  private takeLine({ text, target, id, date }: ClivrtMessageOf<'message'>): void {
    if (target !== undefined) {
      this.client.ask('chat:tell', { to: target, text }, (reply) => {
        if (!reply.ok) this.speak(refusedLine(reply.reason, target));
      });
      return;
    }
    this.client.ask('chat:say', { text }, (reply) => {
      if (reply.ok) this.showLine(reply.message, { id, date });
      else this.speak(refusedLine(reply.reason, target));
    });
  }

  private handlePeople(change: PushPayload<'people:changed'>): void {
    if (this.self === null) return;
    const { came, went } = this.self.people.change(change);
    for (const name of went) this.speak(leftLine(name));
    if (came.length > 0 || went.length > 0) this.showPeople();
  }

  private handleLine(message: ChatMessage): void {
    this.showLine(message, {});
  }

  private showLine(
    { id, from, to, text, sentAtMs }: ChatMessage,
    own: { readonly id?: string | undefined; readonly date?: string | undefined },
  ): void {
    this.client.say({
      type: 'message',
      text: escapeMarkup(text),
      id: own.id ?? id,
      date: own.date ?? writeDate(sentAtMs),
      name: escapeMarkup(from),
      ...(to === null ? {} : { target: to }),
    });
  }

  private showPeople(): void {
    this.client.say({ type: 'userlist', users: this.self?.people.all ?? [] });
  }

  /** Something of the call, in the words of whoever it is with. */
  private tell(type: string, peer: string, content: Readonly<Record<string, unknown>>): void {
    this.client.say({ type, name: peer, target: this.self?.name, ...content });
  }

  private speak(line: string): void {
    this.client.say({ type: 'message', name: SERVER, text: escapeMarkup(line) });
  }

  private now(): string {
    return writeDate(this.client.nowMs());
  }
}
