import {
  MAX_ROOM_NAME_BYTES,
  MAX_ROOM_NAME_GRAPHEMES,
  MAX_TOPIC_BYTES,
  MAX_TOPIC_GRAPHEMES,
} from '../../shared/protocol/limits';
import { clipToLimits, isWithinLimits } from '../../shared/text/graphemes';
import { sanitiseLine } from '../../shared/text/sanitise';

const NAME_LIMITS = { graphemes: MAX_ROOM_NAME_GRAPHEMES, bytes: MAX_ROOM_NAME_BYTES };
const TOPIC_LIMITS = { graphemes: MAX_TOPIC_GRAPHEMES, bytes: MAX_TOPIC_BYTES };
/** Something to read and to type: a letter or a digit. */
const READABLE = /[\p{L}\p{N}]/u;
const BLANKS = /\s+/gu;

/** A room's name as it may be shown, or `null` when nothing readable is left or it is too long. */
export function sanitiseRoomName(input: string): string | null {
  // One more than there may be, so that too long a name is seen to be too long.
  const line = sanitiseLine(input.normalize('NFKC'), MAX_ROOM_NAME_GRAPHEMES + 1);
  const name = line.replace(BLANKS, ' ');
  return READABLE.test(name) && isWithinLimits(name, NAME_LIMITS) ? name : null;
}

/** A topic as it may be shown, cut where it is too long. */
export function sanitiseTopic(input: string): string {
  return clipToLimits(sanitiseLine(input, MAX_TOPIC_GRAPHEMES), TOPIC_LIMITS);
}
