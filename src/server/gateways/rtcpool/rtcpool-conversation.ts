import { assertNever } from '../../../shared/base/assert-never';
import type { Push } from '../../../shared/protocol/events';
import type { JsonValue } from '../../../shared/protocol/json';
import type { RefusalReason } from '../../../shared/protocol/reasons';
import type { RoomMember } from '../../../shared/protocol/room-messages';
import type { Candidate } from '../foreign-call';
import { ForeignRoom } from '../foreign-room';
import type { Conversation } from '../gateway';
import type { GatewayClient } from '../gateway-client';
import type { Description } from '../member-link';
import { readMessage } from '../read-message';
import { OfferTurn } from './offer-turn';
import {
  isRule,
  type RtcpoolEvent,
  type RtcpoolRule,
  rtcpoolMessageSchema,
} from './rtcpool-messages';

type RuleOf<K extends RtcpoolRule['type']> = Extract<RtcpoolRule, { type: K }>['data'];

/** How often a name is made up for a client that has none: somebody may have it. */
const MAX_NAMES = 3;

/** What rtcpool and the server say to each other; docs/gateways.md has an example. */
export class RtcpoolConversation implements Conversation {
  private readonly room: ForeignRoom;
  /** Of those to whom the client yields, by their id. */
  private readonly turns = new Map<string, OfferTurn>();

  /** @param makeName one that the client goes by; `null`: there is no other */
  constructor(
    private readonly client: GatewayClient,
    private readonly makeName: (attempt: number) => string | null,
  ) {
    this.room = new ForeignRoom(client, {
      handleCame: (member) => {
        this.handleCame(member);
      },
      handleLeft: ({ id }) => {
        this.sayLeft(id);
      },
      handleDescription: ({ id }, description) => {
        const turn = this.turns.get(id);
        if (turn === undefined) this.sayDescription(id, description);
        else turn.describe(description);
      },
      handleCandidate: ({ id }, candidate) => {
        const turn = this.turns.get(id);
        if (turn === undefined) this.sayCandidate(id, candidate);
        else turn.candidate(candidate);
      },
      handleRestart: (member) => {
        this.sayLeft(member.id);
        this.introduce([member]);
      },
      handleRenewed: (members) => {
        this.introduce(members);
      },
      handleLine: () => undefined,
      handleEvent: ({ from, type, data }) => {
        // What the rules say, the server alone says.
        if (!type.startsWith('rtc:')) this.client.say({ type, data, from });
      },
      handleDescribed: ({ id, description }) => {
        this.say('rtc:describe', { id, uid: id, description });
      },
      handleClosed: () => {
        this.forgetTurns();
        this.say('rtc:stop', {});
        client.close();
      },
    });
  }

  receive(text: string): void {
    const message = readMessage(text, rtcpoolMessageSchema);
    if (message === null) this.refuse('That is no message of this protocol.');
    else if (isRule(message)) this.take(message);
    else this.takeEvent(message);
  }

  handlePush(push: Push): void {
    this.room.handlePush(push);
  }

  handleClosed(): void {
    this.forgetTurns();
    this.room.dispose();
  }

  private take(message: RtcpoolRule): void {
    switch (message.type) {
      case 'rtc:join':
        if (this.room.isOutside) this.join(message.data.pool);
        else this.refuse('You are in a pool already.');
        return;
      case 'rtc:sdp':
        this.takeDescription(message.data);
        return;
      case 'rtc:candidate':
        this.takeCandidate(message.data);
        return;
      case 'describe':
        this.takeOwnDescription(message.data);
        return;
      default:
        assertNever(message, 'message of rtcpool');
    }
  }

  private join(pool: string, attempt = 0): void {
    const name = this.makeName(attempt);
    if (name === null) {
      this.sayRefused(pool, 'name-taken');
      return;
    }
    this.room.enter(name, pool, (entered) => {
      if (entered.ok) this.introduce(entered.value.members);
      else if (entered.error === 'name-taken' && attempt + 1 < MAX_NAMES) {
        this.join(pool, attempt + 1);
      } else this.sayRefused(pool, entered.error);
    });
  }

  private takeDescription({ to, description }: RuleOf<'rtc:sdp'>): void {
    if (!this.isHere(to)) return;
    if (description.type === 'offer') this.turns.get(to)?.noteOffer();
    this.room.describe(to, description);
  }

  private takeCandidate({ for: to, candidate }: RuleOf<'rtc:candidate'>): void {
    if (!this.isHere(to)) return;
    this.turns.get(to)?.noteCandidate();
    if (candidate === null || candidate.candidate === '') return;
    const { usernameFragment, ...plain } = candidate;
    this.room.candidate(to, plain, usernameFragment);
  }

  private takeOwnDescription(description: JsonValue): void {
    if (this.room.you === null) this.refuse('Join a pool first.');
    else {
      this.client.ask('room:describe', { description }, (reply) => {
        if (!reply.ok) this.sayError('You were not described.', { reason: reply.reason });
      });
    }
  }

  private takeEvent({ type, data }: RtcpoolEvent): void {
    if (this.room.you === null) this.refuse('Join a pool first.');
    else this.client.ask('room:event', { type, data });
  }

  /** Who has gone meanwhile is nobody's fault. */
  private isHere(id: string): boolean {
    if (this.room.isOutside) this.refuse('Join a pool first.');
    return this.room.memberOf(id) !== null;
  }

  private handleCame(member: RoomMember): void {
    // Whoever is announced by `rtc:peer` is expected to yield, which WebCRT's own clients do not
    // know how to: as one of those who were there before, they are yielded to.
    if (member.via === undefined) this.introduce([member]);
    else this.say('rtc:peer', { id: member.id });
  }

  /** Says who is there, so that the client yields to their offers. */
  private introduce(members: readonly RoomMember[]): void {
    const { you, slug } = this.room;
    if (you === null) return;
    for (const { id } of members) this.turns.set(id, this.createTurn(id));
    this.say('rtc:joined', {
      client_id: you.id,
      peers: members.map(({ id }) => id),
      descriptions: Object.fromEntries(members.map(({ id, description }) => [id, description])),
      pool: slug,
    });
  }

  private createTurn(id: string): OfferTurn {
    return new OfferTurn(this.client, {
      handleDescription: (description) => {
        this.sayDescription(id, description);
      },
      handleCandidate: (candidate) => {
        this.sayCandidate(id, candidate);
      },
    });
  }

  private forgetTurns(): void {
    for (const turn of this.turns.values()) turn.dispose();
    this.turns.clear();
  }

  private sayDescription(id: string, description: Description): void {
    this.say('rtc:sdp', { peer: id, description });
  }

  private sayCandidate(id: string, candidate: Candidate): void {
    this.say('rtc:candidate', { from: id, candidate });
  }

  private sayLeft(id: string): void {
    this.turns.get(id)?.dispose();
    this.turns.delete(id);
    this.say('rtc:close', { id, uid: id });
  }

  private sayRefused(pool: string, reason: RefusalReason): void {
    // Its own words for it.
    const message = reason === 'room-refused' ? 'No such pool exists.' : 'Could not join pool.';
    this.sayError(message, { pool, reason });
  }

  /** Said, and counted. */
  private refuse(message: string): void {
    this.sayError(message, {});
    this.client.refuse();
  }

  private sayError(message: string, more: Readonly<Record<string, string>>): void {
    this.say('rtc:error', { message, ...more });
  }

  private say(type: string, data: Readonly<Record<string, unknown>>): void {
    this.client.say({ type, data });
  }
}
