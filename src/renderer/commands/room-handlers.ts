import { err, ok, type Result } from '../../shared/base/result';
import type { JoinedRoom } from '../../shared/call/room-state';
import type { ROOM_COMMANDS, RoomWish } from '../../shared/commands/areas/room-commands';
import { nearest } from '../../shared/commands/nearest';
import type { Settings } from '../../shared/config/settings';
import { withoutBlocked } from '../../shared/call/blocking';
import type { HostingApi } from '../../shared/ipc/hosting-api';
import type { LanApi } from '../../shared/ipc/lan-api';
import { LAN_SUFFIX } from '../../shared/lan/room-address';
import { hasName } from '../../shared/people/name-list';
import type { RequestPayload } from '../../shared/protocol/events';
import { MAX_PASSWORD_BYTES, MAX_TOPIC_GRAPHEMES } from '../../shared/protocol/limits';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { splitPin } from '../../shared/config/trusted-certificate';
import { isSameServer } from '../../shared/signalling/server-address';
import { roomAddress, type RoomInfo, type RoomSummary } from '../../shared/protocol/room-messages';
import { isWithinLimits } from '../../shared/text/graphemes';
import { isSameName, sanitiseLine } from '../../shared/text/sanitise';
import type { NewRoom } from '../call/own-rooms';
import type { Account } from '../chat/account';
import type { NoticeTone } from '../text/notice-tone';
import { isOfThisMachine, roomLink } from '../text/invite-url';
import {
  enteredSentence,
  INVITE_NEEDS_PASSWORD,
  inviteNearText,
  inviteNetworkText,
  inviteText,
  inviteWorksHereSentence,
  KICK_YOURSELF,
  newPasswordQuestion,
  NO_ROOM,
  NO_TOPIC_NOW,
  noSuchRoomSentence,
  NOT_JOINED,
  NOT_MADE,
  notInRoomSentence,
  PASSWORD_TOO_LONG,
  passwordQuestion,
  ROOM_LOCKED,
  ROOM_OPEN,
  roomRows,
  TOPIC_TOO_LONG,
} from '../text/room-sentences';
import { LAN_OFF, NO_LAN_HERE } from '../text/network-sentences';
import { refusalSentence } from '../text/refusal-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';

/** The verbs of rooms that commands use. */
export interface RoomVerbs {
  /** `null`: none. */
  readonly current: JoinedRoom | null;
  create(wish: NewRoom): Promise<Result<JoinedRoom, RequestFailure>>;
  join(slug: string, password?: string | null): Promise<Result<JoinedRoom, RequestFailure>>;
  leave(): boolean;
  list(): Promise<Result<readonly RoomSummary[], RequestFailure>>;
  set(change: RequestPayload<'room:set'>): Promise<Result<void, RequestFailure>>;
  kick(memberId: string): Promise<Result<void, RequestFailure>>;
  stop(): Promise<Result<void, RequestFailure>>;
}

export interface RoomHandlerPorts extends NoticePort {
  readonly room: RoomVerbs;
  readonly account: Pick<Account, 'name' | 'absence'>;
  settings(): Pick<Settings, 'blocked'>;
  isInCall(): boolean;
  server(): string;
  /** What starts a server for friends, options left out. */
  readonly serverCommand: string;
  /** `null`: this host reaches servers alone. */
  readonly lan: Pick<LanApi, 'report'> | null;
  /** `null`: this host has no server of its own. */
  readonly hosting: Pick<HostingApi, 'report'> | null;
  /** The slugs of those that are known here. */
  knownRooms(): readonly string[];
  /** Asks without echo; `null`: the user would rather not. */
  askPassword(question: string): Promise<string | null>;
  copy(text: string): Promise<boolean>;
  /** What everybody in the room can compare at once. */
  showRoomCode(): Promise<void>;
}

/** Those that a password may mend. */
const MAYBE_PASSWORD: readonly RequestFailure[] = ['password-wrong', 'room-refused'];

