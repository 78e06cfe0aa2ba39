import { assertNever } from '../../../shared/base/assert-never';
import type { Disposable } from '../../../shared/base/lifecycle';
import type { Push } from '../../../shared/protocol/events';
import type { ChatMessage } from '../../../shared/protocol/messages';
import type { RoomEntry, RoomMember, RoomMessage } from '../../../shared/protocol/room-messages';
import { ForeignRoom } from '../foreign-room';
import type { Conversation } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import type { Description } from '../member-link';
import { PacketBudget } from '../../packet-budget';
import { matchMessage, parseMessage } from '../read-message';
import { enterLine, refusedLine, STOPPING_LINE } from '../reason-lines';
import { chatIdOf, memberIdOf, ownChatId } from './chat-ids';
import {
  GROUND_CONTROL,
  ROOM,
  type RtcChatMessage,
  type RtcChatMessageOf,
  rtcChatMessageSchema,
  unknownTypeOf,
} from './rtc-chat-messages';

/**
 * How long somebody's offer is waited for before the client hears of them: then it makes none of
 * its own, which would have to be taken back.
 */
export const OFFER_PATIENCE_MS = 1_500;

/** What costs the server nothing but the answer. */
const QUESTIONS = { burst: 60, perSecond: 6 };

/** What a page with RTC-Chat's messages and the server say to each other; see docs/gateways.md. */
export class RtcChatConversation implements Conversation {
  private readonly room: ForeignRoom;
  private readonly ownId: string;
  private readonly questions: PacketBudget;
  /** Those who were there before the client. */
  private readonly earlier = new Set<string>();
  /** Whose offer is waited for, by their id. */
  private readonly awaited = new Map<string, Disposable>();
  private hasAskedForServers = false;
  /** It says descriptions as bare text, and is told them so. */
  private isBare = false;

  constructor(
    private readonly client: GatewayClient,
    private readonly slug: string,
  ) {
    this.ownId = ownChatId(client.id);
    this.questions = new PacketBudget(() => client.monotonicMs(), QUESTIONS);
    this.room = new ForeignRoom(client, {
      handleCame: (member) => {
        this.meet(member);
        if (!this.awaited.has(member.id)) this.showRoom();
      },
      handleLeft: (member) => {
        this.handleLeft(member);
      },
      handleDescription: (member, description) => {
        this.handleDescription(member, description);
      },
      handleCandidate: (member, candidate) => {
        this.say(this.idOf(member), 'icecandidate', candidate);
      },
      handleRestart: (member) => {
        this.say(this.idOf(member), 'bye', client.nowMs());
        this.meet(member);
      },
      handleRenewed: (members) => {
        this.meetEarlier(members);
      },
      handleLine: (line) => {
        this.showLine(this.idOfName(line.from), ROOM, line);
      },
      handleClosed: () => {
        this.say(GROUND_CONTROL, 'bye', client.nowMs());
        client.close();
      },
    });
  }

  receive(text: string): void {
    const said = parseMessage(text);
    const message = matchMessage(said, rtcChatMessageSchema);
    if (message !== null) {
      this.take(message);
      return;
    }
    const type = unknownTypeOf(said);
    this.refuse(type === null ? 'That is no message of these.' : `Unknown message type: ${type}`);
  }

  handlePush(push: Push): void {
    if (push.name === 'chat:message') this.handlePrivateLine(push.payload);
    else if (push.name === 'server:stopping') this.complain(STOPPING_LINE);
    else this.room.handlePush(push);
  }

  handleClosed(): void {
    this.forgetAwaited();
    this.room.dispose();
  }

  private take(message: RtcChatMessage): void {
    switch (message.type) {
      case 'ping':
        this.answer('pong', () => message.data ?? this.client.nowMs());
        return;
      case 'greeting':
        this.answer('greeting', () => 'Hello.');
        return;
      case 'get-room-info':
        this.answer('room-info', () => this.roomInfo());
        return;
      case 'get-ice-servers':
        this.takeServersQuestion();
        return;
      case 'profile':
        this.takeProfile(message);
        return;
      case 'text':
        this.takeLine(message);
        return;
      case 'offer':
      case 'answer':
        this.takeDescription(message);
        return;
      case 'icecandidate':
        this.takeCandidate(message);
        return;
      case 'bye':
        this.takeBye(message);
        return;
      case 'pong':
      case 'error':
        return;
      default:
        assertNever(message, 'message of RTC-Chat');
    }
  }

  /** Asking more often than a page does is not answered, and counted. */
  private answer(type: string, data: () => unknown): void {
    if (this.questions.take()) this.say(GROUND_CONTROL, type, data());
    else this.client.refuse();
  }

  private takeServersQuestion(): void {
    if (!this.questions.take()) this.client.refuse();
    else if (this.room.you !== null) this.tellServers();
    else {
      // Pages wait for it before they say who they are; an account gets who has done that.
      this.hasAskedForServers = true;
      this.say(GROUND_CONTROL, 'ice-servers', []);
    }
  }

  private tellServers(): void {
    this.client.ask('turn:credentials', {}, (reply) => {
      if (reply.ok) this.say(GROUND_CONTROL, 'ice-servers', reply.servers);
      else this.complain(refusedLine(reply.reason, undefined));
    });
  }

  private takeProfile({ data: { username } }: RtcChatMessageOf<'profile'>): void {
    if (!this.room.isOutside) {
      this.refuse('Nobody changes their name here: come back under another.');
      return;
    }
    this.room.enter(username, this.slug, (entered) => {
      if (entered.ok) this.begin(entered.value);
      else this.complain(enterLine(entered.error));
    });
  }

