import { assertNever } from '../../shared/base/assert-never';
import { sanitiseLine } from '../../shared/text/sanitise';
import type { SourceChoice } from '../media/sources/source-switch';
import type { MediaFailureReason } from '../media/media-failure';
import { mediaFailureSentence } from './media-sentences';

/** Of a file: whoever made it chose its name. */
const MAX_FILE_NAME_GRAPHEMES = 60;

/** What is sent from now on. */
export function sourceSentence(choice: SourceChoice): string {
  switch (choice.kind) {
    case 'camera':
      return 'Your camera is sent.';
    case 'ascii':
      return 'You are sent as text; the picture of your camera goes to nobody.';
    case 'pattern':
      return 'A test card is sent in place of your camera.';
    case 'screen':
      return 'Your screen is sent in place of your camera.';
    case 'file':
      return `${sanitiseLine(choice.name, MAX_FILE_NAME_GRAPHEMES)} is sent in place of your camera, over and over.`;
    case 'relay':
      return `The picture of ${choice.name} is passed on, with yours in its corner.`;
    default:
      return assertNever(choice, 'source');
  }
}

/** The picture that was passed on has gone. */
export function relayGoneSentence(name: string): string {
  return `There is no picture of ${name} to pass on any more. Your camera is sent.`;
}

/** A clip was asked for by its path, which no window may open. */
export const CLIPS_BY_HAND =
  'Clips are opened by hand only. Type source file alone, and choose it.';

const WHY_NO_SCREEN: Readonly<Partial<Record<MediaFailureReason, string>>> = {
  denied: 'Nothing was chosen.',
  'not-found': 'It is not there, or not any more.',
  'denied-by-system':
    "The system keeps screens from this app: allow it in the system's privacy settings.",
  'insecure-page': 'Browsers show screens to secure pages only: open this one over https.',
};

/** Why no screen is shared, or no other one. */
export function shareFailureSentence(reason: MediaFailureReason, isSharing: boolean): string {
  const result = isSharing ? 'What you share is as before.' : 'No screen is shared.';
  return `${WHY_NO_SCREEN[reason] ?? 'This browser or system gives no screen.'} ${result}`;
}

/** Why another source is not sent, and what is instead. */
export function sourceFailureSentence(
  kind: SourceChoice['kind'],
  reason: MediaFailureReason,
): string {
  if (kind === 'screen' && reason === 'denied') return 'No screen was chosen: all is as before.';
  const failure = { kind: 'camera', reason, asked: null, replacedBy: null } as const;
  const sentence = mediaFailureSentence(failure);
  return kind === 'ascii' ? `${sentence} Nothing of you is sent.` : sentence;
}

/** The camera is off, and nothing is sent in its place. */
export const NOTHING_SENT = 'Nothing is sent. camera on sends your picture.';
export const NO_CLIP_CHOSEN = 'No clip was chosen: all is as before.';

/** There is nothing of somebody that could be relayed. */
export function nothingToRelaySentence(name: string): string {
  return (
    `There is no picture of ${name} to pass on. ` +
    'relay PERSON is for somebody in your call or room whose camera is on.'
  );
}

export const NOTHING_SHARED = 'You share no screen. In a call or room, share shows one.';
export const NOBODY_TO_SHARE_WITH =
  'A screen is shared in a call or a room. Call somebody first, or join a room.';
