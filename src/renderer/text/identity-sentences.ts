import { keyTag } from '../../shared/identity/key-tag';
import { isKnownPerson, type Trust } from '../../shared/identity/trust';
import type { PublicKey } from '../../shared/protocol/fields';

// Who somebody is, by their key. Names are sanitised.

/**
 * A name as it is shown: with the tag of its key until the user knows that key, and for a guest
 * with what they are.
 */
export function taggedName(name: string, key: PublicKey | null, trust: Trust | null): string {
  if (trust === null || isKnownPerson(trust)) return name;
  return key === null ? `${name} (guest)` : `${name}·${keyTag(key)}`;
}

/** Whether it is known who somebody is, beside their name and in the status bar. */
export const TRUST_WORDS = {
  verified: { text: 'verified', short: 'ok' },
  unverified: { text: 'unverified', short: '?' },
  changed: { text: 'KEY CHANGED', short: 'KEY!' },
  stranger: { text: 'UNKNOWN', short: '!' },
} as const;

/** Of somebody in a list of people, by the name of another. */
export const OTHER_KEY = 'another key than before';

/** What to do about a name that comes with another key. */
function whatToDo(name: string): string {
  return (
    `If ${name} has a new device, or installed the app again, they can tell you so some other way; ` +
    `then contact forget ${name} lets you meet them anew. If not, somebody is in their place.`
  );
}

/** `name` is here, by another key than theirs. */
export function otherKeySentence(name: string): string {
  return `Whoever is here as ${name} has another key than the ${name} you know. ${whatToDo(name)}`;
}

/** A device of somebody who is known has signed that another one, or itself, is theirs no more. */
export function deviceGoneSentence(name: string, device: PublicKey): string {
  return (
    `${name} has taken the device ${keyTag(device)} away, as one that is lost or sold: whoever comes ` +
    `with its key is not ${name} any more.`
  );
}

export function notCalledSentence(name: string): string {
  return `${name} was not called. ${otherKeySentence(name)}`;
}

/** Somebody calls by the name of another. */
export function otherCallerSentence(name: string): string {
  return (
    `Careful: this caller has another key than the ${name} you know, and may be somebody else. ` +
    whatToDo(name)
  );
}

/** ... in the window of the call that rings, where there is room for one line or two. */
export function otherCallerWarning(name: string): string {
  return `Another key than the ${name} you know: this may be somebody else.`;
}

/** Somebody came into the room by the name of another. */
export function otherMemberSentence(name: string): string {
  return (
    `Careful: the ${name} in this room has another key than the ${name} you know, and gets no ` +
    `picture and no sound from you. ${whatToDo(name)}`
  );
}

/** Of a member of a room with a password, in a list of people. */
export const STRANGER_HERE = 'with you, unknown here';

/** Somebody is in a room with a password who has not shown that they know it. */
export function strangerSentence(name: string): string {
  return (
    `Careful: ${name} is in this room and did not prove that they know its password, so there is no picture, ` +
    `no sound and no file between you, only chat. A guest without a key cannot prove it; anybody ` +
    `else who should be here leaves and joins again.`
  );
}

/** ... and it is the local user. */
export const LOCAL_STRANGER =
  'You are in this room without a key of your own, so you cannot prove to the others that you know its ' +
  'password: there is no picture, no sound and no file between you and them, only chat. The app, or ' +
  'a newer browser, has a key.';

/** A call that was accepted by another key than the one that was called. */
export function keyChangedEndSentence(name: string): string {
  return (
    `The call was ended before anything was sent: whoever answered as ${name} has another key than the ` +
    `${name} you know. ${whatToDo(name)}`
  );
}
