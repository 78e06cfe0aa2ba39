import type { Logger } from '../../shared/base/logger';
import type { StayKeeper } from '../../shared/call/kept-stay';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { LocalTracks } from '../call/call-ports';
import type { RoomPorts } from '../call/room-session';
import { checkOffer } from '../rtc/offer-check';
import type { OwnCertificate } from '../rtc/local-certificate';
import { createSimplePeerLink } from '../rtc/simple-peer-link';
import { GlyphCamera } from '../terminal/glyph-camera';
import type { AppParts } from './app-parts';
import { sentCamera } from './own-media';

/** What calls and rooms alike need of the world. */
export function sessionPorts(
  parts: Pick<
    AppParts,
    'host' | 'settings' | 'media' | 'frameWatch' | 'share' | 'mediaSwitch' | 'remote'
  >,
  certificate: OwnCertificate,
  stays: StayKeeper,
  logger: Logger,
): Omit<RoomPorts, 'ownerKeys'> {
  const { host, settings, mediaSwitch, frameWatch } = parts;
  return {
    request: (name, payload) => host.signalling.request(name, payload),
    linkFactory: (options) => createSimplePeerLink(options, certificate.value),
    stays,
    checkOffer,
    createGlyphSource: (track) => new GlyphCamera(track),
    iceServers: () => settings.current.ice_servers.map((server) => ({ ...server })),
    localTracks: () => localTracks(parts),
    isCameraDark: () => frameWatch.isDark,
    grantMedia: () => mediaSwitch.grant(),
    remote: parts.remote,
    clock: SYSTEM_CLOCK,
    logger,
  };
}

function localTracks({
  media,
  frameWatch,
  share,
}: Pick<AppParts, 'media' | 'frameWatch' | 'share'>): LocalTracks {
  return {
    audio: media.microphone,
    video: sentCamera({ media, frameWatch }),
    screen: share.tracks.video,
    'screen-audio': share.tracks.audio,
  };
}
