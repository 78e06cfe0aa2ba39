import { type BoundKeys, keysOn } from '../../shared/config/platform-keys';
import { IS_MAC } from '../ui/platform';
import type { AppParts } from './app-parts';

/** The keys as they are bound here. */
export function boundKeys({ settings, host }: Pick<AppParts, 'settings' | 'host'>): BoundKeys {
  const hasTextSize = host.features.textSize;
  return keysOn({ isMac: IS_MAC, hasTextSize }, settings.current.keys);
}
