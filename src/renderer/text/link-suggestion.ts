import type { LoginLink, RoomLink } from '../../shared/signalling/deep-link';
import type { InputSentences } from './input-sentences';

/** What is said of a link that was followed, and the command that it fills in. */
export interface LinkSuggestion {
  readonly text: string;
  readonly line: string;
  /** Beside the line; '': nothing. */
  readonly hint: string;
}

/** Of a link to a room. `server`: the one that is, or will be, signed in to. */
export function roomSuggestion(
  link: RoomLink,
  server: string,
  sentences: InputSentences,
): LinkSuggestion {
  const { slug } = link;
  // It goes into no room that has none, whatever a server says.
  const join = link.asksPassword ? `join --password ${slug}` : `join ${slug}`;
  if (link.server === null || link.server === server) {
    return { text: sentences.linkToRoom(slug), line: join, hint: sentences.joins };
  }
  const line = `login --server ${link.server}`;
  return {
    text:
      `The link leads to the room ${slug} on ${link.server}, another server than yours. ` +
      `To go there: ${line}, then: ${join}`,
    line,
    hint: sentences.signsIn,
  };
}

/** Of a link to another server. */
export function loginSuggestion(
  { server, user }: LoginLink,
  sentences: InputSentences,
): LinkSuggestion {
  const name = user === null ? '' : ` --user ${user}`;
  return {
    text: sentences.linkToServer(server, user),
    line: `login --server ${server}${name}`,
    hint: sentences.signsIn,
  };
}

/** Of a link that a new device shows for a camera. */
export function deviceSuggestion(code: string, sentences: InputSentences): LinkSuggestion {
  return { text: sentences.linkToDevice(code), line: `device link ${code}`, hint: sentences.links };
}
