import { AudioOutput } from '../media/audio-output';
import { createMediaAccess } from '../media/device-access';
import { nextVideoFrame } from '../media/frame-watch';
import { createNoiseFilter } from '../media/noise-filter';
import { createTestPattern } from '../media/test-pattern';
import { SquareWaveOutput } from '../media/tone';
import { openKeyValueStore } from '../people/key-value-store';
import { createEchoPeer } from '../rtc/echo-peer';
import type { OwnCertificate } from '../rtc/local-certificate';
import type { PeerLinkFactory } from '../rtc/peer-link';
import { createPlainPeerLink } from '../rtc/plain-peer-link';
import { createSimplePeerLink } from '../rtc/simple-peer-link';
import { GlyphCamera } from '../terminal/glyph-camera';
import { TerminalSurface } from '../terminal/terminal-surface';
import type { Machine } from './machine';

const FONT = { fontSizePx: 14, fontFamily: "'WebCRT Mono', monospace" } as const;

/**
 * The browser that the page is in.
 *
 * @param certificate What this end shows to all others; `null`: a new one each time.
 */
export function browserMachine(certificate: OwnCertificate): Machine {
  const createLink: PeerLinkFactory = (options) => {
    const create = options.isPlain === true ? createPlainPeerLink : createSimplePeerLink;
    return create(options, certificate.value);
  };
  return {
    createLink,
    createEchoPeer: (options) => createEchoPeer(options, createLink),
    createSurface: (container) => new TerminalSurface(container, FONT),
    createCamera: (track) => new GlyphCamera(track),
    readsCodes: true,
    openFile: null,
    createAccess: createMediaAccess,
    createPattern: createTestPattern,
    createSound: () => new AudioOutput(),
    createToneOutput: () => new SquareWaveOutput(),
    createNoiseFilter,
    nextFrame: nextVideoFrame,
    openStore: openKeyValueStore,
  };
}
