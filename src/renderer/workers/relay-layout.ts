/** The larger side of a relayed picture: it is encoded once more by everybody who passes it on. */
const MAX_SIDE_PX = 1_280;
/** The local picture's width, as a share of the whole, and how far it keeps from the edge. */
const INSET_SHARE = 0.25;
const MARGIN_SHARE = 0.02;
/** The line around it. */
const FRAME_PX = 2;

export interface InsetPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Width of the line around it. */
  readonly frame: number;
}

/** Encoders halve colour planes: odd sides lose a line. */
function even(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}

/** The size at which a picture of so many pixels is passed on; its aspect is kept. */
export function relaySize(widthPx: number, heightPx: number): { width: number; height: number } {
  const scale = Math.min(1, MAX_SIDE_PX / Math.max(widthPx, heightPx));
  return { width: even(widthPx * scale), height: even(heightPx * scale) };
}

/**
 * Where a picture of `aspect` lies in the lower right corner of one of `width` x `height` pixels.
 */
export function placeInset(width: number, height: number, aspect: number): InsetPlace {
  // A picture that is higher than wide must not climb over the other one's face.
  const insetHeight = Math.round(Math.min((width * INSET_SHARE) / aspect, height / 2));
  const insetWidth = Math.round(insetHeight * aspect);
  const margin = Math.round(width * MARGIN_SHARE);
  return {
    x: width - insetWidth - margin,
    y: height - insetHeight - margin,
    width: insetWidth,
    height: insetHeight,
    frame: FRAME_PX,
  };
}
