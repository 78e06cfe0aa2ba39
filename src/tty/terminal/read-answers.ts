/** What a terminal says of itself when it is asked. */
export type TerminalAnswer =
  /** Whether it takes images by kitty's graphics protocol. */
  | { readonly kind: 'kitty-graphics'; readonly isTaken: boolean }
  /** The size of a cell of it, of all that shows text, or of its largest sixel image. */
  | ({ readonly kind: 'cell-size' | 'text-size' | 'sixel-size' } & PixelSize)
  /** It has done with all that came before the question. */
  | { readonly kind: 'ready' }
  /** Its primary attributes (DA1): 4 is sixel. Every terminal answers that. */
  | { readonly kind: 'attributes'; readonly attributes: readonly number[] };

export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** XTWINOPS: the first number of what comes for 14 and for 16. */
const WINDOW_REPORTS = new Map([
  [4, 'text-size'],
  [6, 'cell-size'],
] as const);
/** XTSMGRAPHICS: the geometry of sixel, read with success. */
const SIXEL_GEOMETRY = '?2;0;';
/** DSR: ready, no malfunction. */
const READY = '0';

/**
 * Reads a control sequence as an answer; `null`: it is none.
 *
 * @param parameters What stands before `final`.
 */
export function readAnswer(parameters: string, final: string): TerminalAnswer | null {
  if (final === 'c' && parameters.startsWith('?'))
    return { kind: 'attributes', attributes: parameters.slice(1).split(';').map(Number) };
  if (final === 'n') return parameters === READY ? { kind: 'ready' } : null;
  if (final === 'S' && parameters.startsWith(SIXEL_GEOMETRY)) {
    const [widthPx, heightPx] = parameters.slice(SIXEL_GEOMETRY.length).split(';').map(Number);
    return sized('sixel-size', widthPx, heightPx);
  }
  if (final !== 't') return null;
  const [what, heightPx, widthPx] = parameters.split(';').map(Number);
  const kind = WINDOW_REPORTS.get(what as 4 | 6);
  return kind === undefined ? null : sized(kind, widthPx, heightPx);
}

function sized(
  kind: 'cell-size' | 'text-size' | 'sixel-size',
  widthPx: number,
  heightPx: number,
): TerminalAnswer | null {
  return widthPx > 0 && heightPx > 0 ? { kind, widthPx, heightPx } : null;
}
