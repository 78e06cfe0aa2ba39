import { NO_BACKGROUND } from './cells';
import type { ColourMap } from './colour-map';
import { glowMap } from './glow-map';
import { paletteLookup } from './palette-lookup';
import { type PaletteName, paletteOf } from './palettes';

/** How a palette changes a picture. */
export interface PaletteMap {
  readonly map: ColourMap;
  /** Below letters that have no paper of their own; NO_BACKGROUND: what lies below the picture. */
  readonly paper: number;
}

/** Making a table takes tens of milliseconds: those of the last few palettes are kept. */
const MAX_KEPT = 4;
const kept = new Map<string, PaletteMap>();

/** How to draw in a palette; `null` where colours stay as they are. */
export function paletteMap(name: PaletteName, ownColours: readonly number[]): PaletteMap | null {
  const key = name === 'own' ? ownColours.join() : name;
  const known = kept.get(key);
  if (known) return known;
  const made = createMap(name, ownColours);
  if (made === null) return null;
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT) kept.delete(oldest);
  kept.set(key, made);
  return made;
}

function createMap(name: PaletteName, ownColours: readonly number[]): PaletteMap | null {
  const palette = paletteOf(name, ownColours);
  if (palette.kind === 'all') return null;
  if (palette.kind === 'glow') return { map: glowMap(palette.stops), paper: NO_BACKGROUND };
  return { map: paletteLookup(palette.colours), paper: palette.paper };
}
