import type { AppContext } from './app-context';
import { boundKeys } from './bound-keys';
import { reportStatus } from './report-status';

type SettingsContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'settings'
  | 'media'
  | 'microphone'
  | 'account'
  | 'local'
  | 'call'
  | 'views'
  | 'announcer'
  | 'windowState'
  | 'server'
>;

/** A setting that changes takes effect at once, wherever it is used. */
export function wireSettings(context: SettingsContext): void {
  const { store, settings, media, microphone, local, views, announcer, windowState } = context;
  store.add(
    settings.onChange((changed) => {
      microphone.setSuppression(changed.noise_suppression);
      media.applySettings(microphone.openedWith(changed));
      local.update({ bandwidth: changed.bandwidth });
      views.refresh();
      announcer.handleStyle(changed.videostyle);
      const { videostyle: style, selfview: selfView } = changed;
      windowState.update({ style, selfView, server: context.server(), keys: boundKeys(context) });
      reportStatus(context);
    }),
  );
}
