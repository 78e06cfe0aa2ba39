import type { Participant } from '../../shared/call/participant';
import { ECHO_NAME } from '../../shared/protocol/messages';

type Person = Pick<Participant, 'id' | 'name' | 'isSharing'>;

/** Says once when somebody begins to share a screen, and when they end it. */
export class SharingNotices {
  private sharing: ReadonlySet<string> = new Set();

  /** To be given everybody, whenever anything of anybody changed; resolves to what is news. */
  handlePeople(people: readonly Person[]): string[] {
    const before = this.sharing;
    this.sharing = new Set(people.filter(({ isSharing }) => isSharing).map(({ id }) => id));
    // Echo repeats what the local user does. Of one who has gone it is known that nothing of theirs
    // is shown.
    return people
      .filter(({ id, name, isSharing }) => name !== ECHO_NAME && isSharing !== before.has(id))
      .map(({ name, isSharing }) =>
        isSharing
          ? `${name} shares a screen. /magnify brings it nearer, /pixels shows it as it is.`
          : `${name} shares no screen any more.`,
      );
  }
}
