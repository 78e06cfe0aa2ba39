/** The window's palette (theme.css) for the terminal, which cannot read custom properties. */
export const COLOURS = {
  ground: '#070b09',
  text: '#c5e4cf',
  dim: '#7d9d8a',
  bright: '#effff4',
  accent: '#5cf28c',
  warm: '#ffb454',
  chat: '#7cc7ff',
} as const;

/** As xterm's `ITheme`. */
export const TERMINAL_THEME = {
  background: COLOURS.ground,
  foreground: COLOURS.text,
  cursor: COLOURS.ground,
  selectionBackground: COLOURS.accent,
  selectionForeground: COLOURS.ground,
};