  private begin({ members }: RoomEntry): void {
    this.meetEarlier(members);
    if (!this.hasAskedForServers) return;
    this.client.ask('turn:credentials', {}, (reply) => {
      if (reply.ok && reply.servers.length > 0) {
        this.say(GROUND_CONTROL, 'ice-servers', reply.servers);
      }
    });
  }

  private takeLine({ receiver, data: { text } }: RtcChatMessageOf<'text'>): void {
    if (!this.isIn()) return;
    if (receiver === ROOM) {
      this.client.ask('room:say', { text }, (reply) => {
        if (reply.ok) this.showLine(this.ownId, ROOM, reply.message);
        else this.complain(refusedLine(reply.reason, undefined));
      });
      return;
    }
    const member = this.addressee(receiver);
    if (member === null) return;
    this.client.ask('chat:tell', { to: member.name, text }, (reply) => {
      if (!reply.ok) this.complain(refusedLine(reply.reason, member.name));
    });
  }

  private takeDescription({ type, receiver, data }: RtcChatMessageOf<'offer' | 'answer'>): void {
    const member = this.isIn() ? this.addressee(receiver) : null;
    if (member === null) return;
    this.isBare = typeof data === 'string';
    this.room.describe(member.id, { type, sdp: typeof data === 'string' ? data : data.sdp });
  }

  private takeCandidate({ receiver, data }: RtcChatMessageOf<'icecandidate'>): void {
    const member = this.isIn() ? this.addressee(receiver) : null;
    if (member === null || data === null || data.candidate === '') return;
    const { usernameFragment, ...candidate } = data;
    this.room.candidate(member.id, candidate, usernameFragment);
  }

  /** To one of the others it says what its going says anyway. */
  private takeBye({ receiver = GROUND_CONTROL }: RtcChatMessageOf<'bye'>): void {
    if (receiver !== GROUND_CONTROL && receiver !== ROOM) return;
    this.forgetAwaited();
    if (this.room.you !== null) this.room.leave();
    this.client.close();
  }

  private isIn(): boolean {
    if (this.room.isOutside) this.refuse('Say first who you are: send your profile.');
    return this.room.you !== null;
  }

  /** `null`: there is nobody of that id, which may be nobody's fault. */
  private addressee(receiver: string): RoomMember | null {
    const member = this.room.memberOf(memberIdOf(receiver));
    return member !== null && this.idOf(member) === receiver ? member : null;
  }

  /** Those who were there before the client. */
  private meetEarlier(members: readonly RoomMember[]): void {
    for (const member of members) {
      this.earlier.add(member.id);
      this.meet(member);
    }
    this.showRoom();
  }

  /** Somebody of WebCRT's own is about to offer; others come as they are. */
  private meet(member: RoomMember): void {
    if (member.via !== undefined) return;
    const { id } = member;
    this.awaited.get(id)?.dispose();
    this.awaited.set(
      id,
      this.client.after(OFFER_PATIENCE_MS, () => {
        this.awaited.delete(id);
        this.showRoom();
      }),
    );
  }

  private handleDescription(member: RoomMember, { type, sdp }: Description): void {
    this.say(this.idOf(member), type, this.isBare ? sdp : { type, sdp });
    if (this.endWaiting(member.id)) this.showRoom();
  }

  private handleLeft(member: RoomMember): void {
    this.endWaiting(member.id);
    this.say(this.idOf(member), 'bye', this.client.nowMs());
    this.earlier.delete(member.id);
    // One that comes in anew is told when it is in.
    if (this.room.you !== null) this.showRoom();
  }

  /** Whether it was waited for them. */
  private endWaiting(id: string): boolean {
    this.awaited.get(id)?.dispose();
    return this.awaited.delete(id);
  }

  private forgetAwaited(): void {
    for (const each of this.awaited.values()) each.dispose();
    this.awaited.clear();
  }

  private handlePrivateLine({ to, ...line }: ChatMessage): void {
    // What is said to all who are on the server is not said in this room.
    if (to !== null) this.showLine(this.idOfName(line.from), this.ownId, line);
  }

  private showLine(
    sender: string,
    receiver: string,
    { from, text, sentAtMs }: Pick<RoomMessage, 'from' | 'text' | 'sentAtMs'>,
  ): void {
    this.say(sender, 'text', { from, time: sentAtMs, text }, receiver);
  }

  private showRoom(): void {
    this.say(GROUND_CONTROL, 'room-info', this.roomInfo());
  }

  private roomInfo(): object {
    const { you, members } = this.room;
    const shown = members.filter(({ id }) => !this.awaited.has(id));
    return {
      room_id: this.slug,
      clients: [
        { id: this.ownId, username: you?.name ?? '' },
        ...shown.map((member) => ({ id: this.idOf(member), username: member.name })),
      ],
    };
  }

  private idOf(member: RoomMember): string {
    return chatIdOf(member, this.earlier.has(member.id));
  }

  /** Whoever is not in the room speaks by the server. */
  private idOfName(name: string): string {
    const member = this.room.members.find((each) => each.name === name);
    return member === undefined ? GROUND_CONTROL : this.idOf(member);
  }

  /** Said, and counted. */
  private refuse(line: string): void {
    this.complain(line);
    this.client.refuse();
  }

  private complain(line: string): void {
    this.say(GROUND_CONTROL, 'error', line);
  }

  private say(sender: string, type: string, data: unknown, receiver = this.ownId): void {
    this.client.say({ sender, receiver, type, data });
  }
}
