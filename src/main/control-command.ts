import { CONTROL_VERBS, type ControlRequest } from '../shared/ipc/control';
import type { ControlSocketPath } from './control-socket-path';
import { askRunningApp, type ControlFailure } from './control-socket';
import { CONTROL_USAGE } from './control-verbs';

/** What `webcrt ctl` ends with: scripts ask. */
export const CONTROL_EXIT = { done: 0, refused: 1, usage: 2, notRunning: 3 } as const;

const FAILURES: Readonly<Record<ControlFailure, string>> = {
  'not-running':
    'No WebCRT app runs here under your account. Start it, then try again. (The web client in a ' +
    'browser cannot be reached by webcrt ctl.)',
  'not-allowed':
    'The WebCRT that runs here belongs to another user of this computer: webcrt ctl reaches your own only.',
  'no-answer': 'WebCRT runs, but did not answer. Its window may still be loading: try again.',
};

/** What a command line asks for; a sentence when it cannot be understood. */
type Parsed =
  | { readonly kind: 'ask'; readonly request: ControlRequest; readonly isJson: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

export interface ControlOutput {
  /** Takes lines without their ends. */
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** What stands behind `ctl` on the app's command line; `null`: it is not asked for. */
export function controlWords(argv: readonly string[]): readonly string[] | null {
  return wordsBehind('ctl', argv);
}

/** ... behind `tty`. */
export function terminalWords(argv: readonly string[]): readonly string[] | null {
  return wordsBehind('tty', argv);
}

function wordsBehind(program: string, argv: readonly string[]): readonly string[] | null {
  const at = argv.findIndex((word) => !word.startsWith('-'));
  return argv.at(at) === program ? argv.slice(at + 1) : null;
}

/** Words behind `webcrt ctl`; switches of Chromium's that stand between them are passed over. */
export function parseControlArguments(words: readonly string[]): Parsed {
  if (words.length === 0 || words.includes('--help') || words.includes('-h')) {
    return { kind: 'help' };
  }
  const isJson = words.includes('--json');
  const [word = '', ...rest] = words.filter((each) => !each.startsWith('-'));
  const verb = CONTROL_VERBS.find((each) => each === word);
  if (verb === undefined) {
    return {
      kind: 'wrong',
      why: `webcrt ctl does not know "${word}"; it knows ${CONTROL_VERBS.join(', ')}.`,
    };
  }
  const isHeld = verb === 'ptt' ? heldBy(rest.at(0)) : null;
  if (rest.length > (verb === 'ptt' ? 1 : 0) || isHeld === undefined) {
    return { kind: 'wrong', why: `webcrt ctl ${verb} does not take: ${rest.join(' ')}` };
  }
  return { kind: 'ask', request: { verb, isHeld }, isJson };
}

/** `undefined`: not a word that `ptt` takes. */
function heldBy(word: string | undefined): boolean | null | undefined {
  if (word === undefined) return null;
  if (word === 'down') return true;
  return word === 'up' ? false : undefined;
}

/** Runs `webcrt ctl` to its end; resolves to the exit code. */
export async function runControlCommand(
  words: readonly string[],
  place: ControlSocketPath,
  { out, err }: ControlOutput,
): Promise<number> {
  const parsed = parseControlArguments(words);
  if (parsed.kind === 'help') {
    out(CONTROL_USAGE);
    return CONTROL_EXIT.done;
  }
  if (parsed.kind === 'wrong') {
    err(`${parsed.why}\nwebcrt ctl --help tells more.`);
    return CONTROL_EXIT.usage;
  }
  const outcome = await askRunningApp(place, parsed.request);
  if (!outcome.ok) {
    const text = FAILURES[outcome.error];
    if (parsed.isJson) out(JSON.stringify({ isDone: false, text, status: null }));
    else err(text);
    return CONTROL_EXIT.notRunning;
  }
  const { isDone, text } = outcome.value;
  if (parsed.isJson) out(JSON.stringify(outcome.value));
  else if (isDone) out(text);
  else err(text);
  return isDone ? CONTROL_EXIT.done : CONTROL_EXIT.refused;
}
