import type { ColourDepth } from '../../shared/ascii/terminal-palette';

export type Environment = Readonly<Partial<Record<string, string>>>;

const TRUECOLOUR_TERMS =
  /^(xterm-kitty|xterm-ghostty|ghostty|alacritty|foot|wezterm|contour|rio)\b|-direct$/;
const COLOURLESS_TERMS = /^(vt\d+|ansi-m|xterm-mono|xterm-vt\d+)/;

/**
 * How many colours the terminal says that it has. NO_COLOR (no-color.org) goes before everything;
 * COLORTERM is what terminals of 24 bits set, and what ssh and tmux hand on.
 */
export function colourDepth(env: Environment): ColourDepth {
  const term = env.TERM ?? '';
  if ((env.NO_COLOR ?? '') !== '' || COLOURLESS_TERMS.test(term)) return 'none';
  if (/^(truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 'truecolour';
  // Windows Terminal sets neither TERM nor COLORTERM.
  if (TRUECOLOUR_TERMS.test(term) || env.WT_SESSION !== undefined) return 'truecolour';
  return term.includes('256color') ? '256' : '16';
}

/** So many over a network, where 24 bits would be twice as much for little more to be seen. */
export function depthOverNetwork(depth: ColourDepth, env: Environment): ColourDepth {
  return depth === 'truecolour' && env.SSH_CONNECTION !== undefined ? '256' : depth;
}

/**
 * Whether erasing colours what it erases (terminfo's `bce`): GNU screen says that it does not, and
 * what runs in tmux has a TERM of screen's for tradition alone.
 */
export function erasesInColour(env: Environment): boolean {
  return !(env.TERM ?? '').startsWith('screen') || env.TMUX !== undefined;
}

/** Whether there is a terminal that can be drawn on. */
export function canDraw(env: Environment, platform: NodeJS.Platform): boolean {
  const term = env.TERM ?? '';
  return term === '' ? platform === 'win32' : term !== 'dumb';
}
