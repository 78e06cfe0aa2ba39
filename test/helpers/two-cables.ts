import { NetworkNamespace } from './network-namespace';

/** Where a server listens, reached from either network. */
export const MIDDLE_ADDRESS = '203.0.113.10';

/**
 * A machine with two cables into two networks (RFC 5737's addresses), somebody else, and a server
 * in the middle that passes on what goes from one network to the other:
 *
 *     203.0.113.3  -+- 203.0.113.10  -- 203.0.113.2
 *     198.51.100.3 -+- 198.51.100.10
 */
export class TwoCables {
  readonly server = NetworkNamespace.create('mid');
  /** Whoever has the two cables. */
  readonly mover = NetworkNamespace.create('two');
  readonly other = NetworkNamespace.create('one');

  /** Takes root, `ip` and `nft`: see `namespacesFault`. */
  constructor() {
    const { server, mover, other } = this;
    server.ip('link add lan type bridge');
    server.ip(`addr add ${MIDDLE_ADDRESS}/24 dev lan`);
    server.ip('link set lan up');
    for (const [cable, machine] of [
      ['c1', mover],
      ['c2', other],
    ] as const) {
      server.connect(cable, machine, 'eth0');
      server.ip(`link set ${cable} master lan`);
    }
    server.connect('c3', mover, 'eth1');
    server.ip('addr add 198.51.100.10/24 dev c3');
    server.forward();
    mover.ip('addr add 203.0.113.3/24 dev eth0');
    mover.ip(`route add default via ${MIDDLE_ADDRESS} metric 100`);
    mover.ip('addr add 198.51.100.3/24 dev eth1');
    mover.ip('route add default via 198.51.100.10 metric 200');
    other.ip('addr add 203.0.113.2/24 dev eth0');
    other.ip(`route add default via ${MIDDLE_ADDRESS}`);
  }

  /** Pulls the first cable: the system takes the interface down, with its address. */
  pullFirst(): void {
    this.server.ip('link set c1 down');
    this.mover.ip('link set eth0 down');
    this.mover.ip('addr flush dev eth0');
  }

  close(): void {
    for (const each of [this.mover, this.other, this.server]) each.remove();
  }
}
