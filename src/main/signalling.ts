import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { Signer } from '../shared/identity/signer';
import type { Push } from '../shared/protocol/events';
import { CheckingAgent } from './checking-agent';
import { SignallingClient } from '../shared/signalling/signalling-client';
import { addressText, type ServerAddress } from '../shared/signalling/server-address';
import { openSocketIo } from '../shared/signalling/socket-io-opener';
import type { SignallingApi, SignallingState } from '../shared/signalling/signalling-api';

/** What of signalling goes on to the window. */
export interface SignallingSink {
  handleState(state: SignallingState): void;
  handlePush(push: Push): void;
}

/** A plain connection has no certificate to check. */
function agentFor(
  address: ServerAddress,
  pinned: (server: string) => string | null,
): CheckingAgent | undefined {
  return address.isSecure ? new CheckingAgent(pinned(addressText(address))) : undefined;
}

/** Signalling, as the main process holds it: it outlives reloads of the window. */
export class MainSignalling implements Disposable {
  private readonly client: SignallingClient;
  private readonly owned = new DisposableStore();
  private latest: SignallingState = { kind: 'signed-out' };

  /**
   * @param pinned The SHA-256 that the user trusts for a server; `null`: authorities decide.
   * @param signer This device's key, asked for at each sign-in.
   */
  constructor(
    logger: Logger,
    sink: SignallingSink,
    pinned: (server: string) => string | null,
    signer: () => Promise<Signer>,
  ) {
    this.client = this.owned.add(
      new SignallingClient({
        logger,
        signer,
        isPinned: (server) => pinned(server) !== null,
        openSocket: (address) => openSocketIo(address, { agent: agentFor(address, pinned) }),
      }),
    );
    this.owned.defer(
      this.client.onState((state) => {
        this.latest = state;
        sink.handleState(state);
      }),
    );
    this.owned.defer(
      this.client.onPush((push) => {
        sink.handlePush(push);
      }),
    );
  }

  get state(): SignallingState {
    return this.latest;
  }

  get api(): Pick<SignallingApi, 'signIn' | 'signOut' | 'retryNow' | 'request'> {
    return this.client;
  }

  /** Leaves the server; never rejects, and without its word where it does not answer. */
  async signOut(): Promise<void> {
    await this.client.signOut({ force: false }).catch(() => undefined);
  }

  dispose(): void {
    this.owned.dispose();
  }
}
