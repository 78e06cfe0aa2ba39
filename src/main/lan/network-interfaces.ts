import type { NetworkInterfaceInfo } from 'node:os';
import ipaddr from 'ipaddr.js';

/** An interface of this machine with its IPv4 address there. */
export interface NetworkPlace {
  /** As the system calls it: `eth0`. */
  readonly name: string;
  readonly address: string;
  /** Where a datagram for everybody on that network goes. */
  readonly broadcast: string;
}

/** As `os.networkInterfaces()` has it. */
export type NetworkInterfaces = Readonly<
  Partial<
    Record<
      string,
      readonly Pick<NetworkInterfaceInfo, 'address' | 'family' | 'internal' | 'cidr'>[]
    >
  >
>;

/**
 * Every place of this machine in a network, those first that others are most likely in: private
 * networks, then public ones, and this machine's own loopback last.
 */
export function networkPlaces(interfaces: NetworkInterfaces): readonly NetworkPlace[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, cidr }) => family === 'IPv4' && cidr !== null)
      .map(({ address, internal, cidr }) => ({ name, address, internal, cidr: cidr ?? '' })),
  );
  return found
    .map((each) => ({ ...each, rank: rankOf(each) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name, address, cidr }) => ({
      name,
      address,
      broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString(),
    }));
}

/**
 * The place that is meant: the one of that name or address, or, where none is named, the first that
 * is not the loopback. `null`: there is none.
 */
export function chooseNetwork(
  interfaces: NetworkInterfaces,
  wanted: string | null,
): NetworkPlace | null {
  const places = networkPlaces(interfaces);
  const isMeant = ({ name, address }: NetworkPlace): boolean =>
    wanted === null ? !isLoopback(address) : name === wanted || address === wanted;
  return places.find(isMeant) ?? null;
}

function isLoopback(address: string): boolean {
  return ipaddr.parse(address).range() === 'loopback';
}

/** Bridges of virtual machines and containers have private addresses, too, and nobody on them. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc)/i;

function rankOf({ name, address }: { readonly name: string; readonly address: string }): number {
  const range = ipaddr.parse(address).range();
  if (range === 'loopback') return 4;
  if (range === 'linkLocal') return 3;
  if (VIRTUAL.test(name)) return 2;
  return range === 'private' ? 0 : 1;
}

/** Why nobody on the network can be reached. `wanted`: what was named. */
export function noNetworkSentence(wanted: string | null): string {
  return wanted === null
    ? 'This machine is on no network now. Connect it to one, and try again.'
    : `This machine has no interface or address ${wanted} now. config lan_interface default lets the app choose one.`;
}
