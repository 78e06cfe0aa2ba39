import type { Disposable } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { Push } from '../shared/protocol/events';
import type { PublicKey } from '../shared/protocol/fields';
import type { Connection, ConnectionEnd } from './connection';
import { Dispatcher } from './dispatcher';
import { refuse } from './handlers/handler';
import { SignallingHub } from './hub';
import { CRYPTO_RANDOM } from './random';
import { SYSTEM_CLOCK } from './system-clock';

/** What a client of such a hub hears. */
export interface HubClientEvents {
  push(push: Push): void;
  /** The hub has put it out. */
  close(): void;
}

/** Who comes to such a hub. */
export interface HubVisitor {
  readonly id: string;
  /** As a request would name it. */
  readonly host: string;
  /**
   * Whose the connection is for certain: nobody signs in over it by another key, or by none.
   * `null`: whoever has it is this program.
   */
  readonly key: PublicKey | null;
  /** What they may ask, by its name and what it holds, unparsed; left out: everything. */
  readonly mayAsk?: (name: string, payload: unknown) => boolean;
}

/** A client of a hub, whatever carries what it says. */
export interface HubClient {
  /** As it is known at both ends, and as it is to sign in with its key. */
  readonly id: string;
  receive(name: string, payload: unknown, ack: (reply: unknown) => void): void;
  /** It is gone. Once more: nothing. */
  end(how: ConnectionEnd): void;
}

/**
 * A signalling server without any socket: whoever has another way of carrying requests and pushes
 * brings its clients.
 */
export class ClientHub implements Disposable {
  private readonly hub: SignallingHub;
  private readonly dispatcher: Dispatcher;

  /**
   * @param url How its clients say that they reach it.
   * @param roster Whom they are told of.
   */
  constructor(logger: Logger, url: string, roster: 'everybody' | 'contacts' = 'everybody') {
    const components = { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
    this.hub = new SignallingHub(components, { publicUrls: [url], roster });
    this.dispatcher = new Dispatcher(this.hub);
  }

  open({ id, host, key, mayAsk = () => true }: HubVisitor, events: HubClientEvents): HubClient {
    let isOver = false;
    const connection: Connection = {
      id,
      // Whoever is put out of a room is known again by it: each key is a place of its own.
      address: key === null ? '127.0.0.1' : `key ${key}`,
      addressKey: null,
      isGuest: false,
      via: null,
      knowsVia: true,
      host,
      push: (push) => {
        if (!isOver) events.push(push);
      },
      close: () => {
        if (isOver) return;
        isOver = true;
        this.hub.close(session, 'broken');
        events.close();
      },
    };
    const session = this.hub.open(connection);
    return {
      id,
      receive: (name, payload, ack) => {
        if (isOver) return;
        if (name === 'session:sign-in' && key !== null && keyIn(payload) !== key) {
          ack(refuse('identity-invalid'));
          return;
        }
        if (!mayAsk(name, payload)) {
          ack(refuse('not-allowed'));
          return;
        }
        this.dispatcher.receive(session, [name, payload, ack]);
      },
      end: (how) => {
        if (isOver) return;
        isOver = true;
        this.hub.close(session, how);
      },
    };
  }

  dispose(): void {
    this.hub.dispose();
  }
}

/** The key by which somebody asks in; whether they have it, the hub sees. */
function keyIn(payload: unknown): unknown {
  if (typeof payload !== 'object' || payload === null || !('identity' in payload)) return null;
  const { identity } = payload;
  if (typeof identity !== 'object' || identity === null || !('key' in identity)) return null;
  return identity.key;
}
