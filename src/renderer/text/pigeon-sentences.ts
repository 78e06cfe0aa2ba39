import { assertNever } from '../../shared/base/assert-never';
import type { LetterError } from '../../shared/pigeon/pigeon-letter';
import type { PigeonFailure, PigeonNews, PigeonView } from '../call/pigeon-post';
import { clockTime } from './clock-time';
import { otherKeySentence } from './identity-sentences';
import { refusalSentence } from './refusal-sentences';

// Calls without a server: what is handed over by hand, in one word a pigeon.

export const PIGEON_PANEL = {
  copy: 'copy the text',
  camera: 'what your camera sees',
} as const;

/** What the panel shows: a title, the steps, and what stands for the code. */
export interface PigeonWords {
  readonly title: string;
  readonly steps: readonly string[];
  readonly label: string;
  readonly tooSmall: string;
}

const CODE = {
  label: 'QR code of your pigeon',
  tooSmall: 'The window is too small for the QR code: make it larger, or copy the text.',
} as const;

/** @param hasCamera Whether what the local camera sees is read. */
export function pigeonWords(view: PigeonView, hasCamera: boolean): PigeonWords {
  switch (view.kind) {
    case 'gathering':
      return {
        ...CODE,
        title: 'A call without a server',
        steps: ['Looking for the ways to this device: a few seconds ...'],
      };
    case 'offer':
      return { ...CODE, title: 'Your pigeon is ready', steps: offerSteps(view, hasCamera) };
    case 'answer':
      return {
        ...CODE,
        title: `Your answer to ${view.peer}`,
        steps: [
          `Give this back to ${view.peer}, the way theirs came: hold this code before their camera, or copy the text.`,
          'They read it, or type: pigeon done TEXT. Then the call begins by itself.',
          `Good until ${untilText(view)}. Esc hides this, /pigeon shows it again, /hangup gives up.`,
        ],
      };
    default:
      return assertNever(view, 'pigeon');
  }
}

function offerSteps(
  view: Extract<PigeonView, { kind: 'offer' }>,
  hasCamera: boolean,
): readonly string[] {
  const back = hasCamera
    ? 'Their answer comes back the same way: hold their code before your camera, or type: pigeon done TEXT'
    : 'Their answer comes back the same way. Type: pigeon done TEXT';
  return [
    'Give this to one person: hold it before their camera (they type: pigeon scan), or copy the text into a message (they type: pigeon answer TEXT).',
    back,
    `Good until ${untilText(view)}. Esc hides this, pigeon shows it again, hangup takes it back.`,
  ];
}

function untilText({ letter }: Exclude<PigeonView, { kind: 'gathering' }>): string {
  return clockTime(letter.letter.untilMs);
}

/** While a code is looked for and there is none to show. */
export const SCANNING: Pick<PigeonWords, 'title' | 'steps'> = {
  title: 'Reading a pigeon',
  steps: [
    'Hold the code on the other screen before your camera, as large as it fits in the picture.',
    'It is answered as soon as it is read, and your answer is shown here. Esc stops.',
  ],
};

export const PIGEON_COPIED =
  'The text is on your clipboard: paste it into a message to the other person.';
export const PIGEON_NOT_COPIED =
  'Nothing can be copied from here. The text follows; select it and copy it.';
export const NO_PIGEON =
  'No pigeon is out. pigeon offer begins a call without a server, pigeon answer TEXT answers one, pigeon scan reads one by camera.';
export const NO_SCAN_HERE =
  'A terminal reads no code from a camera. Have them send you the text instead, and type: pigeon answer TEXT, or pigeon done TEXT.';
export const SCAN_NEEDS_CAMERA =
  'There is no picture to read a code from: turn your camera on (camera on), or paste the text instead (pigeon answer TEXT).';

/** What is said of a text that was read, as it goes on. */
export function pigeonAnsweredSentence(peer: string): string {
  return `This is ${peer}’s pigeon: your answer is shown in a moment. Give it back to ${peer}, and the call begins.`;
}

export function pigeonTakenSentence(peer: string): string {
  return `${peer} answered: connecting ...`;
}

/** The connection of a call by pigeon is gone for good. */
export const PIGEON_BROKEN =
  'No server carries this call, so it cannot come back by itself. Make it anew: pigeon offer.';

const NEWS: Readonly<Record<PigeonNews, string>> = {
  expired:
    'Your pigeon is too old to be answered any more, and was taken back. pigeon offer makes another.',
  'not-written':
    'The ways to this device could not be written down, so no pigeon flies. Try again: pigeon offer.',
  'no-ways':
    'No way leads to this device, so no pigeon flies: it is on no network, or your address is hidden and no TURN server relays you (config ice_servers, config hide_address off).',
};

export function pigeonNewsSentence(news: PigeonNews): string {
  return NEWS[news];
}

export function pigeonFailureSentence(failure: PigeonFailure): string {
  switch (failure.kind) {
    case 'letter':
      return letterErrorSentence(failure.error);
    case 'no-key':
      return 'This device has no key to sign a pigeon with, so nobody could tell whose it is. The desktop app, or a newer browser by https, has one.';
    case 'no-name':
      return 'Say first who you are: config username NAME. The other person sees it.';
    case 'busy':
      return 'There is a call, or a pigeon is out already: hangup ends it. pigeon shows what is out.';
    case 'in-room':
      return 'You are in a room: hangup leaves it, and then a pigeon may fly.';
    case 'no-offer':
      return 'You have no pigeon out that this could answer. pigeon offer sends one; an offer of somebody else takes pigeon answer TEXT.';
    case 'crossed':
      return 'Theirs is an offer, too, and one is enough: one of you takes theirs back (hangup), and then reads the other’s (pigeon scan).';
    case 'other-key':
      return `The pigeon was not taken. It says that it is ${failure.name}’s, by another key than before. ${otherKeySentence(failure.name)}`;
    case 'blocked':
      return refusalSentence('blocked', failure.name);
    default:
      return assertNever(failure, 'failure of a pigeon');
  }
}

function letterErrorSentence(error: LetterError): string {
  switch (error) {
    case 'no-letter':
      return 'This is no pigeon: its text begins with pigeon: and has no spaces. Copy all of it.';
    case 'cut':
      return 'The end of this pigeon is missing. Copy the whole text, to its last letter.';
    case 'mistyped':
      return 'Something in this pigeon is not as it was sent. Copy the text again rather than type it.';
    case 'newer':
      return 'This pigeon is of a newer WebCRT. Get the same version on both sides.';
    case 'malformed':
      return 'This pigeon is whole, but not one that WebCRT makes, and was not taken.';
    case 'offer-wanted':
      return 'This is an answer. It is for whoever made the offer: they type pigeon done TEXT.';
    case 'answer-wanted':
      return 'This is an offer, not an answer. Answer it with pigeon answer TEXT.';
    case 'forged':
      return 'This pigeon is not signed by whom it says it is from, or not for your offer. Somebody may have changed it on the way: it was not taken.';
    case 'expired':
      return 'This pigeon is too old. Ask for a new one; mind the clocks of both devices, if it is not.';
    case 'own':
      return 'This is your own pigeon: give it to the other person.';
    case 'other-offer':
      return 'This answers another offer than the one that is out now. Give the other person the newest one.';
    default:
      return assertNever(error, 'error of a letter');
  }
}
