import { helpOverview } from '../../shared/commands/help-text';
import { isTouchPointer } from '../ui/pointer';
import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';

/** The whole help, for the keys, or the finger, that there are here. */
export function helpHere(context: Pick<AppContext, 'host' | 'settings'>): readonly string[] {
  return helpOverview(boundKeys(context), isTouchPointer());
}
