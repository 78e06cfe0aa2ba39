import { hidingFrom, type AddressHiding } from '../../shared/call/address-hiding';
import { placeOf } from '../../shared/call/membership';
import { TURN_POLICY } from '../../shared/call/turn-policy';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { Logger } from '../../shared/base/logger';
import { hasName } from '../../shared/people/name-list';
import { HandedOutServers } from '../call/handed-out-servers';
import type { CallPorts } from '../call/call-ports';
import { mergeIceServers } from '../rtc/ice-servers';
import type { AppContext } from './app-context';

type SupplyContext = Pick<
  AppContext,
  'store' | 'host' | 'settings' | 'membership' | 'room' | 'people'
>;

/** The servers of a connection, and who may learn the local address by it. */
export function iceSupply(
  context: SupplyContext,
  logger: Logger,
): Pick<CallPorts, 'iceServers' | 'hidingFrom'> {
  const { host, settings, store } = context;
  const handedOut = new HandedOutServers({
    request: () => host.signalling.request('turn:credentials', {}),
    policy: TURN_POLICY,
    clock: SYSTEM_CLOCK,
    logger,
  });
  store.defer(
    host.signalling.onState((state) => {
      handedOut.handleSignallingState(state);
    }),
  );
  return {
    iceServers: (isInPage) => {
      const own = settings.current.ice_servers.map((server) => ({ ...server }));
      const others = isInPage ? [] : handedOut.take();
      if (!(others instanceof Promise)) return own;
      return others.then((servers) => mergeIceServers(own, servers));
    },
    hidingFrom: (id) => hidingOf(context, id),
  };
}

function hidingOf(
  { settings, membership, room, people }: SupplyContext,
  id: string,
): AddressHiding {
  const { contacts, hide_address: setting } = settings.current;
  const partner = membership.partners.find((each) => each.id === id);
  const info = room.current?.info;
  // Where nothing is known of the room, it is everybody's.
  const isPublic = info === undefined || (!info.isPrivate && !info.hasPassword);
  return hidingFrom(setting, {
    isContact: partner !== undefined && hasName(contacts, partner.name),
    trust: partner === undefined ? 'unknown' : people.identities.trustOf(partner.name, partner.key),
    place: placeOf(id) === 'call' ? 'call' : isPublic ? 'public-room' : 'private-room',
  });
}
