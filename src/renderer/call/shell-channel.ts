import type { GlyphChannel } from '../rtc/glyph-channel';
import type { PeerLink } from '../rtc/peer-link';
import type { SeenFingerprints } from '../rtc/seen-fingerprints';

/** Where a shared terminal goes to and comes from one person, beside their picture as text. */
export interface ShellChannel extends GlyphChannel {
  /** The certificates in use; `null`: the connection is not there (yet). */
  fingerprints(): Promise<SeenFingerprints | null>;
}

/** That of a link, for as long as it lasts. */
export function shellChannelOf(link: Pick<PeerLink, 'glyphs' | 'fingerprints'>): ShellChannel {
  const { glyphs } = link;
  return {
    get bufferedBytes() {
      return glyphs.bufferedBytes;
    },
    send: (message) => glyphs.send(message),
    onMessage: glyphs.onMessage,
    fingerprints: () => link.fingerprints(),
  };
}
