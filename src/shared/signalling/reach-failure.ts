/** Why a server was not reached, as far as this end can tell. */
export type ReachProblem =
  /** Nobody whom this machine trusts vouches for its certificate. */
  | 'certificate-unknown'
  | 'certificate-expired'
  /** It is for another name than the one that was asked for. */
  | 'certificate-of-other'
  /** It is another one than the user said they trust. */
  | 'certificate-changed'
  /** It does not speak TLS, and wss:// was asked for. */
  | 'not-encrypted'
  /** It answers, and not as a web server does: perhaps it speaks TLS, and ws:// was asked for. */
  | 'not-web'
  /** A web server answers that has no signalling server there. */
  | 'no-signalling'
  /** It is a signalling server, and lets nobody in from here. */
  | 'not-admitted'
  | 'host-unknown'
  | 'nobody-listens'
  /** Browsers tell no page why. */
  | 'unexplained';

/** Those that a server which is started later, or a network that comes up, puts an end to. */
const PASSING_PROBLEMS: readonly ReachProblem[] = ['host-unknown', 'nobody-listens', 'unexplained'];

export interface ReachFailure {
  readonly problem: ReachProblem;
  /** SHA-256 of the server's certificate, `AB:CD:...`, where that is the problem. */
  readonly fingerprint?: string;
}

/** The code of an error of our own, see `ReachProblem`. */
export const CERTIFICATE_CHANGED = 'WEBCRT_CERTIFICATE_CHANGED';

/** Codes of Node.js and OpenSSL. */
const PROBLEMS: Readonly<Record<string, ReachProblem>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-unknown',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-unknown',
  CERT_UNTRUSTED: 'certificate-unknown',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-of-other',
  [CERTIFICATE_CHANGED]: 'certificate-changed',
  EPROTO: 'not-encrypted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-encrypted',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-encrypted',
  ENOTFOUND: 'host-unknown',
  EAI_AGAIN: 'host-unknown',
  ECONNREFUSED: 'nobody-listens',
};
const ANSWERED_STATUS = /Unexpected server response: (\d{3})/;
const NOT_ADMITTED = ['401', '403'];
/** The server is stopping, or has had enough of us: worth trying again, and nothing to explain. */
const PASSING = ['429', '502', '503', '504'];

/** Whether trying again may get over it, with nobody doing anything here. */
export function mayPass(failure: ReachFailure | undefined): boolean {
  return failure === undefined || PASSING_PROBLEMS.includes(failure.problem);
}

/**
 * Reads what socket.io's client says of a connection that did not come up: in Node.js it passes on
 * the error of the socket, in a browser an event that holds nothing. `null`: there is nothing to
 * add to "no server answers".
 */
export function reachFailureOf(error: unknown): ReachFailure | null {
  const event = fieldOf(error, 'description');
  if (event === undefined) return null;
  const cause = fieldOf(event, 'error');
  if (cause === undefined) return { problem: 'unexplained' };
  const problem = problemOf(cause);
  if (problem === null) return null;
  const fingerprint = fieldOf(cause, 'fingerprint');
  return typeof fingerprint === 'string' ? { problem, fingerprint } : { problem };
}

function problemOf(cause: unknown): ReachProblem | null {
  const code = fieldOf(cause, 'code');
  const text = fieldOf(cause, 'message');
  const status = typeof text === 'string' ? ANSWERED_STATUS.exec(text)?.[1] : undefined;
  if (status !== undefined) {
    if (PASSING.includes(status)) return null;
    return NOT_ADMITTED.includes(status) ? 'not-admitted' : 'no-signalling';
  }
  if (typeof code !== 'string') return null;
  if (Object.hasOwn(PROBLEMS, code)) return PROBLEMS[code];
  return code.startsWith('HPE_') ? 'not-web' : null;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !(name in value)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
