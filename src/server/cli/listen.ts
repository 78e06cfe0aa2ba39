import { isIPv6, type Server } from 'node:net';
import { hostname } from 'node:os';
import { describeError, errorCode } from '../../shared/base/error-code';
import type { CliOptions } from './parse-cli-options';
import { UsageError } from './usage-error';

type Place = Pick<CliOptions, 'host' | 'port'>;
/** The options that say where to listen. */
type PlaceOptions = Readonly<Record<keyof Place, string>>;

const OWN_OPTIONS: PlaceOptions = { host: '--host', port: '--port' };

function describeFailure(error: unknown, { host, port }: Place, named: PlaceOptions): string {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: choose another one with ${named.port}.`;
    case 'EACCES':
      return `Port ${port} is not open to this user: choose one above 1023 with ${named.port}.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine: choose another one with ${named.host}.`;
    case null:
    default:
      return `Cannot listen on ${host}, port ${port} (${describeError(error)}).`;
  }
}

/** Binds, and returns the port, which is of interest when any free one was asked for. */
export function listen(
  server: Server,
  where: Place,
  options: PlaceOptions = OWN_OPTIONS,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const handleError = (error: unknown): void => {
      reject(new UsageError(describeFailure(error, where, options)));
    };
    server.once('error', handleError);
    server.listen(where.port, where.host, () => {
      server.off('error', handleError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : where.port);
    });
  });
}

/** Where a browser on another machine, or on this one, finds the server. */
export function urlOf({ host, tls }: Pick<CliOptions, 'host' | 'tls'>, port: number): string {
  const isAnyAddress = host === '0.0.0.0' || host === '::';
  const name = isAnyAddress ? hostname() : isIPv6(host) ? `[${host}]` : host;
  return `${tls === null ? 'http' : 'https'}://${name}:${port}/`;
}
