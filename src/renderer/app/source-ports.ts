import { pickClip as pickByHand, type PickedClip } from '../media/sources/pick-clip';

/** The window has no way to files but the user's hand, in the app and in browsers. */
export async function pickClip(path: string | null): Promise<PickedClip | null> {
  if (path === null) return pickByHand();
  throw new Error('Clips are opened by hand only. Type source file alone, and choose it.');
}
