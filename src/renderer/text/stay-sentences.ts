import type { KeptStay } from '../../shared/call/kept-stay';

/** This page takes up the call or the room of one that crashed. */
export function takenUpSentence(stay: KeptStay): string {
  const where = stay.kind === 'call' ? `the call with ${stay.peer}` : 'the room';
  return `You were cut off, and are going back into ${where}. Press any key to be heard.`;
}

/** The local user has left, and the page cannot close itself. */
export const LEFT_THE_PAGE = 'You are signed out. You may close this tab.';

/** The storage of this device cannot be opened. */
export const PAST_NOT_KEPT =
  'Calls, chat and the keys of your rooms are not kept on this device, as its storage cannot be opened: ' +
  'they are forgotten when you leave.';
