import * as v from 'valibot';
import type { Clock } from '../../../shared/base/clock';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version';
import { createIsTrusted } from '../../client-address';
import { Sealer } from '../../sealer';
import {
  createSeenToken,
  SEEN_HEADER,
  SEEN_PATH,
  type SeenRequest,
  seenRequestSchema,
} from '../../seen-request';
import type { CliOptions } from '../parse-cli-options';
import { ask } from './ask';
import { type Finding, note, right, wrong } from './finding';

/** Nobody's (RFC 5737): a proxy that passes it on as if it were somebody's can be lied to. */
export const MADE_UP_ADDRESS = '192.0.2.77';

const answerSchema = v.pipe(v.string(), v.parseJson(), seenRequestSchema);

type ProxyOptions = Pick<CliOptions, 'tls' | 'trustedProxies'>;

/**
 * Asks the server, by the way that people come, what it sees of them.
 * @param secret the running server's; `null`: it is not known here
 */
export async function checkProxy(
  url: URL,
  options: ProxyOptions,
  secret: Buffer | null,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Finding[]> {
  if (secret === null) {
    return [
      note(
        'proxy',
        'What the server sees of people is not known here: it is asked by its secret, and that is not to be read.',
        'Run this as the user that the server runs as, on the same machine, with the same --data (or --port).',
      ),
    ];
  }
  const token = createSeenToken(new Sealer(secret), clock.nowMs());
  const headers = { [SEEN_HEADER]: token, 'X-Forwarded-For': MADE_UP_ADDRESS };
  const { body } = await ask(new URL(SEEN_PATH.slice(1), url).href, headers);
  const seen = v.safeParse(answerSchema, body);
  if (!seen.success) {
    return [
      wrong(
        'proxy',
        `The server at ${url.href} is not the one whose options these are, or an older one: it does not know its secret.`,
        'Restart it (systemctl restart webcrt-server), give the same --data as it has, or let the proxy lead to it.',
      ),
    ];
  }
  return judgeSeen(url, seen.output, options);
}

/** What the server sees of who comes by `url`. Pure. */
export function judgeSeen(url: URL, seen: SeenRequest, options: ProxyOptions): Finding[] {
  const findings: Finding[] = [];
  if (seen.version !== PROTOCOL_VERSION) {
    findings.push(
      wrong(
        'version',
        'The server that runs is not the one that is installed.',
        'Restart it: systemctl restart webcrt-server.',
      ),
    );
  }
  if (seen.host?.toLowerCase() !== url.host) {
    findings.push(
      wrong(
        'host',
        `The server is asked for ${seen.host ?? 'no host'}, and people come for ${url.host}.`,
        'Let the proxy pass on the Host that was asked for: in nginx, proxy_set_header Host $http_host.',
      ),
    );
  }
  const isItsOwn = options.tls !== null && options.trustedProxies.length === 0;
  const hops = seen.forwardedFor?.split(',').map((hop) => hop.trim()) ?? [];
  if (url.protocol === 'http:' && options.trustedProxies.length === 0) return findings;
  if (isItsOwn && hops.length === 1) {
    findings.push(right('proxy', 'No proxy is in front: the server sees people itself.'));
    return findings;
  }
  findings.push(...judgeForwarding(url, seen, hops, options));
  return findings;
}

function judgeForwarding(
  url: URL,
  seen: SeenRequest,
  hops: readonly string[],
  { trustedProxies }: ProxyOptions,
): Finding[] {
  const range = /^(?:::ffff:)?127\.|^::1$/.test(seen.nearest) ? 'loopback' : seen.nearest;
  if (!createIsTrusted(trustedProxies)(seen.nearest, 0)) {
    return [
      wrong(
        'proxy',
        `The server does not believe the proxy, which comes from ${seen.nearest}: it takes everybody for one and the same.`,
        `Start the server with --trust-proxy ${range}, if that is the proxy's own address.`,
      ),
    ];
  }
  const findings: Finding[] = [];
  if (hops.length === 0) {
    findings.push(
      wrong(
        'proxy',
        'The proxy does not say who people are: limits count everybody as one.',
        'In nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for.',
      ),
    );
  } else if (hops.at(-1) === MADE_UP_ADDRESS) {
    findings.push(
      wrong(
        'proxy',
        'The proxy passes on what people say that they are: limits hold for nobody who lies.',
        'In nginx: proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for. Let nobody but the proxy reach the server itself.',
      ),
    );
  } else {
    findings.push(right('proxy', 'The proxy says who people are, and the server believes it.'));
  }
  if (url.protocol === 'https:' && !seen.isSecure) {
    findings.push(
      wrong(
        'proxy https',
        `The server does not know that people come over https (X-Forwarded-Proto is ${seen.forwardedProto ?? 'missing'}).`,
        'In nginx: proxy_set_header X-Forwarded-Proto $scheme.',
      ),
    );
  }
  return findings;
}
