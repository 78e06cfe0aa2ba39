import type { Clock } from '../../shared/base/clock';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import type { LanApi, LanContact, LanReport } from '../../shared/ipc/lan-api';
import { phraseBytes } from '../../shared/lan/lan-handshake';
import type { LanIdentity } from '../../shared/lan/lan-identity';
import { UserError } from '../user-error';
import { LanNetwork } from './lan-network';
import type { LanSignalling } from './lan-signalling';
import { chooseNetwork, type NetworkInterfaces, noNetworkSentence } from './network-interfaces';

export interface LanAccessPorts {
  readonly signalling: LanSignalling;
  identity(): Promise<LanIdentity>;
  signer(): Promise<Signer>;
  interfaces(): NetworkInterfaces;
  /** The settings at this moment; a `name` of `null` is that of the account. */
  wanted(): {
    readonly network: string | null;
    readonly port: number;
    readonly name: string | null;
  };
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Open {
  readonly network: LanNetwork;
  readonly place: string;
  readonly port: number;
  readonly hasPhrase: boolean;
}

/** Whether the local user is on the network that this machine is on, and how. */
export class LanAccess implements LanApi {
  private open: Open | null = null;
  private turn = 0;

  constructor(private readonly ports: LanAccessPorts) {}

  async start(phrase: string | null): Promise<LanReport> {
    const { signalling, logger } = this.ports;
    const { network: wish, port } = this.ports.wanted();
    const place = chooseNetwork(this.ports.interfaces(), wish);
    if (place === null) throw new UserError(noNetworkSentence(wish));
    const turn = (this.turn += 1);
    this.close();
    const identity = await this.ports.identity();
    const network = new LanNetwork({
      identity,
      signer: () => this.ports.signer(),
      place,
      port,
      phrase: phrase === null ? null : phraseBytes(phrase),
      clock: this.ports.clock,
      logger,
      name: () => this.name,
      presence: () => signalling.presence,
    });
    try {
      await network.open();
    } catch (error) {
      network.dispose();
      throw error;
    }
    if (turn !== this.turn) network.dispose();
    else {
      this.open = { network, place: place.name, port, hasPhrase: phrase !== null };
      signalling.join(network);
      logger.log('info', 'on the local network', { network: place.name, port });
    }
    return this.describe({ network, place: place.name, port, hasPhrase: phrase !== null });
  }

  stop(): Promise<boolean> {
    this.turn += 1;
    const wasOpen = this.open !== null;
    this.close();
    return Promise.resolve(wasOpen);
  }

  report(): Promise<LanReport | null> {
    return Promise.resolve(this.open === null ? null : this.describe(this.open));
  }

  setContacts(contacts: readonly LanContact[]): Promise<void> {
    this.ports.signalling.setContacts(contacts);
    return Promise.resolve();
  }

  private get name(): string {
    return this.ports.wanted().name ?? this.ports.signalling.name ?? 'Anon';
  }

  private describe({ place, port, hasPhrase }: Open): LanReport {
    const people = this.ports.signalling.nearNames;
    return { network: place, port, name: this.name, hasPhrase, people };
  }

  private close(): void {
    if (this.open === null) return;
    this.ports.signalling.leave();
    this.open.network.dispose();
    this.open = null;
  }
}
