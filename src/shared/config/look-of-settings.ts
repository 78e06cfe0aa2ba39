import { type Costume, parseCostume } from '../ascii/costume';
import { chooseLook, type PictureLook } from '../ascii/picture-look';
import type { Settings } from './settings';

/** How the settings want people drawn. */
export function lookOfSettings(settings: Settings): PictureLook {
  const { videostyle, palette, dither, ramp, gamma, contrast, saturation, edges } = settings;
  return {
    style: videostyle,
    palette,
    ownColours: palette === 'own' ? coloursOf(settings) : [],
    isDithered: dither,
    ramp,
    adjustments: { gamma, contrast, saturation, edges },
  };
}

/** How the local picture is drawn here: as its user likes to be seen, or else as others are. */
export function ownLookOfSettings(settings: Settings): PictureLook {
  const costume = costumeOfSettings(settings);
  return chooseLook({ general: lookOfSettings(settings), chosen: null, costume });
}

/** How the user likes to be seen; `null`: as others like. */
export function costumeOfSettings(settings: Settings): Costume | null {
  return settings.costume === null ? null : parseCostume(settings.costume, coloursOf(settings));
}

function coloursOf({ palette_colours: colours }: Settings): readonly number[] {
  return colours.map((colour) => Number.parseInt(colour.slice(1), 16));
}
