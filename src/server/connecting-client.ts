import type { IncomingMessage } from 'node:http';
import { addressKeyOf, type AddressOf } from './client-address';
import type { Connection } from './connection';
import { type GatewayOption, PLAIN_GATEWAY } from './gateway-option';
import { isKnownTo, isPlain } from './known-fields';
import { isFromWebPage } from './origin';

/** What is known of a client from its first request on. */
export type ConnectingClient = Pick<
  Connection,
  'address' | 'addressKey' | 'isGuest' | 'host' | 'via' | 'knowsVia'
>;

/**
 * Reads that from the request.
 * @param gateways which this server has
 */
export function createReadClient(
  addressOf: AddressOf,
  gateways: readonly GatewayOption[],
): (request: IncomingMessage) => ConnectingClient {
  const takesPlain = gateways.some(({ name }) => name === PLAIN_GATEWAY);
  return (request) => {
    const address = addressOf(request);
    const { origin, host } = request.headers;
    return {
      address,
      addressKey: addressKeyOf(address),
      isGuest: isFromWebPage(origin),
      host,
      via: takesPlain && isPlain(request.url) ? PLAIN_GATEWAY : null,
      // Where there are no gateways, there is nobody to say it of.
      knowsVia: gateways.length === 0 || isKnownTo(request.url, 'via'),
    };
  };
}
