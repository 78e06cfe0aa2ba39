import type { Disposable } from '../../shared/base/lifecycle';
import { connectionOf } from '../../shared/call/connection';
import { ROOM_POLICY } from '../../shared/call/connection-policy';
import type { MeshPartner } from '../../shared/call/room-state';
import type { KeptLink } from '../../shared/call/kept-stay';
import type { ConnectionStatus } from '../../shared/call/participant';
import type { Signal } from '../../shared/protocol/messages';
import type { ViewState } from '../../shared/protocol/peer-messages';
import { TILE_KINDS, tileKey } from '../../shared/stage/tile-key';
import type { LinkDetails } from '../rtc/link-details';
import { type ConnectionPorts, ParticipantConnection } from './participant-connection';
import { tellerOf } from './remote-events';
import { SignalQueue } from './signal-queue';

/** The connections with the members of a room, each on its own. */
export class MeshConnections implements Disposable {
  private readonly links = new Map<string, ParticipantConnection>();
  /** Signals of members with whom there is no connection yet. */
  private readonly early = new Map<string, SignalQueue>();
  /** What is shown of whom, also of those with whom there is no connection (yet). */
  private readonly views = new Map<string, ViewState>();
  private keptLinks: ReadonlyMap<string, KeptLink> = new Map();
  private isServerReachable = true;

  /** @param send Has the server relay a signal to the member of that id. */
  constructor(
    private readonly ports: ConnectionPorts,
    private readonly send: (id: string, signal: Signal) => void,
  ) {}

  /**
   * Connects with those who are new among `partners`, and lets go of those who are not among them.
   */
  sync(partners: readonly MeshPartner[], isAway: (id: string) => boolean): void {
    for (const id of [...this.links.keys()]) {
      if (!partners.some((partner) => partner.id === id)) this.drop(id);
    }
    for (const partner of partners) {
      if (!this.links.has(partner.id)) this.connect(partner, isAway(partner.id));
    }
  }

  /** What a page before this one had with members: to be told before `sync`. */
  restore(kept: readonly KeptLink[]): void {
    this.keptLinks = new Map(kept.map((link) => [link.id, link]));
  }

  /** For a page that takes this one's place. */
  kept(): Omit<KeptLink, 'key'>[] {
    return [...this.links.values()].map((link) => link.kept());
  }

  signal(id: string, signal: Signal): void {
    const link = this.links.get(id);
    if (link) {
      link.signal(signal);
      return;
    }
    const queue = this.early.get(id) ?? new SignalQueue();
    this.early.set(id, queue);
    if (!queue.push(signal)) this.ports.logger.log('warn', 'Dropped a signal: too many');
  }

  /** Something came in the name of a member that is not theirs. */
  handleForgery(id: string): void {
    this.links.get(id)?.handleForgery();
  }

  setAway(id: string, isAway: boolean): void {
    this.links.get(id)?.dispatch({ kind: isAway ? 'partner-away' : 'partner-back' });
  }

  setServerReachable(isReachable: boolean): void {
    if (this.isServerReachable === isReachable) return;
    this.isServerReachable = isReachable;
    const kind = isReachable ? 'server-found' : 'server-lost';
    for (const link of this.links.values()) link.dispatch({ kind });
  }

  handleNetworkChanged(): void {
    for (const link of this.links.values()) link.dispatch({ kind: 'network-changed' });
  }

  setView(id: string, view: ViewState): void {
    this.views.set(tileKey(id, view.picture ?? 'camera'), view);
    this.links.get(id)?.setView(view);
  }

  async details(id: string): Promise<LinkDetails | null> {
    return (await this.links.get(id)?.details()) ?? null;
  }

  /** The local user is out of the room. */
  close(): void {
    for (const id of [...this.links.keys()]) this.drop(id);
    this.early.clear();
    this.keptLinks = new Map();
    this.views.clear();
  }

  dispose(): void {
    this.close();
  }

  private connect({ id, isInitiator, isPlain }: MeshPartner, isAway: boolean): void {
    const kept = this.keptLinks.get(id);
    // The other end knows those before; a newer one is made by whoever makes them.
    const next = isInitiator ? 1 : 0;
    const tell = tellerOf(this.ports.remote, id);
    let told: ConnectionStatus | null = null;
    const link = new ParticipantConnection(
      {
        id,
        policy: ROOM_POLICY,
        isInitiator,
        generation: kept === undefined ? 0 : kept.generation + next,
        pin: kept?.pin ?? null,
        isPartnerReachable: !isAway,
        isServerReachable: this.isServerReachable,
        isPlain: () => isPlain,
      },
      this.ports,
      {
        handleSignal: (signal) => {
          this.send(id, signal);
        },
        handleState: (state) => {
          const connection = connectionOf(state);
          if (connection === told) return;
          told = connection;
          tell('connection', connection);
        },
        handleImpostor: (isFirst) => {
          if (isFirst) tell('impostor', null);
        },
        handleForgery: () => {
          tell('impostor', null);
        },
        handleNoRelay: () => {
          tell('noRelay', null);
        },
        handleNothingShared: () => {
          tell('nothingShared', null);
        },
      },
    );
    this.links.set(id, link);
    for (const kind of TILE_KINDS) {
      const view = this.views.get(tileKey(id, kind));
      if (view) link.setView(view);
    }
    link.start();
    for (const signal of this.early.get(id)?.all() ?? []) link.signal(signal);
    this.early.delete(id);
  }

  private drop(id: string): void {
    this.links.get(id)?.dispose();
    this.links.delete(id);
    // Whoever comes again is another member.
    this.keptLinks = new Map([...this.keptLinks].filter(([kept]) => kept !== id));
    this.early.delete(id);
  }
}
