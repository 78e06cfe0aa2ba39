import { pickClip as pickByHand, type PickedClip } from '../media/sources/pick-clip';
import { CLIPS_BY_HAND } from '../text/source-sentences';

/** The window has no way to files but the user's hand, in the app and in browsers. */
export async function pickClip(path: string | null): Promise<PickedClip | null> {
  if (path === null) return pickByHand();
  throw new Error(CLIPS_BY_HAND);
}
