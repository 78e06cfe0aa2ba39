import { randomBytes } from 'node:crypto';
import { describeError } from '../../../shared/base/error-code';
import { isLoopbackName } from '../../../shared/base/is-loopback-name';
import { securityHeaders } from '../../web-client';
import type { CliOptions } from '../parse-cli-options';
import { type Answer, ask } from './ask';
import { fetchCertificate, judgeCertificate } from './check-certificate';
import { type Finding, right, wrong } from './finding';
import { isWell } from './is-well';

const HTTPS_PORT = 443;
/** How engine.io's first packet begins. */
const OPEN_PACKET = '{"sid":';

/** Where people come, as a page's address: with a slash at its end. */
export interface PublicAddress {
  readonly url: URL;
  /** Whether the path is the server's own: no proxy has it below another. */
  readonly isRoot: boolean;
}

/** A `--url` or `--public-url`, which are ws:// or wss:// addresses as well. */
export function toPublicAddress(text: string): PublicAddress {
  const url = new URL(text.trim().replace(/^ws/i, 'http'));
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return { url, isRoot: url.pathname === '/' };
}

/**
 * The address as people use it, from the outside in: a connection, a certificate, the server at
 * that path, its headers, websockets.
 */
export async function checkAddress(
  { url, isRoot }: PublicAddress,
  options: Pick<CliOptions, 'allowedOrigins'>,
  nowMs: number,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (url.protocol === 'https:') {
    const port = url.port === '' ? HTTPS_PORT : Number(url.port);
    try {
      const seen = await fetchCertificate(url.hostname, port);
      findings.push(judgeCertificate('certificate', url.hostname, seen, nowMs));
    } catch (error) {
      return [judgeSilence(url, error)];
    }
  } else if (!isLoopbackName(url.hostname)) {
    findings.push(
      wrong(
        'certificate',
        `${url.href} is not https: browsers give no camera and no microphone there.`,
        'Put Caddy or nginx with a certificate in front, or give the server --certificate and --key.',
      ),
    );
  }
  let health: Answer;
  try {
    health = await ask(new URL('healthz', url).href);
  } catch (error) {
    return [...findings, judgeSilence(url, error)];
  }
  const place = judgePlace(url, health);
  findings.push(place);
  // What is wrong with another server is not of interest.
  if (place.verdict === 'wrong') return findings;
  if (!isRoot) findings.push(await checkSlash(url));
  findings.push(judgeHeaders(health, options.allowedOrigins));
  findings.push(await checkUpgrade(url));
  return findings;
}

/** Why nobody answers at an address. */
function judgeSilence({ href, hostname, host }: URL, error: unknown): Finding {
  const code = describeError(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return wrong(
        'address',
        `Nothing is known of the name ${hostname}.`,
        'Give it an A record, and an AAAA record where the machine has IPv6, at whoever keeps your names.',
      );
    case 'ECONNREFUSED':
      return wrong(
        'address',
        `Nobody listens at ${host}.`,
        'Start what is in front (systemctl status caddy nginx), or the server itself where there is nothing in front of it.',
      );
    case 'ETIMEDOUT':
    case 'ABORT_ERR':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return wrong(
        'address',
        `Nothing comes back from ${host}.`,
        'Open ports 80 and 443 in the firewall, of this machine and of whoever hosts it, and look whether the name leads to this machine.',
      );
    default:
      return wrong(
        'address',
        `${href} cannot be asked (${code}).`,
        'Look whether https is spoken at that port, and which program has it: ss -ltnp.',
      );
  }
}

