import type { VERIFY_COMMANDS } from '../../shared/commands/areas/verify-commands';
import { roomCode } from '../../shared/identity/room-code';
import { safetyNumber } from '../../shared/identity/safety-number';
import type { SeenConnection } from '../../shared/identity/verification-state';
import type { PublicKey } from '../../shared/protocol/fields';
import { ECHO_NAME } from '../../shared/protocol/messages';
import { isSameName } from '../../shared/text/sanitise';
import type { Verifications } from '../call/verifications';
import { foreignVerifySentence } from '../text/gateway-sentences';
import { NO_ROOM } from '../text/room-sentences';
import {
  keylessSentence,
  NO_OWN_KEY,
  ROOM_CODE_ALONE,
  ROOM_CODE_NO_CERTIFICATE,
  ROOM_CODE_TITLE,
  roomCodeLines,
  roomCodeUnconnectedSentence,
  SAFETY_YOURSELF,
  safetyAbsentSentence,
  safetyLines,
  safetyTitle,
  VERIFY_ECHO,
  VERIFY_YOURSELF,
  verifyAbsentSentence,
  verifyBusySentence,
  verifyUnconnectedSentence,
} from '../text/verify-sentences';
import type { Handlers, NamesOf, NoticePort } from './handlers';
import type { PersonVerbs } from './person-handlers';
import type { RoomVerbs } from './room-handlers';

export interface VerifyHandlerPorts extends NoticePort {
  readonly participants: Pick<PersonVerbs, 'find' | 'isSelf'>;
  readonly verifications: Pick<Verifications, 'ask' | 'seen' | 'view'>;
  readonly room: Pick<RoomVerbs, 'current'>;
  /** Of this device; `null`: it has none. */
  localKey(): Promise<PublicKey | null>;
  /** Of somebody; `null`: they have none, `undefined`: they are not here. */
  keyOf(name: string): PublicKey | null | undefined;
  showPanel(title: string, lines: readonly string[]): void;
}

/** The commands by which people make sure who is at the other end. */
export class VerifyHandlers {
  readonly all: Handlers<NamesOf<typeof VERIFY_COMMANDS>> = {
    verify: ({ person }) => this.verify(person),
    safety: ({ person }) => this.safety(person),
  };

  constructor(private readonly ports: VerifyHandlerPorts) {}

  /** What everybody in the room can compare at once. */
  async roomCode(): Promise<void> {
    const { room, verifications } = this.ports;
    const joined = room.current;
    if (joined === null) {
      this.warn(NO_ROOM);
      return;
    }
    const others = joined.members.filter(({ id }) => id !== joined.you.id);
    const links = await Promise.all(
      others.map(async ({ id, name }) => ({ name, seen: await verifications.seen(id) })),
    );
    const missing = links.flatMap(({ name, seen }) => (seen === null ? [name] : []));
    const seen = links.flatMap((each) => each.seen ?? []);
    if (others.length === 0) this.warn(ROOM_CODE_ALONE);
    else if (missing.length > 0) this.warn(roomCodeUnconnectedSentence(missing));
    else this.showRoomCode(joined.info.slug, seen);
  }

  private showRoomCode(slug: string, links: readonly SeenConnection[]): void {
    const own = new Map(links.map(({ local }) => [local.fingerprint, local]));
    if (own.size !== 1) {
      this.warn(ROOM_CODE_NO_CERTIFICATE);
      return;
    }
    const members = [...own.values(), ...links.map(({ remote }) => remote)];
    const lines = roomCodeLines(roomCode(slug, members), members.length);
    this.ports.showPanel(ROOM_CODE_TITLE, lines);
  }

  private async verify(name: string): Promise<void> {
    const { participants, verifications } = this.ports;
    const person = participants.find(name);
    if (participants.isSelf(name)) this.warn(VERIFY_YOURSELF);
    else if (isSameName(name, ECHO_NAME)) this.warn(VERIFY_ECHO);
    else if (person === undefined) this.warn(verifyAbsentSentence(name));
    else if (person.via !== undefined) this.warn(foreignVerifySentence(person.name, person.via));
    else {
      const failure = await verifications.ask(person.id);
      if (failure === 'not-connected') this.warn(verifyUnconnectedSentence(person.name));
      else if (failure === 'busy') {
        this.warn(verifyBusySentence(verifications.view?.person.name ?? person.name));
      }
    }
  }

  private async safety(name: string): Promise<void> {
    const { participants } = this.ports;
    const [local, remote] = [await this.ports.localKey(), this.ports.keyOf(name)];
    if (participants.isSelf(name)) this.warn(SAFETY_YOURSELF);
    else if (isSameName(name, ECHO_NAME)) this.warn(VERIFY_ECHO);
    else if (local === null) this.warn(NO_OWN_KEY);
    else if (remote === undefined) this.warn(safetyAbsentSentence(name));
    else if (remote === null) this.warn(keylessSentence(name));
    else this.ports.showPanel(safetyTitle(name), safetyLines(name, safetyNumber(local, remote)));
  }

  private warn(text: string): void {
    this.ports.notice(text, 'warn');
  }
}
