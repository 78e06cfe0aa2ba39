import { ownLookOfSettings } from '../../shared/config/look-of-settings';
import type { DisplayAccess } from '../media/device-access';
import { SourceSwitch } from '../media/sources/source-switch';
import { pictureFont } from '../terminal/terminal-font';
import { relayGoneSentence, sourceSentence } from '../text/source-sentences';
import type { AppContext } from './app-context';
import { showOwnMedia, type OwnMediaContext } from './own-media';

type SourcesContext = Pick<AppContext, 'store' | 'received'> & OwnMediaContext;

/** Makes what may be sent in place of the camera. */
export function createSources(
  { media, settings }: Pick<AppContext, 'media' | 'settings'>,
  display: DisplayAccess,
): SourceSwitch {
  return new SourceSwitch({
    media,
    display,
    font: pictureFont(),
    settings: () => settings.current,
    ownLook: () => ownLookOfSettings(settings.current),
  });
}

/**
 * What is sent in place of the camera is drawn as the mirror is, and told when it ends by itself.
 */
export function wireSources(context: SourcesContext): void {
  const { store, settings, media, received, sources, announcer } = context;
  store.add(
    settings.onChange(() => {
      sources.handleLook();
    }),
  );
  store.add(
    received.onChange(() => {
      sources.handleReceived((personId) => received.fateOf(personId));
    }),
  );
  store.add(
    sources.onRelayGone((name) => {
      announcer.tell(relayGoneSentence(name), 'warn');
    }),
  );
  store.add(
    sources.onChange(() => {
      showOwnMedia(context);
    }),
  );
  store.add(
    media.onSourceEnded(() => {
      announcer.tell(sourceSentence({ kind: 'camera' }), 'echo');
    }),
  );
}
