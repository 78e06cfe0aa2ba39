import { type BoundKeys, keysOn } from '../../shared/config/platform-keys';
import { IS_MAC } from '../ui/platform';
import type { AppContext } from './app-context';

/** The keys as they are bound here. */
export function boundKeys({ settings, host }: Pick<AppContext, 'host' | 'settings'>): BoundKeys {
  const hasTextSize = host.features.textSize;
  return keysOn({ isMac: IS_MAC, hasTextSize }, settings.current.keys);
}
