import regularUrl from 'dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf?url';
import type { PictureFont } from '../workers/picture-messages';
import { snapSize } from './snap-size';
import './terminal.css';

/** The bundled font (DejaVu Sans Mono), as terminal.css declares it. */
export const TERMINAL_FONT = 'WebCRT Mono';

/** Where a worker finds it. */
export function terminalFontUrl(): string {
  return new URL(regularUrl, document.baseURI).href;
}

/** The font of pictures, for whoever draws them. */
export function pictureFont(): PictureFont {
  return { family: TERMINAL_FONT, url: terminalFontUrl() };
}

/** Loads both weights, so that the first measurement is made with the real letters. */
export async function loadTerminalFont(fontFamily: string, fontSizePx: number): Promise<void> {
  const weights = ['normal', 'bold'].map((weight) =>
    document.fonts.load(`${weight} ${fontSizePx}px ${fontFamily}`),
  );
  // A font that does not come leaves the next one of the family: still a terminal.
  await Promise.allSettled(weights);
}

/**
 * The size nearest to `fontSizePx` (CSS pixels) at which a cell is a whole number of device pixels
 * wide: the terminal cuts the width down to one, and letters of another width would be clipped or
 * spaced.
 */
export function snapFontSize(fontSizePx: number, fontFamily: string, dpr: number): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return fontSizePx;
  return snapSize(fontSizePx, (sizePx) => {
    context.font = `${sizePx}px ${fontFamily}`;
    return context.measureText('W').width * dpr;
  });
}
