import type { Logger } from '../../shared/base/logger';
import type { StayKeeper } from '../../shared/call/kept-stay';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { CallPorts } from '../call/call-ports';
import type { RoomPorts } from '../call/room-session';
import { checkOffer } from '../rtc/offer-check';
import type { OwnCertificate } from '../rtc/local-certificate';
import { createPlainPeerLink } from '../rtc/plain-peer-link';
import { createSimplePeerLink } from '../rtc/simple-peer-link';
import { GlyphCamera } from '../terminal/glyph-camera';
import type { AppContext } from './app-context';
import { iceSupply } from './ice-supply';

type SessionContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'identity'
  | 'settings'
  | 'mediaSwitch'
  | 'membership'
  | 'room'
  | 'people'
  | 'local'
  | 'remote'
>;

/** What calls and rooms alike need of the world. */
export function sessionPorts(
  context: SessionContext,
  certificate: OwnCertificate,
  stays: StayKeeper,
  logger: Logger,
): Omit<RoomPorts, 'ownerKeys'> & Pick<CallPorts, 'trustOf'> {
  const { host, mediaSwitch } = context;
  return {
    request: (name, payload) => host.signalling.request(name, payload),
    linkFactory: (options) => {
      const create = options.isPlain === true ? createPlainPeerLink : createSimplePeerLink;
      return create(options, certificate.value);
    },
    stays,
    checkOffer,
    signer: () => context.identity.signer,
    trustOf: (name, key) => context.people.identities.trustOf(name, key),
    createGlyphSource: (track) => new GlyphCamera(track),
    ...iceSupply(context, logger),
    local: context.local,
    grantMedia: () => mediaSwitch.grant(),
    remote: context.remote,
    clock: SYSTEM_CLOCK,
    logger,
  };
}
