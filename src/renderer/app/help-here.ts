import { helpOverview } from '../../shared/commands/help-text';
import { isTouchPointer } from '../ui/pointer';
import type { AppParts } from './app-parts';
import { boundKeys } from './bound-keys';

/** The whole help, for the keys, or the finger, that there are here. */
export function helpHere(parts: Pick<AppParts, 'settings' | 'host'>): readonly string[] {
  return helpOverview(boundKeys(parts), isTouchPointer());
}
