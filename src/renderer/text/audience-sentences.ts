import { assertNever } from '../../shared/base/assert-never';
import { MESH_LIMIT } from '../../shared/call/room-state';
import type { Audience, AudienceFailure } from '../../shared/transfer/audience';
import { listNames } from './list-names';

/** Why files can go to nobody now, and what to do. */
export function audienceFailureSentence(failure: AudienceFailure): string {
  switch (failure.kind) {
    case 'nowhere':
      return 'Files go to whom you are in a call or a room with. Type call NAME or join ROOM first.';
    case 'echo':
      return 'echo takes no files. Call somebody first: lookup shows who is here.';
    case 'alone':
      return 'You are alone in this room: there is nobody to take a file. room invite shows how others come in.';
    case 'myself':
      return 'That is you. send NAME is for somebody else in this room, send alone for everybody.';
    case 'absent':
      return failure.peer === null
        ? `${failure.name} is not in this room. send NAME is for somebody who is, send alone for everybody.`
        : `You talk to ${failure.peer}, and ${failure.name} is not in this call. ` +
            `send lets you choose files for ${failure.peer}; you may also drop them on the window.`;
    case 'out-of-reach':
      return `${outOfReach(failure.names)}. Try again when they are.`;
    default:
      return assertNever(failure, 'failure of an audience');
  }
}

/** Who is here and gets nothing; `null`: everybody gets it. */
export function leftOutSentence({ leftOut }: Audience): string | null {
  return leftOut.length === 0 ? null : `${outOfReach(leftOut.map(({ name }) => name))}.`;
}

/** What becomes of files that are dropped now. */
export function dropSentence({ people }: Audience, isForAll: boolean): string {
  const names = listNames(people.map(({ name }) => name));
  return isForAll && people.length > 1
    ? `Drop it to offer it to everybody: ${names}`
    : `Drop it to offer it to ${names}`;
}

/** A folder was dropped. `name`: sanitised. */
export function folderSentence(name: string): string {
  return `${name} is a folder. Pack it into one file, and send that.`;
}

function outOfReach(names: readonly string[]): string {
  const are = names.length === 1 ? 'is' : 'are';
  return (
    `${listNames(names)} ${are} not connected with you: a room connects its first ${MESH_LIMIT}, and one ` +
    'with a password those who have shown that they know it'
  );
}
