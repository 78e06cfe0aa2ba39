import { assertNever } from '../../shared/base/assert-never';
import type { ReachFailure } from '../../shared/signalling/reach-failure';

/**
 * Why a server was not reached, and what to do about it.
 *
 * @param server Its address, ws:// or wss://.
 * @param next What comes next, where that server may be there yet: a sentence.
 */
export function reachSentence(
  { problem, fingerprint = '' }: ReachFailure,
  server: string,
  next: string,
): string {
  const page = server.replace(/^ws/, 'http');
  switch (problem) {
    case 'certificate-unknown':
      return (
        `No authority that this machine trusts vouches for the certificate of ${server}: it may be its own, or ` +
        `somebody in between may show theirs. ${trustWords(fingerprint, server)}`
      );
    case 'certificate-expired':
      return (
        `The certificate of ${server} has expired, or is not valid yet. Look at this machine's clock, and ` +
        `ask whoever runs the server for a new one. ${trustWords(fingerprint, server)}`
      );
    case 'certificate-of-other':
      return (
        `The certificate of ${server} is for another name: look for a mistyped address. ` +
        trustWords(fingerprint, server)
      );
    case 'certificate-changed':
      return (
        `DANGER: ${server} shows another certificate than the one that you trust, and nothing was sent to it. ` +
        'Somebody may be in between. Where whoever runs the server says that it is new: ' +
        `${trustLine(fingerprint, server)}. Or leave it to authorities again: login --server ${server} --trust none`
      );
    case 'not-encrypted':
      return (
        `${server} answers without encryption (no TLS). For a server on a network that you trust type: ` +
        `login --server ${server.replace(/^wss/, 'ws')}`
      );
    case 'not-web':
      return (
        `What answers at ${server} is no web server without encryption. To try it with encryption, type: ` +
        `login --server ${server.replace(/^ws:/, 'wss:')}`
      );
    case 'no-signalling':
      return `A web server answers at ${server}, but no signalling server. Check the address: it may need a path, as in wss://HOST/PATH`;
    case 'not-admitted':
      return (
        `The server at ${server} lets nobody in from here: whoever runs it has to allow where this comes from ` +
        '(--allow-origin).'
      );
    case 'host-unknown':
      return `There is no machine of the name in ${server}. Is it spelt right, and are you online? ${next}`;
    case 'nobody-listens':
      return `No server answers at ${server}: nothing listens there. Is it running? ${next}`;
    case 'unexplained':
      return (
        `No server answers at ${server}. Is it running? Browsers tell no page more: open ${page} in a tab to see ` +
        'whether it answers and its certificate is trusted. ' +
        (server.startsWith('ws:')
          ? 'A page that came over https reaches wss:// addresses only. '
          : '') +
        "Another server than this page's own and that one must allow each other (--allow-origin). " +
        next
      );
    default:
      return assertNever(problem, 'problem of reaching a server');
  }
}

function trustWords(fingerprint: string, server: string): string {
  return (
    `Its SHA-256 is ${fingerprint}. Compare that with what whoever runs the server tells you, by another way than ` +
    `this one; if it is the same, type: ${trustLine(fingerprint, server)}`
  );
}

function trustLine(fingerprint: string, server: string): string {
  return `login --server ${server} --trust ${fingerprint}`;
}
