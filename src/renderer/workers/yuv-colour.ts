import type { YuvColour } from '../../shared/ascii/pixel-frame';

/** Frames of this height and above are BT.709 unless they say otherwise (ITU-R BT.709, HDTV). */
const HD_HEIGHT_PX = 720;

/** The parts of VideoColorSpace that matter here. */
export interface ColourDescription {
  readonly matrix: string | null;
  readonly fullRange: boolean | null;
}

/**
 * How a frame's YUV is meant. What a frame leaves unsaid is guessed as players do: SD is BT.601,
 * HD is BT.709, and the range is the narrow one.
 */
export function yuvColourOf(description: ColourDescription, heightPx: number): YuvColour {
  return { matrix: matrixOf(description.matrix, heightPx), isFullRange: !!description.fullRange };
}

function matrixOf(matrix: string | null, heightPx: number): YuvColour['matrix'] {
  if (matrix === 'smpte170m' || matrix === 'bt470bg') return 'bt601';
  // BT.2020 has no table of its own: BT.709 is the nearer of the two.
  if (matrix === 'bt709' || matrix === 'bt2020-ncl') return 'bt709';
  return heightPx >= HD_HEIGHT_PX ? 'bt709' : 'bt601';
}
