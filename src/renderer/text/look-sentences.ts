import { ADJUSTMENT_NAMES, type Adjustments } from '../../shared/ascii/adjustments';
import { PALETTE_NAMES } from '../../shared/ascii/palettes';
import { RAMP_STYLES, type StyleName, STYLES } from '../../shared/ascii/styles';
import type { Settings } from '../../shared/config/settings';

export function styleSentence(style: StyleName): string {
  return `The style is ${style}.`;
}

export function styleAlreadySentence(style: StyleName): string {
  return `The style is ${style} already.`;
}

/** A style for all that somebody's costume withstands. */
export function staysInCostumeSentence(person: string, costume: string, style: StyleName): string {
  return `${person} stays in costume, ${costume}: style ${style} ${person} changes it.`;
}

/** `shown`: a style or a costume; `null`: as everybody. */
export function drawnInSentence(person: string, shown: string | null): string {
  return `${person} is drawn in ${shown ?? 'the style of all'}.`;
}

/** What `palette` may be. */
export function paletteChoices(): string {
  return `Palettes are ${PALETTE_NAMES.join(', ')}, or your own colours: palette #001b00 #9bbc0f`;
}

/** `colours`: as settings are written. */
export function ownPaletteSentence(colours: string): string {
  return `palette is own, of ${colours}`;
}

export function missingGlyphsSentence(glyphs: readonly string[]): string {
  return `The font of the pictures has no ${glyphs.join(' ')}: take other characters.`;
}

/** Which characters pictures are drawn with, from dark to bright. */
export function rampSentence({ ramp, videostyle }: Pick<Settings, 'ramp' | 'videostyle'>): string {
  const styles = RAMP_STYLES.join(', ');
  if (ramp === null) {
    const own = RAMP_STYLES.map((style) => `${style} "${STYLES[style].glyphs}"`);
    return `The ramp is each style's own: ${own.join(', ')}.`;
  }
  const isSeen = RAMP_STYLES.includes(videostyle);
  return `The ramp is "${ramp}"${isSeen ? '.' : `, to be seen in ${styles}: style ascii-color`}`;
}

/** How every knob is set. */
export function adjustmentsText(adjustments: Adjustments): string {
  return ADJUSTMENT_NAMES.map((name) => `${name} is ${adjustments[name]}`).join(', ');
}

/** `null`: none is worn. */
export function costumeSentence(costume: string | null): string {
  return costume === null
    ? 'You wear no costume: others see you in the style that they like.'
    : `Your costume is ${costume}: others see you in it, unless they choose otherwise.`;
}
