import type { ShellStart } from '../../shared/ipc/shell-api';
import { sanitiseLine } from '../../shared/text/sanitise';
import type { GrantChange, GrantFailure } from '../call/shell-grants';
import type { ShellShareEnd } from '../call/shell-share';
import type { NoticeTone } from './notice-tone';

// What is said of shared terminals. Names are sanitised.

const MAX_TITLE_GRAPHEMES = 40;

/** What runs in a terminal, for its tile. */
export function shellTitle(command: string | null): string {
  return command === null ? 'shell' : sanitiseLine(command, MAX_TITLE_GRAPHEMES);
}

/** The keys of terminals, as they are bound; '': none is. */
export interface ShellKeyNames {
  readonly enter: string;
  readonly hide: string;
}

/** A terminal is shared from now on. */
export function shellStartedSentence({ enter, hide }: ShellKeyNames): string {
  const keys = enter === '' ? '' : ` Your keys go there; ${enter} ends that, and begins it again.`;
  const hiding = hide === '' ? '' : ` While you hold ${hide} the others see nothing of it.`;
  return (
    `Everybody here sees your terminal, and nobody but you can type in it.${keys}${hiding}` +
    ' /grant NAME lets somebody type, /share stop ends it.'
  );
}

/** Why none is shared. */
export const SHELL_FAILURES: Readonly<Record<Exclude<ShellStart, 'started'>, string>> = {
  refused: 'No terminal is shared.',
  unsupported:
    'There are no terminals to be had on this system, so none is shared. Share the window of one: /share window',
  failed: 'The command could not be started, so nothing is shared. Is it spelt right?',
  busy: 'A terminal is shared already. /share stop ends it.',
};

export const SHELL_IN_APP_ONLY =
  'A page has no terminal: the desktop app shares one. Here you see those of others, and can be let type in them.';
export const NOBODY_FOR_SHELL =
  'There is nobody to share a terminal with: call somebody, or join a room, first.';
export const NO_SHELL_TO_GRANT =
  'You share no terminal. /share terminal does; then you can let somebody type in it.';
export const NOBODY_GRANTED = 'Nobody but you can type in your terminal.';
export const NO_SHELL_TO_ENTER =
  'There is no terminal that you may type in. /share terminal shares one of yours.';
export const SHELL_STILL_HIDDEN =
  'Your terminal stays hidden, as this window lost the keyboard. Press the key again to show it.';

export function notHereForGrantSentence(name: string): string {
  return `${name} is not here. Whom you let type has to be in the call or the room with you.`;
}

/** Why somebody was not let type. */
export function grantFailureSentence(name: string, failure: GrantFailure): string {
  switch (failure) {
    case 'no-key':
      return `${name} cannot be let type: there is no key by which they would be known.`;
    case 'not-connected':
      return `${name} cannot be let type now, as they are not connected. Try it again in a moment.`;
    case 'no-answer':
      return `${name} was not let type, as their program did not answer. Is it an older one?`;
  }
}

export function suspiciousGrantSentence(name: string): string {
  return `${name} may be somebody else: their key is not the one that you know. Nothing was granted; /verify ${name} tells who it is.`;
}

/** What became of a grant. */
export function grantNotice(
  name: string,
  change: GrantChange,
): { readonly text: string; readonly tone: NoticeTone } | null {
  if (change.kind === 'granted') {
    const text = `${name} can type in your terminal now, and do there whatever you can. /revoke ends that.`;
    return { text, tone: 'warn' };
  }
  switch (change.why) {
    case 'revoked':
      return { text: `${name} can type in your terminal no longer.`, tone: 'good' };
    case 'given-back':
      return {
        text: `${name} gave it back: nobody but you can type in your terminal.`,
        tone: 'echo',
      };
    case 'gone':
      return { text: `${name} has gone, and can type in your terminal no longer.`, tone: 'echo' };
    case 'other-key':
      return {
        text: `${name} came back with another key, and can type in your terminal no longer.`,
        tone: 'warn',
      };
    case 'over':
      return null;
    case 'no-key':
    case 'not-connected':
    case 'no-answer':
      return { text: grantFailureSentence(name, change.why), tone: 'warn' };
  }
}

/** The local user's terminal is shared no longer. */
export function shellEndSentence(end: ShellShareEnd): string {
  if (end.why === 'stopped') return 'Your terminal is shared no longer: what ran in it was ended.';
  const how = end.exitCode === 0 ? '' : ` (exit code ${end.exitCode})`;
  return `What ran in your terminal has ended${how}, so it is shared no longer.`;
}

export const SHELL_HIDDEN = 'Your terminal is hidden from the others until you let the key go.';
export const SHELL_SHOWN = 'The others see your terminal again.';

/** Somebody else begins to share one. */
export function shellOfSentence(name: string): string {
  return `${name} shares a terminal. The wheel scrolls back in it, and its text can be selected and copied.`;
}

export function shellOverSentence(name: string): string {
  return `${name} shares no terminal any more.`;
}

/** The local user may type in somebody's terminal. */
export function mayTypeSentence(name: string, enter: string): string {
  const how = enter === '' ? 'Click on it to do so.' : `${enter} goes there, and out again.`;
  return `${name} lets you type in their terminal. ${how} /revoke gives that back.`;
}

export function mayNotTypeSentence(name: string): string {
  return `You can type in the terminal of ${name} no longer.`;
}
