import { relayGoneSentence, sourceSentence } from '../ui/source-sentences';
import type { AppParts } from './app-parts';
import { showOwnMedia } from './own-media';

/**
 * What is sent in place of the camera is drawn as the mirror is, and told when it ends by itself.
 */
export function introduceSources(parts: AppParts): void {
  const { store, settings, media, received, sources, teller } = parts;
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
      teller.tell(relayGoneSentence(name), 'warn');
    }),
  );
  store.add(
    sources.onChange(() => {
      showOwnMedia(parts);
    }),
  );
  store.add(
    media.onSourceEnded(() => {
      teller.tell(sourceSentence({ kind: 'camera' }), 'echo');
    }),
  );
}
