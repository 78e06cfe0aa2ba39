import { type ProgramOption, optionLines } from '../shared/base/program-option';
import { GRAPHICS_NAMES } from './graphics/graphics';

/** What `parseArgs` is told of the options of `webcrt tty`. */
export const TTY_ARGUMENTS = {
  server: { type: 'string' },
  user: { type: 'string' },
  camera: { type: 'string' },
  microphone: { type: 'string' },
  speaker: { type: 'string' },
  colours: { type: 'string' },
  graphics: { type: 'string' },
  'user-data-dir': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const COLOUR_NAMES = ['none', '16', '256', 'truecolour'] as const;

const TEXTS: Readonly<Record<keyof typeof TTY_ARGUMENTS, Omit<ProgramOption, 'name' | 'short'>>> = {
  server: {
    value: 'URL',
    summary: 'a client of its own, signed in there (the app that runs here, attached)',
  },
  user: { value: 'NAME', summary: 'alone: the name to sign in under (that of last time)' },
  camera: {
    value: 'WHAT',
    completes: 'file',
    summary: 'alone: a clip, a camera (/dev/video0), test-card or none (none)',
  },
  microphone: {
    value: 'WHAT',
    completes: 'file',
    summary: 'alone: a WAV file, system or none (system, where there is a program for it)',
  },
  speaker: {
    value: 'WHAT',
    completes: 'file',
    summary: 'alone: a WAV file to be written, system or none (the same)',
  },
  colours: {
    value: 'HOW',
    completes: COLOUR_NAMES,
    summary:
      'none, 16, 256 or truecolour (what COLORTERM, TERM and NO_COLOR say, over ssh 256 at most)',
  },
  graphics: {
    value: 'HOW',
    completes: GRAPHICS_NAMES,
    summary: 'pictures as cells, or as pixels by the protocol of kitty or by sixel (cells)',
  },
  'user-data-dir': {
    value: 'FOLDER',
    completes: 'folder',
    summary: 'the app that was started with this folder; alone: where the key and settings are',
  },
  help: { summary: 'print this' },
};

/** In the order in which help has them. */
export const TTY_OPTIONS: readonly ProgramOption[] = Object.entries(TEXTS).map(([name, text]) => ({
  name,
  ...(name === 'help' ? { short: TTY_ARGUMENTS.help.short } : {}),
  ...text,
}));

export const TTY_HELP = `webcrt tty: WebCRT in this terminal

Usage: webcrt tty [options]               shows the app that runs here under your account
       webcrt tty --server URL [options]  is a client of its own, without an app or a window

Attached, it types into the app and has its camera, its sound and its calls; over ssh, too. Alone it is
the same client, with a key of its own. Push-to-talk is on there: nothing takes the echo of your
loudspeaker away.

${optionLines(TTY_OPTIONS).join('\n')}

Exit codes: 0 left, 1 the app or the terminal is gone, 2 not understood, 3 no WebCRT runs here.`;
