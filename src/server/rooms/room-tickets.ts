import * as v from 'valibot';
import type { Clock } from '../../shared/base/clock';
import { jsonSchema } from '../../shared/protocol/json';
import { roomLockSchema, roomVouchSchema } from '../../shared/protocol/room-messages';
import { MAX_DESCRIPTION_BYTES, RETURN_WINDOW_MS } from '../../shared/protocol/limits';
import { addressKeyOf } from '../client-address';
import type { Sealer } from '../sealer';
import { type Guest, type Room } from './room';
import type { Endpoint } from './room-options';
import type { Maker } from './room-quotas';
import type { Comeback, RoomRegistry } from './room-registry';

const PURPOSE = 'room ticket';

const guestSchema = v.strictObject({ key: v.string(), name: v.string() });

const ticketSchema = v.strictObject({
  /** The run of the server that gave it. */
  run: v.string(),
  identity: v.string(),
  /** Grows with every change of the room: of two tickets the newer one knows better. */
  epoch: v.number(),
  slug: v.string(),
  settings: v.strictObject({
    name: v.string(),
    topic: v.string(),
    isPrivate: v.boolean(),
    isLocked: v.boolean(),
    isKept: v.boolean(),
    limit: v.nullable(v.number()),
    lock: v.nullable(roomLockSchema),
  }),
  ownerKeyHash: v.nullable(v.string()),
  owner: v.nullable(guestSchema),
  /** The room is there without its members, or not at all. */
  isStaying: v.boolean(),
  member: v.strictObject({
    id: v.string(),
    key: v.string(),
    description: jsonSchema(MAX_DESCRIPTION_BYTES),
    vouch: v.optional(roomVouchSchema),
  }),
});
/** What a member keeps of a room for a server that has forgotten it. */
export type RoomTicket = v.InferOutput<typeof ticketSchema>;

export interface TicketComponents {
  readonly registry: RoomRegistry;
  readonly sealer: Sealer;
  readonly clock: Clock;
  /** Names this server from its start to its end. */
  readonly run: string;
  readonly roomService: {
    /**
     * Makes a room again of what a member kept of it; `null`: this server makes none, or no more
     * for them.
     */
    openAgain(ticket: RoomTicket, maker: Maker): Room | null;
    allowsAgain(endpoint: Endpoint, ticket: RoomTicket): Promise<boolean>;
  };
}

const NO_RETURN: Comeback = { entry: null, closed: null };

/**
 * Brings members back into their room when the server was restarted. Each keeps a sealed ticket:
 * the first one who is back makes the room again, as it was, and all are the members that they
 * were. Tickets count for some time after the start only; in a run, the server knows by itself who
 * is where.
 */
export class RoomTickets {
  private readonly untilMs: number;

  constructor(private readonly components: TicketComponents) {
    this.untilMs = components.clock.nowMs() + RETURN_WINDOW_MS;
  }

  /** For `key` to keep; `null` when they are in no room. */
  issue(key: string): string | null {
    const { registry, sealer, run } = this.components;
    const room = registry.roomOf(key);
    const member = room?.memberOf(key);
    if (room === undefined || member === undefined || member === null) return null;
    const { identity, epoch, slug, settings, ownerKeyHash, owner, isStaying } = room;
    const ticket: RoomTicket = {
      run,
      identity,
      epoch,
      slug,
      settings: { ...settings },
      ownerKeyHash,
      owner: owner === null ? null : { key: owner.key, name: owner.name },
      isStaying,
      member: {
        id: member.id,
        key,
        description: member.description,
        ...(member.vouch && { vouch: member.vouch }),
      },
    };
    return sealer.seal(PURPOSE, ticket);
  }

  /**
   * The ticket, if it counts now, and the program that the server is part of has nothing against
   * it.
   */
  async read(text: string, endpoint: Endpoint): Promise<RoomTicket | null> {
    const { sealer, run, clock, roomService } = this.components;
    const parsed = v.safeParse(ticketSchema, sealer.open(PURPOSE, text));
    if (!parsed.success) return null;
    const ticket = parsed.output;
    if (ticket.run === run || clock.nowMs() > this.untilMs) return null;
    return (await roomService.allowsAgain(endpoint, ticket)) ? ticket : null;
  }

  /**
   * Puts `guest` back to where they were. In one step, so that of many the first makes the room.
   */
  restore(ticket: RoomTicket, guest: Guest): Comeback {
    const { registry, roomService } = this.components;
    if (ticket.member.key !== guest.key) return NO_RETURN;
    const { connection = null, publicKey = null } = guest;
    const addressKey = connection === null ? null : addressKeyOf(connection.address);
    const room =
      registry.findByIdentity(ticket.identity) ??
      roomService.openAgain(ticket, { addressKey, publicKey });
    if (room === null) return NO_RETURN;
    return registry.enterAgain(room, guest, {
      id: ticket.member.id,
      description: ticket.member.description,
      vouch: ticket.member.vouch,
      epoch: ticket.epoch,
      settings: ticket.settings,
      isOwner: ticket.owner?.key === guest.key,
      untilMs: this.untilMs,
    });
  }
}
