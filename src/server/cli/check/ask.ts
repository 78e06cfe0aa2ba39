import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as httpRequest,
} from 'node:http';
import { request as httpsRequest } from 'node:https';

const PATIENCE_MS = 10_000;
const MAX_BODY_BYTES = 65_536;

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The first 64 KiB. */
  readonly body: string;
  /** Whether the connection is no HTTP any more, as was asked for; `firstBytes` are what came. */
  readonly isUpgraded: boolean;
  readonly firstBytes: Buffer;
}

/**
 * Asks once, over a connection of its own. Certificates are judged elsewhere: what is wrong besides
 * shows all the same. Rejects when there is no answer within ten seconds.
 */
export function ask(
  url: string,
  headers: OutgoingHttpHeaders = {},
  signal = AbortSignal.timeout(PATIENCE_MS),
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { headers, signal, agent: false, rejectUnauthorized: false } as const;
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const outgoing = send(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const finish = (): void => {
        resolve(answerOf(incoming, { body: Buffer.concat(chunks).toString('utf8') }));
        outgoing.destroy();
      };
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk.subarray(0, MAX_BODY_BYTES - bytes));
        bytes += chunk.length;
        if (bytes >= MAX_BODY_BYTES) finish();
      });
      incoming.on('end', finish);
      incoming.on('error', reject);
    });
    outgoing.on('upgrade', (incoming, socket, head) => {
      const finish = (firstBytes: Buffer): void => {
        socket.destroy();
        resolve(answerOf(incoming, { isUpgraded: true, firstBytes }));
      };
      if (head.length > 0) finish(head);
      else {
        socket.once('data', finish);
        socket.once('close', () => {
          finish(Buffer.alloc(0));
        });
        socket.on('error', () => undefined);
      }
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function answerOf(
  { statusCode = 0, headers }: IncomingMessage,
  rest: Partial<Pick<Answer, 'body' | 'isUpgraded' | 'firstBytes'>>,
): Answer {
  return {
    status: statusCode,
    headers,
    body: '',
    isUpgraded: false,
    firstBytes: Buffer.alloc(0),
    ...rest,
  };
}
