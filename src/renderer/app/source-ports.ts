import { pickClip as pickByHand, type PickedClip } from '../media/sources/pick-clip';

/** A page has no way to files but the user's hand. */
export async function pickClip(path: string | null): Promise<PickedClip | null> {
  if (path === null) return pickByHand();
  throw new Error('A browser opens no paths. Type source file, and choose the clip.');
}
