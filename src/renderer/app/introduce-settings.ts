import type { Settings } from '../../shared/config/settings';
import type { PictureLook } from '../ui/stage-view';
import type { AppParts } from './app-parts';
import { reportStatus } from './report-status';

/** A setting that changes takes effect at once, wherever it is used. */
export function introduceSettings(parts: AppParts): void {
  const { store, settings, media, stage, call, views, teller, screen } = parts;
  store.add(
    settings.onChange((changed) => {
      media.applySettings(changed);
      stage.setLook(lookOf(changed));
      call.setBandwidth(changed.bandwidth);
      views.refresh();
      teller.handleStyle(changed.videostyle);
      const { videostyle: style, selfview: selfView } = changed;
      screen.update({ style, selfView, server: parts.server() });
      reportStatus(parts);
    }),
  );
}

/** How pictures are drawn. */
export function lookOf({ videostyle, frame_interval, density, crt }: Settings): PictureLook {
  return { style: videostyle, frameInterval: frame_interval, density, crt };
}
