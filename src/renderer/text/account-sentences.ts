import type { Presence } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { ReachFailure } from '../../shared/signalling/reach-failure';
import { webSocketUrl } from '../../shared/signalling/server-address';
import { type OwnKeyFacts, ownKeySentence } from './own-key-sentences';
import { dayTime } from './people-lines';
import { presenceWords } from './presence-words';
import { programSentence } from './program-sentences';
import { reachSentence } from './reach-sentences';
import { refusalSentence } from './refusal-sentences';

export function signedInSentence(name: string): string {
  return `You are signed in as ${name}.`;
}

/** The same under a name that nobody chose. */
export function madeUpNameSentence(name: string): string {
  return `You are signed in as ${name}, a name that was made up. login --user NAME takes another.`;
}

/** `login` with nothing to change. */
export function signedInAlreadySentence(name: string): string {
  return `You are signed in as ${name} already; login --user NAME changes the name.`;
}

/** After another name or server was tried in vain. */
export function signedInAgainSentence(name: string, server: string): string {
  return `You are ${name} on ${server} again.`;
}

export const SIGNED_OUT = 'You are signed out.';
/** `logout` while signing in was tried again and again. */
export const NO_LONGER_TRIED = 'You are signed out: signing in is no longer tried.';
export const LOGIN_IN_A_CALL = 'You are in a call. Type /hangup first, then /login.';
export const NOTHING_TO_SIGN_OUT =
  'You are not signed in; logout -f drops the connection in any case.';

/** The server, or another window, ended it. */
export function signedOutSentence(reason: RequestFailure): string {
  return `You were signed out. ${refusalSentence(reason, 'you had')}`;
}

export const SERVER_LOST =
  'The connection to the server is lost. It is being tried again by itself.';
export const SERVER_BACK = 'The connection to the server is back.';

/** Why signing in failed. */
export interface SignInFailure {
  readonly reason: RequestFailure;
  readonly reach?: ReachFailure;
  /** It goes on by itself. */
  readonly isTriedOn?: boolean;
}

const TRIED_ON = 'It is tried again by itself, until you type: logout';

/** `again`: the line that tries it once more. */
export function signInFailureSentence(
  { reason, reach, isTriedOn = false }: SignInFailure,
  name: string,
  server: string,
  again = 'login',
): string {
  const next = isTriedOn ? TRIED_ON : `Then type: ${again}`;
  if (reach !== undefined) return reachSentence(reach, webSocketUrl(server), next);
  if (reason === 'offline' || reason === 'timed-out') {
    return `No server answers at ${server}. Is it running? ${next}`;
  }
  if (reason === 'already-signed-in') return `You are signed in as ${name} already.`;
  // That of a name that is held says so itself.
  if (!isTriedOn || reason === 'name-held') return refusalSentence(reason, name);
  return `The server at ${server} lets nobody in at this moment. ${TRIED_ON}`;
}

/** `login --trust` in the web client, or in a terminal without the app. */
export const NO_TRUST_HERE =
  'The desktop app alone trusts a certificate by its fingerprint. A browser decides about it itself: open ' +
  'the address of the server in a tab, and see what the browser says.';

/** What was typed after `--trust` is no fingerprint. */
export const NO_FINGERPRINT =
  '--trust takes the SHA-256 of a certificate, 64 hexadecimal digits such as AB:CD:..., or none.';

export function noCertificateSentence(server: string): string {
  return `${server} has no certificate: its address does not begin with wss://.`;
}

/** `untilMs`: when the presence returns by itself; `null`: it does not. */
export function presenceSentence(presence: Presence, untilMs: number | null): string {
  const until = untilMs === null ? '' : ` until ${dayTime(untilMs)}`;
  return `You are ${presenceWords(presence)}${until}.`;
}

/** What `whoami` says. */
export interface WhoAmIFacts {
  readonly name: string;
  readonly server: string;
  readonly presence: Presence;
  /** With whom one is in a call; `null`: with nobody. */
  readonly partner: string | null;
  readonly identity: OwnKeyFacts;
  /** Version and commit of the program. */
  readonly appVersion: string;
}

export function whoAmISentence(facts: WhoAmIFacts): string {
  const { name, server, presence, partner, identity, appVersion } = facts;
  const talk = partner === null ? '' : `, in a call with ${partner}`;
  const known = `You are ${name} on ${server}, ${presenceWords(presence)}${talk}.`;
  return `${known}\n${ownKeySentence(identity)}\n${programSentence(appVersion)}`;
}

/** `whoami`, of nobody. */
export function nobodyYetSentence(identity: OwnKeyFacts, appVersion: string): string {
  const what = 'You are not signed in. Type: login --user NAME';
  return `${what}\n${ownKeySentence(identity)}\n${programSentence(appVersion)}`;
}

/** `lookup --more` with nothing more. */
export const NO_MORE_PEOPLE = 'That was all. Type lookup to see it again.';

/** `msg` to oneself. */
export const MESSAGE_TO_YOURSELF =
  'That is you. To try messages alone, type: msg echo TEXT (echo sends back what it is told).';

/** `open`, counted back to an address that was never said. */
export function noAddressSentence(back: number): string {
  return back === 1
    ? 'Nobody has said an address that begins with https:// yet.'
    : `Fewer than ${back} addresses were said. open shows the newest.`;
}
