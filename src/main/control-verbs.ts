import { type ProgramOption, optionLines } from '../shared/base/program-option';
import type { ControlVerb } from '../shared/ipc/control';

/** What can be asked of the app that runs, for the help, the manual page and the completion. */
export interface VerbText {
  readonly summary: string;
  /** All that may stand behind it; nothing has to. */
  readonly words?: readonly string[];
}

export const CONTROL_VERB_TEXTS: Readonly<Record<ControlVerb, VerbText>> = {
  mute: { summary: 'turns your microphone off' },
  unmute: { summary: 'turns your microphone on' },
  ptt: {
    summary: 'the key for talking goes down or up; alone, the other way round than now',
    words: ['down', 'up'],
  },
  answer: { summary: 'answers the call that rings' },
  hangup: { summary: 'ends the call, declines the one that rings' },
  status: { summary: 'tells how things are' },
};

export const CONTROL_OPTIONS: readonly ProgramOption[] = [
  { name: 'json', summary: 'prints the answer as JSON' },
  {
    name: 'user-data-dir',
    value: 'FOLDER',
    completes: 'folder',
    summary: 'asks the WebCRT that was started with this folder; written with =',
  },
];

/** `ptt [down|up]` */
export function verbForm(verb: string, { words }: VerbText): string {
  return words === undefined ? verb : `${verb} [${words.join('|')}]`;
}

const VERB_LINES = Object.entries(CONTROL_VERB_TEXTS).map(
  ([verb, text]) => `  ${verbForm(verb, text).padEnd(15)}${text.summary}`,
);

export const CONTROL_USAGE = `webcrt ctl VERB [--json]: asks the WebCRT that runs here under your account.

${VERB_LINES.join('\n')}

${optionLines(CONTROL_OPTIONS).join('\n')}

Exit codes: 0 done, 1 refused, 2 not understood, 3 no WebCRT runs here.`;