/** Whether this server is at that path. Pure. */
export function judgePlace({ href }: URL, answer: Answer): Finding {
  const { status } = answer;
  if (isWell(answer)) {
    return right('path', `The server answers at ${href}.`);
  }
  if (status === 502 || status === 503 || status === 504) {
    return wrong(
      'path',
      `The proxy at ${href} does not reach the server (status ${status}).`,
      'Start the server (systemctl status webcrt-server), and let the proxy ask where it listens (--host, --port).',
    );
  }
  return wrong(
    'path',
    `What is at ${href} is not this server (healthz there has status ${status}).`,
    'Below a path, the proxy has to take the path away before it asks: in nginx, location and proxy_pass ' +
      'both end with a slash; in Caddy, handle_path. Or give the address that people use.',
  );
}

/** Without its slash, what is below a path finds nothing of its own. */
async function checkSlash(url: URL): Promise<Finding> {
  const bare = url.href.replace(/\/$/, '');
  const { status, headers } = await ask(bare);
  const isLed = [301, 302, 307, 308].includes(status);
  if (
    isLed &&
    headers.location !== undefined &&
    new URL(headers.location, bare).href === url.href
  ) {
    return right('slash', `${bare} leads to ${url.href}.`);
  }
  return wrong(
    'slash',
    `${bare} does not lead to ${url.href} (status ${status}): whoever leaves the slash out finds nothing.`,
    'Redirect it: in nginx, location = /PATH { return 301 /PATH/; }; in Caddy, redir /PATH /PATH/.',
  );
}

/** Whether what the server says of its pages arrives. Pure. */
export function judgeHeaders(
  { headers }: Pick<Answer, 'headers'>,
  allowedOrigins: readonly string[],
): Finding {
  const wanted = Object.entries(securityHeaders(allowedOrigins));
  const seen = (name: string): string | undefined => headers[name.toLowerCase()]?.toString();
  const lost = wanted.filter(([name]) => seen(name) === undefined).map(([name]) => name);
  if (lost.length > 0) {
    return wrong(
      'headers',
      `On the way here, ${lost.join(', ')} got lost.`,
      'Let the proxy pass on the headers of the server (no proxy_hide_header, no header -NAME).',
    );
  }
  const changed = wanted.filter(([name, value]) => seen(name) !== value).map(([name]) => name);
  if (changed.length > 0) {
    return wrong(
      'headers',
      `On the way here, ${changed.join(', ')} became another one, or got a second value.`,
      'Let the proxy add none of its own (add_header, header), and start the server with the same --allow-origin as this.',
    );
  }
  return right('headers', 'What the server says of its pages arrives as it was said.');
}

async function checkUpgrade(url: URL): Promise<Finding> {
  const socketUrl = new URL('socket.io/?EIO=4&transport=websocket', url);
  try {
    const answer = await ask(socketUrl.href, {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': 13,
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      Origin: url.origin,
    });
    return judgeUpgrade(url, answer);
  } catch (error) {
    return wrong(
      'websocket',
      `A websocket to ${url.host} ends in nothing (${describeError(error)}).`,
      'Let the proxy pass on Upgrade and Connection, over HTTP/1.1.',
    );
  }
}

/** What came of asking for a websocket. Pure. */
export function judgeUpgrade({ host }: URL, answer: Answer): Finding {
  if (answer.isUpgraded) {
    if (answer.firstBytes.toString('latin1').includes(OPEN_PACKET)) {
      return right('websocket', 'Websockets come through.');
    }
    return wrong(
      'websocket',
      'A websocket opens, and then nothing comes through it.',
      'Turn off what buffers answers in the proxy.',
    );
  }
  switch (answer.status) {
    case 403:
      return wrong(
        'websocket',
        `The server does not know ${host} for itself: pages from there may not connect.`,
        'Let the proxy pass on the Host that was asked for: in nginx, proxy_set_header Host $http_host.',
      );
    case 429:
      return wrong(
        'websocket',
        'There are too many connections from where this comes from.',
        'Try again in a minute. If everybody comes from one address, see --trust-proxy.',
      );
    default:
      return wrong(
        'websocket',
        `The proxy lets no websocket through (status ${answer.status}).`,
        'In nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade.',
      );
  }
}
