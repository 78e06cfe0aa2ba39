/** A picture, R G B, and for how long it is shown. */
export interface Frame {
  readonly rgb: Uint8Array;
  readonly durationMs: number;
}

/**
 * An animated PNG (as its specification in PNG's third edition has it) that begins again for ever:
 * 255 colours for all of it, and of each picture only what is new.
 */
export function encodeApng(frames: readonly Frame[], width: number, height: number): Buffer;