/** The commands of rooms. */
export class RoomHandlers {
  readonly all: Handlers<NamesOf<typeof ROOM_COMMANDS>> = {
    room: (wish) => {
      if (wish.action === 'code') return this.ports.showRoomCode();
      return wish.action === 'stop' ? this.stop() : this.create(wish);
    },
    join: ({ room, wantsPassword }) => this.join(room, wantsPassword),
    leave: () => {
      if (!this.ports.room.leave()) this.say(NO_ROOM, 'warn');
    },
    rooms: () => this.list(),
    invite: () => this.invite(),
    kick: ({ person }) => this.kick(person),
    lock: () => this.change({ isLocked: true }, ROOM_LOCKED),
    unlock: () => this.change({ isLocked: false }, ROOM_OPEN),
    topic: ({ text }) => this.setTopic(text),
  };

  constructor(private readonly ports: RoomHandlerPorts) {}

  private say(text: string, tone: NoticeTone = 'echo'): void {
    this.ports.notice(text, tone);
  }

  private async create(wish: RoomWish): Promise<void> {
    if (!this.mayEnter() || (wish.isOnLan && !(await this.isOnLan()))) return;
    const password = wish.wantsPassword ? await this.newPassword(wish.room) : null;
    if (wish.wantsPassword && password === null) return;
    const outcome = await this.ports.room.create({
      name: wish.isOnLan ? wish.room + LAN_SUFFIX : wish.room,
      isPrivate: wish.isPrivate,
      isKept: wish.isKept,
      isLocked: wish.isLocked,
      ...(wish.limit === null ? {} : { limit: wish.limit }),
      ...(password === null ? {} : { password }),
    });
    if (outcome.ok) this.tellEntered(outcome.value);
    else this.say(refusalSentence(outcome.error), 'error');
  }

  private async join(room: string, wantsPassword: boolean): Promise<void> {
    if (!this.mayEnter()) return;
    const first = wantsPassword ? await this.askPassword(room) : ok(null);
    if (!first.ok) return;
    let outcome = await this.ports.room.join(room, first.value);
    if (!outcome.ok && MAYBE_PASSWORD.includes(outcome.error) && !wantsPassword) {
      if (outcome.error === 'room-refused') {
        const meant = await this.roomMeantBy(room);
        this.say(noSuchRoomSentence(room, meant), 'warn');
        // What they type next is the right name, not a password.
        if (meant !== null) return;
      }
      const password = await this.askPassword(room);
      if (!password.ok) return;
      outcome = await this.ports.room.join(room, password.value);
    }
    if (outcome.ok) this.tellEntered(outcome.value);
    else this.say(refusalSentence(outcome.error), 'error');
  }

  /** `null`: no room is known that has nearly this name, or one that has exactly this. */
  private async roomMeantBy(typed: string): Promise<string | null> {
    // Those that were made since it was last asked belong to them, too.
    await this.ports.room.list();
    const known = this.ports.knownRooms();
    return known.includes(typed.toLowerCase()) ? null : nearest(typed, known);
  }

  /** An error: they would rather not, which is said. */
  private async askPassword(room: string): Promise<Result<string, null>> {
    const password = await this.ports.askPassword(passwordQuestion(room));
    if (password !== null) return ok(password);
    this.say(NOT_JOINED);
    return err(null);
  }

  private async newPassword(room: string): Promise<string | null> {
    const password = await this.ports.askPassword(newPasswordQuestion(room));
    if (password === null) this.say(NOT_MADE);
    else if (new TextEncoder().encode(password).length <= MAX_PASSWORD_BYTES) return password;
    else this.say(PASSWORD_TOO_LONG, 'error');
    return null;
  }

  private async isOnLan(): Promise<boolean> {
    const { lan } = this.ports;
    if (lan === null) this.say(NO_LAN_HERE, 'warn');
    else if ((await lan.report()) === null) this.say(LAN_OFF, 'warn');
    else return true;
    return false;
  }

