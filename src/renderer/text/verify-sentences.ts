import { VERIFICATION, type VerificationOutcome } from '../../shared/identity/verification-state';
import { listNames } from './list-names';
import type { NoticeTone } from './notice-tone';

// What is said of comparing. Names are sanitised.

const MINUTE_MS = 60_000;

export const VERIFY_YOURSELF =
  'That is you. /verify PERSON compares with somebody in your call or room.';
export const SAFETY_YOURSELF = 'That is you. /safety PERSON shows the number of you and them.';

export const VERIFY_ECHO =
  'echo is this window itself, and nobody is there to compare with. Call a person, then /verify them.';

export function verifyAbsentSentence(name: string): string {
  return `${name} is not in your call or room: call ${name} first, then compare.`;
}

export function verifyUnconnectedSentence(name: string): string {
  return `There is no connection with ${name} to compare over: wait until they are there, then try again.`;
}

export function verifyBusySentence(name: string): string {
  return `You are comparing with ${name}: say whether the emoji match, or stop it with Esc, first.`;
}

/** Somebody asks. */
export function askedToVerifySentence(name: string): string {
  return (
    `${name} wants to make sure that nobody is between you: read the seven emoji to each other, ` +
    'then say whether they match.'
  );
}

export const NO_OWN_KEY =
  'This device has no key of its own, so there is no number that stays. /verify PERSON compares a call.';

export function keylessSentence(name: string): string {
  return (
    `${name} is a guest without a key, so there is no number that stays. ` +
    `/verify ${name} compares the call that you are in.`
  );
}

export function safetyAbsentSentence(name: string): string {
  return `${name} is not here, and their key is asked of the server: try again when they are.`;
}

/** What becomes of a comparison, and whether the key of the remote user stays known. */
export interface EndedWords {
  readonly name: string;
  readonly outcome: VerificationOutcome;
  readonly hasKey: boolean;
  /** Where it was: a call was hung up, or a room was left, if anything was. */
  readonly place: 'call' | 'room';
}

export function verifyEndedNotice({ name, outcome, hasKey, place }: EndedWords): {
  readonly text: string;
  readonly tone: NoticeTone;
} {
  const gone = place === 'call' ? 'The call was ended' : 'You left the room';
  const remembered = hasKey ? `, and this key is not taken for that of ${name} again` : '';
  const elsewhere = `Reach ${name} in another way, and compare the number of /safety ${name}.`;
  switch (outcome) {
    case 'match':
      return {
        text: hasKey
          ? `Nobody is between you and ${name}, now and in later calls: ${name} is verified.`
          : `Nobody is between you and ${name} now. They are a guest without a key, so the next call has to be compared again.`,
        tone: 'good',
      };
    case 'differs':
      return {
        text: `Somebody is between you and ${name}. ${gone}${remembered}. ${elsewhere}`,
        tone: 'error',
      };
    case 'remote-differs':
      return {
        text: `${name} says that the emoji differ: somebody is between you. ${gone}${remembered}. ${elsewhere}`,
        tone: 'error',
      };
    case 'tampered':
      return {
        text: `The two ends do not see the same connection: somebody is between you and ${name}. ${gone}. ${elsewhere}`,
        tone: 'error',
      };
    case 'out-of-sequence':
      return {
        text: `Comparing with ${name} got out of step, and nothing was found out. /verify ${name} begins again.`,
        tone: 'warn',
      };
    case 'cancelled':
      return { text: `You stopped comparing with ${name}: nothing has changed.`, tone: 'echo' };
    case 'remote-cancelled':
      return { text: `${name} is not comparing now: nothing has changed.`, tone: 'warn' };
    case 'unanswered':
      return {
        text: `The program of ${name} does not answer: it may be too old to compare. /safety ${name} works without it.`,
        tone: 'warn',
      };
    case 'timed-out':
    case 'remote-timed-out':
      return {
        text: `Nobody decided within ${VERIFICATION.decideMs / MINUTE_MS} minutes. /verify ${name} begins again.`,
        tone: 'warn',
      };
    case 'gone':
      return {
        text: `The connection with ${name} is another one now. /verify ${name} begins again.`,
        tone: 'warn',
      };
    case 'blocked':
      return {
        text:
          `Comparing with ${name} failed ${VERIFICATION.maxFailures} times: there is no other for ` +
          `${VERIFICATION.blockMs / MINUTE_MS} minutes. /safety ${name} works meanwhile.`,
        tone: 'warn',
      };
  }
}

