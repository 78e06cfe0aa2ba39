/** No cursor, and no wrapping where terminals disagree with us about a character's width. */
export const SCREEN_ON = '\x1b[?25l\x1b[?7l';
/** As it was; what is written next stands below the picture. */
export const SCREEN_OFF = '\x1b[0m\x1b[?7h\x1b[?25h';
/** Under the picture, whatever was there. */
export function lineBelow(rows: number, text: string): string {
  return `\x1b[${rows + 1};1H\x1b[J${text}\r\n`;
}
