import { NetworkNamespace } from './network-namespace';

/**
 * What a router does with the ports of those behind it. `cone`: each keeps its own, so that two who
 * know each other's can meet. `symmetric`: another for each destination. `udp-blocked`: lets out
 * TCP alone.
 */
export type NatKind = 'cone' | 'symmetric' | 'udp-blocked';

/** Where servers listen: in the middle, reached from everywhere. */
export const SERVER_ADDRESS = '203.0.113.10';
/** What must not be told to others: those of the homes, and of their routers. */
export const HOMES = /^(10\.[12]\.0\.2|203\.0\.113\.[12])$/;

/** Unsolicited packets to the router itself are dropped, or they take the port that was mapped. */
function rulesOf(kind: NatKind): string {
  const blocked = kind === 'udp-blocked' ? 'meta l4proto udp drop' : '';
  return `
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname "out" masquerade ${kind === 'symmetric' ? 'fully-random' : ''}
  }
}
table ip filter {
  chain forward {
    type filter hook forward priority filter; policy drop;
    ${blocked}
    iifname "in" oifname "out" accept
    iifname "out" oifname "in" ct state established,related accept
  }
  chain input {
    type filter hook input priority filter;
    iifname "out" ct state established,related accept
    iifname "out" drop
  }
}
`;
}

/**
 * Two homes, each behind a router of its own, and a server between them (RFC 5737's addresses):
 *
 *     10.1.0.2 - 203.0.113.1 -+- 203.0.113.2 - 10.2.0.2
 *                             |
 *                        203.0.113.10
 */
export class NatNetwork {
  readonly server: NetworkNamespace;
  readonly homes: readonly [NetworkNamespace, NetworkNamespace];
  private readonly routers: readonly NetworkNamespace[];

  /** Takes root, `ip` and `nft`: see `namespacesFault`. */
  constructor() {
    this.server = NetworkNamespace.create('srv');
    this.server.ip('link add wan type bridge');
    this.server.ip(`addr add ${SERVER_ADDRESS}/24 dev wan`);
    this.server.ip('link set wan up');
    const sides = [1, 2].map((side) => this.addHome(side));
    this.homes = [sides[0].home, sides[1].home];
    this.routers = sides.map(({ router }) => router);
  }

  /** What the two routers do from now on; connections that are there may go on. */
  setNats(...kinds: readonly [NatKind, NatKind]): void {
    this.routers.forEach((router, side) => {
      router.setRules(rulesOf(kinds[side]));
    });
  }

  close(): void {
    for (const each of [...this.homes, ...this.routers, this.server]) each.remove();
  }

  private addHome(side: number): { home: NetworkNamespace; router: NetworkNamespace } {
    const [home, router] = ['home', 'nat'].map((what) => NetworkNamespace.create(`${what}${side}`));
    this.server.connect(`w${side}`, router, 'out');
    this.server.ip(`link set w${side} master wan`);
    router.ip(`addr add 203.0.113.${side}/24 dev out`);
    router.connect('in', home, 'eth0');
    router.ip(`addr add 10.${side}.0.1/24 dev in`);
    router.forward();
    home.ip(`addr add 10.${side}.0.2/24 dev eth0`);
    home.ip(`route add default via 10.${side}.0.1`);
    return { home, router };
  }
}
