import { MIN_OWN_COLOURS, PALETTE_NAMES, type PaletteName } from './palettes';
import { STYLE_NAMES, type StyleName } from './styles';

/** How somebody likes to be seen by others. */
export interface Costume {
  readonly style: StyleName;
  readonly palette: PaletteName;
  /** Those of the palette 'own', 0xRRGGBB. */
  readonly ownColours: readonly number[];
}

/** A costume as it is typed and kept: `STYLE`, or `STYLE PALETTE`. `null`: it is none. */
export function parseCostume(text: string, ownColours: readonly number[]): Costume | null {
  const [styleWord, paletteWord = 'truecolour', ...rest] = text.trim().split(/\s+/);
  const style = STYLE_NAMES.find((each) => each === styleWord);
  const palette = PALETTE_NAMES.find((each) => each === paletteWord);
  if (style === undefined || palette === undefined || rest.length > 0) return null;
  return { style, palette, ownColours: palette === 'own' ? ownColours : [] };
}

/**
 * A costume as another program names it, which may know more than this one: `null` where it does.
 */
export function knownCostume(
  style: string | null,
  palette: string,
  ownColours: readonly number[],
): Costume | null {
  if (style === null) return null;
  const isOwn = palette === 'own' && ownColours.length >= MIN_OWN_COLOURS;
  const costume = parseCostume(`${style} ${palette}`, ownColours);
  if (costume === null) return parseCostume(style, []);
  return costume.palette === 'own' && !isOwn ? { ...costume, palette: 'truecolour' } : costume;
}

/** `braille`, or `braille in amber`. */
export function describeCostume({ style, palette }: Costume): string {
  return palette === 'truecolour' ? style : `${style} in ${palette}`;
}
