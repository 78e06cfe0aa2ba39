/**
 * Whether one points with a finger here, and types on a keyboard that covers half of the screen.
 */
export function isTouchPointer(): boolean {
  return window.matchMedia('(pointer: coarse)').matches;
}
