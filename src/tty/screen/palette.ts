import { NO_BACKGROUND } from '../../shared/ascii/cells';
import type { LineTone, StatusPartNews } from '../../shared/ipc/attached-terminal';

/** The window's colours (theme.css), 0xRRGGBB. */
export const COLOURS = {
  ground: 0x070b09,
  text: 0xc5e4cf,
  dim: 0x7d9d8a,
  bright: 0xeffff4,
  accent: 0x5cf28c,
  warm: 0xffb454,
  chat: 0x7cc7ff,
  bad: 0xff6b6b,
  bar: 0x16221b,
} as const;

export const LINE_INKS: Readonly<Record<LineTone, number>> = {
  said: COLOURS.text,
  mine: COLOURS.chat,
  past: COLOURS.dim,
  echo: COLOURS.text,
  info: COLOURS.dim,
  good: COLOURS.accent,
  warn: COLOURS.warm,
  error: COLOURS.bad,
};

export const PART_INKS: Readonly<Record<StatusPartNews['tone'], number>> = {
  plain: COLOURS.text,
  good: COLOURS.accent,
  warn: COLOURS.warm,
  bad: COLOURS.bad,
  dim: COLOURS.dim,
};

/** The terminal's own. */
export const OWN = NO_BACKGROUND;