export const VERIFY_PANEL = {
  label: 'compare with',
  read: 'Read these aloud to each other. Do both of you see the same seven, in the same order?',
  emoji: 'seven emoji',
  match: 'They match',
  differ: 'They differ',
  you: 'you',
  keys: 'Tab goes to the buttons · Esc stops',
  stop: 'Esc stops',
} as const;

export function verifyTitle(name: string): string {
  return `Compare with ${name}`;
}

export function verifyAskingText(name: string): string {
  return `Asking the program of ${name}…`;
}

export function verifyWaitingText(name: string): string {
  return `You say that they match. Waiting for ${name}.`;
}

/** In a terminal, which has no buttons. */
export const VERIFY_QUESTION = 'Do they match? yes or no:';
export const VERIFY_YES = /^(?:y|yes|match)$/i;
export const VERIFY_NO = /^(?:n|no|differ)$/i;

/** The seven, a line each, as a terminal shows them. */
export function verifyLines(emoji: readonly { emoji: string; name: string }[]): string[] {
  return [VERIFY_PANEL.read, '', ...emoji.map(({ emoji: sign, name }) => `  ${sign}  ${name}`)];
}

/** Beneath the emoji, where the remote user has no key. */
export function verifyGuestText(name: string): string {
  return `${name} is a guest without a key: this holds for this call only.`;
}

/** The picture of a key, for whoever cannot see it. */
export function keyArtLabel(owner: string, tag: string): string {
  return `picture of the key of ${owner}, ${tag}`;
}

/** `owner·7F3A` */
export function keyArtCaption(owner: string, tag: string): string {
  return `${owner}·${tag}`;
}

export function safetyTitle(name: string): string {
  return `safety number of you and ${name}`;
}

const GROUPS_PER_ROW = 4;

/** Three rows of four groups, and what to do with them. */
export function safetyLines(name: string, groups: readonly string[]): string[] {
  return [
    ...rows(groups, GROUPS_PER_ROW),
    '',
    `${name} sees the same number by typing safety and your name. Compare all of it where you know ` +
      'that it is them: side by side, or over the telephone. It stays the same from call to call, ' +
      'until one of you has another key.',
  ];
}

export const ROOM_CODE_TITLE = 'code of the room';
const CODE_GROUPS_PER_ROW = 5;

/** Two rows of five groups, and what to do with them. */
export function roomCodeLines(groups: readonly string[], people: number): string[] {
  return [
    ...rows(groups, CODE_GROUPS_PER_ROW),
    '',
    `It is of all ${people} in the room, with their keys and connections. Everybody types room code, ` +
      'one reads it aloud, and the others say whether it is theirs. With somebody in the middle, or ' +
      'somebody hidden, it is not. Whenever somebody comes or goes, it is a new one.',
  ];
}

export const ROOM_CODE_ALONE = 'You are alone in the room: there is nobody to compare a code with.';

/** Some are not in the code yet. */
export function roomCodeUnconnectedSentence(names: readonly string[]): string {
  return (
    `There is no connection yet with ${listNames(names)}: a code is of everybody in the room. ` +
    'Try again when they are there.'
  );
}

export const ROOM_CODE_NO_CERTIFICATE =
  'This browser shows each member another certificate, so the room has no code: /verify compares with one.';

function rows(groups: readonly string[], perRow: number): string[] {
  const count = Math.ceil(groups.length / perRow);
  return Array.from({ length: count }, (_, row) =>
    groups.slice(row * perRow, (row + 1) * perRow).join(' '),
  );
}
