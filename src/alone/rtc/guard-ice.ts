import type { RTCDtlsTransport } from 'werift';
import { addresseeOf, isMadeWith } from './stun-integrity';

type IceConnection = RTCDtlsTransport['iceTransport']['connection'];

/** What comes over one address of this end. */
interface Protocol {
  readonly onRequestReceived: {
    execute: (message: unknown, address: unknown, data: Buffer) => void;
  };
}

/** What of ICE werift keeps to itself. */
interface Agent {
  readonly localPassword: string;
  /** Of those before, by the names that went with them. */
  readonly userHistory: Readonly<Partial<Record<string, string>>>;
  ensureProtocol(protocol: Protocol): void;
}

/**
 * Has requests count alone that were made with the password that the other end was told, where
 * werift answers everybody, and looks for a path to wherever they say they are. To be called before
 * anything is gathered; again does nothing.
 */
export function guardIce(connection: IceConnection): void {
  if (Object.hasOwn(connection, 'ensureProtocol')) return;
  const agent = connection as unknown as Agent;
  const ensure = agent.ensureProtocol.bind(connection);
  agent.ensureProtocol = (protocol) => {
    ensure(protocol);
    const requests = protocol.onRequestReceived;
    const take = requests.execute;
    requests.execute = (message, address, data) => {
      const name = addresseeOf(data);
      if (name === null) return;
      if (isMadeWith(data, agent.userHistory[name] ?? agent.localPassword))
        take(message, address, data);
    };
  };
}
