import { err, ok, type Result } from '../../shared/base/result';
import type { Push, PushPayload } from '../../shared/protocol/events';
import type { JsonValue } from '../../shared/protocol/json';
import type { RefusalReason } from '../../shared/protocol/reasons';
import type { RoomEntry, RoomMember, RoomMessage } from '../../shared/protocol/room-messages';
import { PROTOCOL_VERSION } from '../../shared/protocol/version';
import type { Candidate } from './foreign-call';
import type { GatewayClient } from './gateway-client';
import { type Description, MemberLink } from './member-link';

/** What happens in the room, for whoever puts it into the client's words. */
export interface ForeignRoomEvents {
  handleCame(member: RoomMember): void;
  handleLeft(member: RoomMember): void;
  handleDescription(member: RoomMember, description: Description): void;
  handleCandidate(member: RoomMember, candidate: Candidate): void;
  /** The member makes a connection anew: what the client has with them is over. */
  handleRestart(member: RoomMember): void;
  /**
   * The client has entered anew, and all these were there before: it has another certificate in
   * each connection, so that they would take it for somebody else. Left out: they do.
   */
  handleRenewed?(members: readonly RoomMember[]): void;
  handleLine(line: RoomMessage): void;
  handleEvent?(event: PushPayload<'room:event'>): void;
  handleDescribed?(member: RoomMember): void;
  /** The client is out of the room, which it has not left. */
  handleClosed(): void;
}

interface Place {
  member: RoomMember;
  readonly link: MemberLink;
}

interface Stay {
  readonly you: RoomMember;
  readonly slug: string;
  readonly places: Map<string, Place>;
}

/** The one stay of a foreign client in a room, for which it signs in. */
export class ForeignRoom {
  private stay: Stay | null = null;
  private isEntering = false;

  constructor(
    private readonly client: GatewayClient,
    private readonly events: ForeignRoomEvents,
  ) {}

  /** As the others see the client; `null`: it is in no room. */
  get you(): RoomMember | null {
    return this.stay?.you ?? null;
  }

  /** The room's; `null`: it is in none. */
  get slug(): string | null {
    return this.stay?.slug ?? null;
  }

  /** Whether it may enter now: it is in no room, and on the way to none. */
  get isOutside(): boolean {
    return this.stay === null && !this.isEntering;
  }

  /** The others, longest there first. */
  get members(): readonly RoomMember[] {
    return [...(this.stay?.places.values() ?? [])].map(({ member }) => member);
  }

  memberOf(id: string): RoomMember | null {
    return this.stay?.places.get(id)?.member ?? null;
  }

  /** Signs in and enters; whoever is not let in is signed out again. */
  enter(
    name: string,
    slug: string,
    then: (entered: Result<RoomEntry, RefusalReason>) => void,
  ): void {
    this.isEntering = true;
    const request = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
    this.client.ask('session:sign-in', request, (reply) => {
      if (reply.ok) this.join(slug, then);
      else {
        this.isEntering = false;
        then(err(reply.reason));
      }
    });
  }

  describe(id: string, description: Description): void {
    this.stay?.places.get(id)?.link.describe(description);
  }

  /** @param ufrag as `MemberLink.candidate` has it */
  candidate(id: string, candidate: Candidate, ufrag: string | null): void {
    this.stay?.places.get(id)?.link.candidate(candidate, ufrag);
  }

  leave(): void {
    this.forget();
    this.client.ask('session:sign-out', {});
  }

  /** It is gone. */
  dispose(): void {
    this.forget();
  }

  /** What of the server's words is about rooms. */
  handlePush(push: Push): void {
    // It has no bell, and is in a room or about to be.
    if (push.name === 'call:incoming') {
      this.client.ask('call:decline', { callId: push.payload.callId, reason: 'busy' });
    } else if (this.stay !== null) this.handleRoomPush(this.stay, push);
  }

  private join(slug: string, then: (entered: Result<RoomEntry, RefusalReason>) => void): void {
    this.client.ask('room:join', { slug }, (reply) => {
      this.isEntering = false;
      if (!reply.ok) {
        this.client.ask('session:sign-out', {});
        then(err(reply.reason));
        return;
      }
      const { room, you, members } = reply;
      this.stay = { you, slug: room.slug, places: new Map() };
      for (const member of members) this.add(this.stay, member, true);
      then(ok({ room, you, members }));
    });
  }

  /** Leaves and enters at once, as somebody whom nobody there has met. */
  private renew(): void {
    if (this.stay === null) return;
    const { slug } = this.stay;
    const gone = this.members;
    this.forget();
    this.isEntering = true;
    for (const member of gone) this.events.handleLeft(member);
    this.client.ask('room:leave', {});
    this.join(slug, (entered) => {
      if (entered.ok) this.events.handleRenewed?.(entered.value.members);
      else this.events.handleClosed();
    });
  }

  private handleRoomPush(stay: Stay, push: Push): void {
    if (push.name === 'room:signal') {
      stay.places.get(push.payload.from)?.link.hear(push.payload.signal);
    } else if (push.name === 'room:message') this.events.handleLine(push.payload);
    else if (push.name === 'room:event') this.events.handleEvent?.(push.payload);
    else this.handleChange(stay, push);
  }

  /** Of who is in the room, and of what they are. */
  private handleChange(stay: Stay, push: Push): void {
    if (push.name === 'room:joined') {
      this.add(stay, push.payload.member, false);
      this.events.handleCame(push.payload.member);
    } else if (push.name === 'room:left') this.remove(stay, push.payload.member);
    else if (push.name === 'room:described') {
      this.setDescription(stay, push.payload.member, push.payload.description);
    } else if (push.name === 'room:closed') {
      this.forget();
      this.events.handleClosed();
    }
  }

  private add(stay: Stay, member: RoomMember, isEarlier: boolean): void {
    const { id, via } = member;
    const now = (): RoomMember => stay.places.get(id)?.member ?? member;
    const link = new MemberLink(
      this.client,
      { isForeign: via !== undefined, isEarlier },
      {
        handleSignal: (signal) => {
          this.client.ask('room:signal', { to: id, signal });
        },
        handleDescription: (description) => {
          this.events.handleDescription(now(), description);
        },
        handleCandidate: (candidate) => {
          this.events.handleCandidate(now(), candidate);
        },
        handleRestart: () => {
          this.events.handleRestart(now());
        },
        ...(this.events.handleRenewed && {
          handleOtherCertificate: () => {
            this.renew();
          },
        }),
      },
    );
    stay.places.set(id, { member, link });
  }

  private remove({ places }: Stay, id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    places.delete(id);
    place.link.dispose();
    this.events.handleLeft(place.member);
  }

  private setDescription({ places }: Stay, id: string, description: JsonValue): void {
    const place = places.get(id);
    // Of itself, it knows.
    if (place === undefined) return;
    place.member = { ...place.member, description };
    this.events.handleDescribed?.(place.member);
  }

  private forget(): void {
    for (const { link } of this.stay?.places.values() ?? []) link.dispose();
    this.stay = null;
  }
}
