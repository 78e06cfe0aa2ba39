import { SILENT_LOGGER } from '../../shared/base/logger';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import { MediaClient, type MediaClientOptions } from './media-client';
import { MediaClientError } from './media-client-error';

// What `import ... from 'webcrt/client/media'` gets, in Node: codecs are loaded with it.

export { type CellGrid, cellsToText } from '../../shared/ascii/cells';
export type { I420Frame, YuvColour } from '../../shared/ascii/pixel-frame';
export { STYLE_NAMES, type StyleName } from '../../shared/ascii/styles';
export type { Logger } from '../../shared/base/logger';
export type { Signer } from '../../shared/identity/signer';
export type { SignallingClient } from '../../shared/signalling/signalling-client';
export type { HeardLine, MediaClient, MediaClientOptions, RingingCall } from './media-client';
export { MediaClientError } from './media-client-error';
export type { CellsWish, MediaPerson } from './media-person';
export type { ShownPicture } from './shown-picture';

/**
 * A client with picture and sound that is signed in; it comes back by itself when the network
 * broke. Where the name is held for somebody whose connection broke, it waits for it.
 *
 * @throws MediaClientError where the server does not let it in, or cannot be reached.
 */
export async function openMediaClient(options: MediaClientOptions): Promise<MediaClient> {
  const { server, name, signer, logger = SILENT_LOGGER } = options;
  const keyed = signer ?? null;
  const signalling = new SignallingClient({ logger, signer: () => Promise.resolve(keyed) });
  const client = new MediaClient(signalling, options);
  const signedIn = await signalling.signIn({ server, name, presence: 'available' });
  const reason = signedIn.ok ? null : await reasonAfter(signedIn.reason, signalling);
  if (reason === null) return client;
  await client.close();
  throw new MediaClientError('Not signed in', reason);
}

/**
 * Why it came to nothing in the end; `null`: it did not. A name is held for a minute for whoever
 * broke off, who may be this very program before it was started again.
 */
function reasonAfter(reason: string, signalling: SignallingClient): Promise<string | null> {
  if (reason !== 'name-held') return Promise.resolve(reason);
  return new Promise((resolve) => {
    const stop = signalling.onState((state) => {
      if (state.kind !== 'signed-in' && state.kind !== 'signed-out') return;
      // The first state is told within the call.
      queueMicrotask(() => {
        stop();
      });
      resolve(state.kind === 'signed-in' ? null : (state.reason ?? reason));
    });
  });
}
