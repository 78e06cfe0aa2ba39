import type { NoGraphics } from '../graphics/graphics';

// What the terminal client says by itself; all else comes from the tables of the window.

export const TTY_SENTENCES = {
  nothingToComplete: 'nothing to complete',
  howToLeave: 'Ctrl+D leaves',
  secret: 'not shown; Esc cancels',
  cancels: 'Esc cancels',
  attached:
    'This terminal shows the WebCRT that runs on this computer, and types into it. Ctrl+D leaves, Alt+C puts the chat away, quit ends the app itself.',
  alone:
    'This is a WebCRT of its own, with a key of its own. Ctrl+D leaves, Alt+C puts the chat away. Push-to-talk is on: F9 opens the microphone, or the key that config keys.push-to-talk names; config ptt off keeps it open, which is for headphones.',
  appGone: 'WebCRT has ended.',
  terminalGone: 'The terminal is gone.',
} as const;

export const TTY_PROBLEMS = {
  dumb:
    'webcrt tty needs a terminal that it can draw on, and this one says it is none (TERM is dumb, or not set). ' +
    'Try another terminal, or webcrt ctl for single commands.',
  noTerminal:
    'webcrt tty needs a terminal for its input and its output. Start it without pipes; over ssh, with ssh -t.',
  'not-running':
    'No WebCRT app runs here under your account. Start it, then type webcrt tty again. ' +
    'Without an app, webcrt tty --server wss://HOST is a client of its own.',
  'not-allowed':
    'The WebCRT that runs here belongs to another user of this computer: webcrt tty reaches your own only.',
  'no-parts':
    'webcrt tty --server needs parts that this package does not have: npm install -g webcrt brings them. ' +
    'Without --server it shows the app that runs here.',
  'no-answer': 'WebCRT runs, but did not answer. Its window may still be loading: try again.',
} as const;

export function unknownOption(word: string): string {
  return `webcrt tty does not know ${word}; webcrt tty --help tells what it knows.`;
}

export function unknownColours(word: string, known: readonly string[]): string {
  return `webcrt tty has no colours called ${word}; it has ${known.join(', ')}.`;
}

export function unknownGraphics(word: string, known: readonly string[]): string {
  return `webcrt tty has no graphics called ${word}; it has ${known.join(', ')}.`;
}

/** Why pictures are text, where pixels were wished for by the protocol of that name. */
export const NO_GRAPHICS: Readonly<Record<NoGraphics, (protocol: string) => string>> = {
  multiplexer: () =>
    'Pictures are drawn as cells: tmux and screen keep no pixels. Outside of them --graphics works.',
  'not-there': (protocol) =>
    `Pictures are drawn as cells: this terminal does not say that it has ${protocol} graphics.`,
  'no-cell-size': () =>
    'Pictures are drawn as cells: this terminal does not say how many pixels a cell has. ' +
    "xterm does with -xrm 'XTerm*allowWindowOps: true'.",
};

/** What a panel says of itself at its top, the longest first; rows are counted from 1. */
export function panelHints(first: number, last: number, all: number): readonly string[] {
  if (last - first + 1 >= all) return ['Esc closes'];
  const rows = `${first}-${last} of ${all}`;
  return [`${rows}  Page Up and Page Down scroll, Esc closes`, `${rows}  Esc closes`, rows];
}

export function missingValue(option: string): string {
  return `${option} needs a value; webcrt tty --help tells which.`;
}

export function aloneOnly(name: string): string {
  return `--${name} is for a client of its own: give it --server URL, too.`;
}

export function unusableServer(server: string): string {
  return `${server} is no address of a server: give one like wss://HOST.`;
}

export function unusableName(name: string): string {
  return `${name} cannot be a name: give one with letters that can be shown.`;
}
