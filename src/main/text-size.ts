import type { WebContents } from 'electron';
import type { Disposable } from '../shared/base/lifecycle';
import type { Settings } from '../shared/config/settings';

interface TextSizeSettings {
  readonly settings: Pick<Settings, 'text_size'>;
  onChange(listener: () => void): Disposable;
}

/**
 * Gives the window's text the size of the settings, now and whenever they change. It is Chromium's
 * zoom, which pictures follow as they follow a screen of another density; a page that is loaded
 * begins without one.
 */
export function keepTextSize(
  contents: Pick<WebContents, 'on' | 'isDestroyed' | 'setZoomFactor'>,
  settings: TextSizeSettings,
): Disposable {
  const apply = (): void => {
    if (!contents.isDestroyed()) contents.setZoomFactor(settings.settings.text_size / 100);
  };
  contents.on('did-finish-load', apply);
  return settings.onChange(apply);
}
