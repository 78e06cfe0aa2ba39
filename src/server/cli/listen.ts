import type { Server as HttpServer } from 'node:http';
import { isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { describeError, errorCode } from '../../shared/base/error-code';
import type { CliOptions } from './parse-cli-options';
import { UsageError } from './usage-error';

function describeFailure(
  error: unknown,
  { host, port }: Pick<CliOptions, 'host' | 'port'>,
): string {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use: choose another one with --port.`;
    case 'EACCES':
      return `Port ${port} is not open to this user: choose one above 1023 with --port.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is not an address of this machine: choose another one with --host.`;
    case null:
    default:
      return `Cannot listen on ${host}, port ${port} (${describeError(error)}).`;
  }
}

/** Binds, and returns the port, which is of interest when any free one was asked for. */
export function listen(
  httpServer: HttpServer,
  where: Pick<CliOptions, 'host' | 'port'>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const handleError = (error: unknown): void => {
      reject(new UsageError(describeFailure(error, where)));
    };
    httpServer.once('error', handleError);
    httpServer.listen(where.port, where.host, () => {
      httpServer.off('error', handleError);
      const address = httpServer.address();
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