  private mayEnter(): boolean {
    const { account, room } = this.ports;
    if (account.absence !== null) this.say(refusalSentence(account.absence), 'warn');
    else if (this.ports.isInCall()) this.say(refusalSentence('already-in-call'), 'warn');
    else if (room.current !== null) this.say(refusalSentence('already-in-room'), 'warn');
    else return true;
    return false;
  }

  private tellEntered(room: JoinedRoom): void {
    const { blocked } = this.ports.settings();
    const shown = withoutBlocked(room, (name) => hasName(blocked, name));
    this.say(enteredSentence(shown), 'good');
  }

  private async list(): Promise<void> {
    const outcome = await this.ports.room.list();
    if (!outcome.ok) this.say(refusalSentence(outcome.error), 'error');
    else {
      const current = this.ports.room.current?.info;
      this.say(roomRows(outcome.value, current ? roomAddress(current) : null).join('\n'));
    }
  }

  private async invite(): Promise<void> {
    const info = this.info();
    if (info === null) return;
    if (info.address !== undefined) {
      this.say(inviteNearText(info.address, await this.ports.copy(`join ${info.address}`)), 'good');
      if (info.hasPassword) this.say(INVITE_NEEDS_PASSWORD);
      return;
    }
    const server = this.ports.server();
    const hostedAt = await this.hostedAt(server);
    const isCopied = await this.ports.copy(roomLink(splitPin(hostedAt ?? server).server, info));
    if (hostedAt !== null) this.say(inviteNetworkText(hostedAt, info, isCopied), 'good');
    else {
      this.say(inviteText(server, info, isCopied), 'good');
      if (isOfThisMachine(server)) {
        const { serverCommand, hosting } = this.ports;
        this.say(inviteWorksHereSentence(serverCommand, hosting !== null), 'warn');
      }
    }
    if (info.hasPassword) this.say(INVITE_NEEDS_PASSWORD);
  }

  /** Where others on the network reach `server`, which is the app's own; `null`: nowhere. */
  private async hostedAt(server: string): Promise<string | null> {
    const report = (await this.ports.hosting?.report()) ?? null;
    return report !== null && isSameServer(report.ownServer, server) ? report.url : null;
  }

  private async kick(person: string): Promise<void> {
    const { account, room } = this.ports;
    const member = room.current?.members.find(({ name }) => isSameName(name, person));
    if (room.current === null) this.say(NO_ROOM, 'warn');
    else if (isSameName(person, account.name)) this.say(KICK_YOURSELF, 'warn');
    else if (member === undefined) this.say(notInRoomSentence(person), 'warn');
    else this.settle(await room.kick(member.id));
  }

  private async stop(): Promise<void> {
    if (this.info() !== null) this.settle(await this.ports.room.stop());
  }

  private async setTopic(text: string): Promise<void> {
    const topic = sanitiseLine(text, MAX_TOPIC_GRAPHEMES + 1);
    if (isWithinLimits(topic, { graphemes: MAX_TOPIC_GRAPHEMES, bytes: Infinity })) {
      await this.change({ topic }, topic === '' ? NO_TOPIC_NOW : null);
    } else this.say(TOPIC_TOO_LONG, 'error');
  }

  private async change(change: RequestPayload<'room:set'>, done: string | null): Promise<void> {
    if (this.info() === null) return;
    const outcome = await this.ports.room.set(change);
    if (!outcome.ok) this.say(refusalSentence(outcome.error), 'error');
    else if (done !== null) this.say(done);
  }

  private info(): RoomInfo | null {
    const { current } = this.ports.room;
    if (current === null) this.say(NO_ROOM, 'warn');
    return current?.info ?? null;
  }

  private settle(outcome: Result<void, RequestFailure>): void {
    if (!outcome.ok) this.say(refusalSentence(outcome.error), 'error');
  }
}
