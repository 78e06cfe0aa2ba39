import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import * as v from 'valibot';
import type { Sealer } from './sealer';

// `webcrt-server check` asks a running server, by the way that people come, what it sees of that
// request: nothing else tells whether a proxy in between says who they are.

/** Where that is asked. */
export const SEEN_PATH = '/seen';
/** The header that shows who asks: whoever has the secret of the server. */
export const SEEN_HEADER = 'x-webcrt-check';

const PURPOSE = 'seen request';
const TOKEN_HOLDS_MS = 60_000;

const tokenSchema = v.strictObject({ untilMs: v.number() });

const textSchema = v.nullable(v.string());
export const seenRequestSchema = v.strictObject({
  /** Of the client, as limits know it. */
  address: v.string(),
  /** Of whoever the connection came from: the client, or the proxy that is nearest. */
  nearest: v.string(),
  /** Whether the client came over TLS, as far as the server knows. */
  isSecure: v.boolean(),
  host: textSchema,
  forwardedFor: textSchema,
  forwardedProto: textSchema,
  version: v.number(),
});
/** What a server sees of a request. */
export type SeenRequest = v.InferOutput<typeof seenRequestSchema>;

/** Shows a server with the same secret, for a minute, that one may ask. */
export function createSeenToken(sealer: Sealer, nowMs: number): string {
  return sealer.seal(PURPOSE, { untilMs: nowMs + TOKEN_HOLDS_MS });
}

/** Whether a request shows that whoever sent it may ask what is seen of it. */
export function maySeeRequest(
  headers: IncomingHttpHeaders,
  sealer: Sealer,
  nowMs: number,
): boolean {
  const token = headers[SEEN_HEADER];
  if (typeof token !== 'string') return false;
  const opened = v.safeParse(tokenSchema, sealer.open(PURPOSE, token));
  return opened.success && opened.output.untilMs > nowMs;
}

/** Of a request, what proxies say in it and what came of that. */
export function describeRequest(
  { headers, socket }: IncomingMessage,
  known: Pick<SeenRequest, 'address' | 'isSecure' | 'version'>,
): SeenRequest {
  return {
    ...known,
    nearest: socket.remoteAddress ?? 'unknown',
    host: headers.host ?? null,
    forwardedFor: textOf(headers['x-forwarded-for']),
    forwardedProto: textOf(headers['x-forwarded-proto']),
  };
}

function textOf(header: string | string[] | undefined): string | null {
  return header === undefined ? null : String(header);
}
