// What a frame of VP8 begins with (RFC 6386, 9.1).

/** Behind the frame tag and the start code, three bytes each. */
const SIZE_AT = 6;
const SIDE_BITS = 0x3fff;

/** Whether a whole frame can be shown without those before it. */
export function isVp8KeyFrame(frame: Uint8Array): boolean {
  return frame.length > 0 && (frame[0] & 1) === 0;
}

/** The size of the picture, in pixels, as a key frame states it; `null`: it states none. */
export function readVp8Size(frame: Uint8Array): { width: number; height: number } | null {
  if (!isVp8KeyFrame(frame) || frame.length < SIZE_AT + 4) return null;
  const sideAt = (at: number): number => (frame[at] | (frame[at + 1] << 8)) & SIDE_BITS;
  return { width: sideAt(SIZE_AT), height: sideAt(SIZE_AT + 2) };
}
