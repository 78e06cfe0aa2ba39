import { Agent } from 'node:https';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import { CERTIFICATE_CHANGED } from '../shared/signalling/reach-failure';

type Done = (error: Error | null, socket?: Duplex) => void;

/** Why a server's certificate is not taken; `fingerprint` is its SHA-256. */
class CertificateError extends Error {
  constructor(
    readonly code: string,
    readonly fingerprint: string,
  ) {
    super(`The server's certificate is not trusted: ${code}`);
  }
}

/**
 * Opens TLS connections to one server and checks its certificate before a byte goes over them: by
 * authorities and name, as ever, or, where the user said which one they trust, by that alone.
 * Node.js' own check does not tell which certificate it turned down.
 */
export class CheckingAgent extends Agent {
  /** @param pinned SHA-256 of the one certificate that is trusted; `null`: authorities decide. */
  constructor(private readonly pinned: string | null) {
    super({ maxCachedSessions: 0 });
  }

  override createConnection(options: ConnectionOptions, done: Done): undefined {
    // A path would mean a socket in the file system, and is that of the request.
    const socket = connect({ ...options, path: undefined, rejectUnauthorized: false });
    const handleError = (error: Error): void => {
      done(error);
    };
    socket.once('error', handleError);
    socket.once('secureConnect', () => {
      socket.off('error', handleError);
      const fault = this.faultOf(socket);
      if (fault === null) {
        done(null, socket);
        return;
      }
      socket.on('error', () => undefined);
      socket.destroy();
      done(fault);
    });
  }

  private faultOf(socket: TLSSocket): CertificateError | null {
    const { fingerprint256 } = socket.getPeerCertificate();
    if (this.pinned !== null) {
      const isPinned = fingerprint256 === this.pinned;
      return isPinned ? null : new CertificateError(CERTIFICATE_CHANGED, fingerprint256);
    }
    if (socket.authorized) return null;
    // Its type says Error; it is the code of one.
    return new CertificateError(String(socket.authorizationError), fingerprint256);
  }
}
