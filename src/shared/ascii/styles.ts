/** clivrt's three styles, by its names. */
export const STYLE_NAMES = ['just-ascii', 'ascii-color', 'filled-ascii'] as const;
export type StyleName = (typeof STYLE_NAMES)[number];
