import type { Logger } from '../../shared/base/logger';
import type { StayKeeper } from '../../shared/call/kept-stay';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { CallPorts } from '../call/call-ports';
import type { RoomPorts } from '../call/room-session';
import { checkOffer } from '../rtc/offer-check';
import type { AppContext } from './app-context';
import { iceSupply } from './ice-supply';

type SessionContext = Pick<
  AppContext,
  | 'store'
  | 'host'
  | 'machine'
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
  stays: StayKeeper,
  logger: Logger,
): Omit<RoomPorts, 'ownerKeys'> & Pick<CallPorts, 'trustOf'> {
  const { host, machine, mediaSwitch } = context;
  return {
    request: (name, payload) => host.signalling.request(name, payload),
    linkFactory: (options) => machine.createLink(options),
    stays,
    checkOffer,
    signer: () => context.identity.signer,
    trustOf: (name, key) => context.people.identities.trustOf(name, key),
    createGlyphSource: (track) => machine.createCamera(track),
    ...iceSupply(context, logger),
    local: context.local,
    grantMedia: () => mediaSwitch.grant(),
    remote: context.remote,
    clock: SYSTEM_CLOCK,
    logger,
  };
}
