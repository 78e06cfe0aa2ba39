import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { Emitter } from '../../shared/base/emitter';
import type { Clock } from '../../shared/base/clock';
import type { Logger } from '../../shared/base/logger';
import type { Signer } from '../../shared/identity/signer';
import type { RequestPayload } from '../../shared/protocol/events';
import type { PublicKey } from '../../shared/protocol/fields';
import type { SocketOpener } from '../../shared/signalling/server-connection';
import type {
  AppRequestName,
  Outcome,
  SignallingState,
} from '../../shared/signalling/signalling-api';
import { SignallingClient } from '../../shared/signalling/signalling-client';
import { roomsHost } from './room-hub';
import { type NearAccount, signInByAnyName } from './sign-in-by-any-name';

export interface RoomVisitorPorts extends NearAccount {
  /** Whose rooms they are. */
  readonly hostKey: PublicKey;
  readonly opener: SocketOpener;
  readonly signer: () => Promise<Signer>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The local user at the hub of somebody's rooms, or of their own: comes when it is first asked for
 * anything, and comes back by itself.
 */
export class RoomVisitor implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly client: SignallingClient;
  private readonly stateEmitter = this.owned.add(new Emitter<SignallingState>());
  /** States from now on, without the one that holds already. */
  readonly onNextState = this.stateEmitter.event;
  readonly onPush: SignallingClient['onPush'];
  private isIn = false;
  private coming: Promise<boolean> | null = null;

  constructor(private readonly ports: RoomVisitorPorts) {
    const { signer, clock, logger, opener } = ports;
    this.client = this.owned.add(
      new SignallingClient({ logger, signer, clock, openSocket: () => opener }),
    );
    this.onPush = (listener) => this.client.onPush(listener);
    this.owned.defer(
      this.client.onState((state) => {
        if (state.kind === 'signed-out') this.isIn = false;
        this.stateEmitter.fire(state);
      }),
    );
  }

  get hostKey(): PublicKey {
    return this.ports.hostKey;
  }

  async request<K extends AppRequestName>(
    name: K,
    payload: RequestPayload<K>,
  ): Promise<Outcome<K>> {
    if (!this.isIn && !(await this.comeIn())) return { ok: false, reason: 'offline' };
    return this.client.request(name, payload);
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Several requests wait for the same sign-in. */
  private comeIn(): Promise<boolean> {
    this.coming ??= this.signIn().finally(() => {
      this.coming = null;
    });
    return this.coming;
  }

  private async signIn(): Promise<boolean> {
    const { ports, client } = this;
    this.isIn = await signInByAnyName(client, `ws://${roomsHost(ports.hostKey)}`, ports);
    return this.isIn;
  }
}
