import { readFileSync } from 'node:fs';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { describeError } from '../../shared/base/error-code';
import { HTTP_SERVER_OPTIONS, TLS_SERVER_OPTIONS } from '../http-options';
import type { CliOptions } from './parse-cli-options';
import { UsageError } from './usage-error';

const READ_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a folder',
};

function readPem(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = describeError(error);
    throw new UsageError(`Cannot read --${option} ${file}: ${READ_ERRORS[code] ?? code}.`);
  }
}

/** An http server, or an https one with the certificate and key that the options name. */
export function makeHttpServer({ tls }: Pick<CliOptions, 'tls'>): HttpServer {
  if (tls === null) return createServer(HTTP_SERVER_OPTIONS);
  const cert = readPem('certificate', tls.certificateFile);
  const key = readPem('key', tls.keyFile);
  try {
    return createTlsServer({ ...TLS_SERVER_OPTIONS, minVersion: 'TLSv1.2', cert, key });
  } catch (error) {
    throw new UsageError(
      `${tls.certificateFile} and ${tls.keyFile} are no PEM certificate and key that belong together (${describeError(error)}).`,
    );
  }
}
