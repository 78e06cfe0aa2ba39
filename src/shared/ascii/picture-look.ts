import { type Adjustments, isSameAdjustment, NO_ADJUSTMENTS } from './adjustments';
import type { Costume } from './costume';
import type { PaletteName } from './palettes';
import type { StyleName } from './styles';

/** How one picture is drawn: what its viewer, or its person, chose for it. */
export interface PictureLook {
  readonly style: StyleName;
  readonly palette: PaletteName;
  /** Those of the palette 'own', 0xRRGGBB: MIN_OWN_COLOURS to MAX_OWN_COLOURS. */
  readonly ownColours: readonly number[];
  /** Whether a palette's colours take turns where one between them is wanted. */
  readonly isDithered: boolean;
  /** Glyphs in rising brightness, for the styles that have a ramp; `null`: the style's own. */
  readonly ramp: string | null;
  readonly adjustments: Adjustments;
}

/** The style as it is, in all its colours. */
export const PLAIN_LOOK: Omit<PictureLook, 'style'> = {
  palette: 'truecolour',
  ownColours: [],
  isDithered: false,
  ramp: null,
  adjustments: NO_ADJUSTMENTS,
};

/** What else somebody might be drawn as: see `chooseLook`. */
export interface LookWishes {
  /** How the viewer wants people drawn who have nothing of their own. */
  readonly general: PictureLook;
  /** What the viewer chose for this person alone. */
  readonly chosen: StyleName | null;
  /** How this person likes to be seen; `null` also where the viewer wants none of it. */
  readonly costume: Costume | null;
}

/** The viewer has the last word: what they chose for one person goes before that one's costume. */
export function chooseLook({ general, chosen, costume }: LookWishes): PictureLook {
  if (chosen !== null) return { ...general, style: chosen };
  return costume === null ? general : { ...general, ...costume };
}

/** Whether two looks draw the same cells. */
export function isSameLook(one: PictureLook, other: PictureLook): boolean {
  return (
    one === other ||
    (one.style === other.style &&
      one.palette === other.palette &&
      one.isDithered === other.isDithered &&
      one.ramp === other.ramp &&
      isSameList(one.ownColours, other.ownColours) &&
      isSameAdjustment(one.adjustments, other.adjustments))
  );
}

function isSameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}
