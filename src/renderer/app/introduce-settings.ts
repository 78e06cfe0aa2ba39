import type { AppParts } from './app-parts';
import { boundKeys } from './bound-keys';
import { reportStatus } from './report-status';

/** A setting that changes takes effect at once, wherever it is used. */
export function introduceSettings(parts: AppParts): void {
  const { store, settings, media, local, views, teller, screen } = parts;
  store.add(
    settings.onChange((changed) => {
      media.applySettings(changed);
      local.update({ bandwidth: changed.bandwidth });
      views.refresh();
      teller.handleStyle(changed.videostyle);
      const { videostyle: style, selfview: selfView } = changed;
      screen.update({ style, selfView, server: parts.server(), keys: boundKeys(parts) });
      reportStatus(parts);
    }),
  );
}
