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

/** How I am drawn where I draw myself: as I like to be seen, or else as I see others. */
export function ownLookOfSettings(settings: Settings): PictureLook {
  const costume = costumeOfSettings(settings);
  return chooseLook({ general: lookOfSettings(settings), chosen: null, costume });
}

/** How I like to be seen; `null`: as others like. */
export function costumeOfSettings(settings: Settings): Costume | null {
  return settings.costume === null ? null : parseCostume(settings.costume, coloursOf(settings));
}

function coloursOf({ palette_colours: colours }: Settings): readonly number[] {
  return colours.map((colour) => Number.parseInt(colour.slice(1), 16));
}
