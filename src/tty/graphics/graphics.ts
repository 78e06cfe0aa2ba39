import type { SixelCells } from './sixel-cells';

export const GRAPHICS_NAMES = ['cells', 'kitty', 'sixel'] as const;
/** How pictures are drawn: as text, or as pixels by one protocol or the other. */
export type GraphicsName = (typeof GRAPHICS_NAMES)[number];

/** The protocol by which a terminal shows pixels, and what it needs to know for it. */
export type Graphics =
  { readonly kind: 'kitty' } | { readonly kind: 'sixel'; readonly cells: SixelCells };

/** Why pictures are drawn as cells although pixels were wished for. */
export type NoGraphics = 'multiplexer' | 'not-there' | 'no-cell-size';
