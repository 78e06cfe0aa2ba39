import { keysOn } from '../../shared/config/platform-keys';
import type { Settings } from '../../shared/config/settings';
import { IS_MAC } from '../ui/platform';
import type { AppParts } from './app-parts';

/** The keys as they are bound here. */
export function boundKeys({ settings }: Pick<AppParts, 'settings'>): Settings['keys'] {
  return keysOn(IS_MAC, settings.current.keys);
}
