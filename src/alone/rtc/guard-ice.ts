import type { RTCDtlsTransport } from 'werift';
import { addresseeOf, isMadeWith } from './stun-integrity';

type IceConnection = RTCDtlsTransport['iceTransport']['connection'];

/** One address of this end, and the requests that come over it. */
interface Protocol {
  readonly onRequestReceived: {
    execute: (message: unknown, address: unknown, data: Buffer) => void;
  };
}

/** The part of werift's ICE that its types leave out. */
interface Agent {
  readonly localPassword: string;
  /** Earlier passwords, by the name (ufrag) that went with each. */
  readonly userHistory: Readonly<Partial<Record<string, string>>>;
  ensureProtocol(protocol: Protocol): void;
}

/**
 * Drops requests that were not made with the password that the other end was told: werift answers
 * everybody, and looks for a path to wherever they say they are. To be called before anything is
 * gathered; a second call does nothing.
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
