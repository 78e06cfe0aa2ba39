// What the terminal client says by itself; all else comes from the tables of the window.

export const TTY_SENTENCES = {
  nothingToComplete: 'nothing to complete',
  howToLeave: 'Ctrl+D leaves',
  secret: 'not shown; Esc cancels',
  attached:
    'This terminal shows the WebCRT that runs on this computer, and types into it. Ctrl+D leaves, Alt+C puts the chat away, quit ends the app itself.',
  appGone: 'WebCRT has ended.',
  terminalGone: 'The terminal is gone.',
} as const;

export const TTY_USAGE = `webcrt tty: WebCRT in this terminal.

Shows the app that runs here under your account, and types into it: its camera,
its sound, its calls. Over ssh, too.

  --user-data-dir=FOLDER   the app that was started with this folder
  --colours=HOW            none, 16, 256 or truecolour; default: what the terminal
                           says (COLORTERM, TERM, NO_COLOR), over ssh 256 at most
  --help                   this help

Exit codes: 0 left, 1 the app or the terminal is gone, 2 not understood,
3 no WebCRT runs here.`;

export const TTY_PROBLEMS = {
  dumb:
    'webcrt tty needs a terminal that it can draw on, and this one says it is none (TERM is dumb, or not set). ' +
    'Try another terminal, or webcrt ctl for single commands.',
  noTerminal:
    'webcrt tty needs a terminal for its input and its output. Start it without pipes; over ssh, with ssh -t.',
  'not-running':
    'No WebCRT app runs here under your account. Start it, then type webcrt tty again.',
  'not-allowed':
    'The WebCRT that runs here belongs to another user of this computer: webcrt tty reaches your own only.',
  'no-answer': 'WebCRT runs, but did not answer. Its window may still be loading: try again.',
} as const;

export function unknownOption(word: string): string {
  return `webcrt tty does not know ${word}; webcrt tty --help tells what it knows.`;
}

export function unknownColours(word: string, known: readonly string[]): string {
  return `webcrt tty has no colours called ${word}; it has ${known.join(', ')}.`;
}
