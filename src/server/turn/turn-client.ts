import { createSocket } from 'node:dgram';
import { connect as connectTcp, isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { lookup } from 'node:dns/promises';
import type { IceUrl } from '../../shared/protocol/ice-url';
import {
  ATTRIBUTES,
  attributeOf,
  createStunId,
  decodeStunMessage,
  decodeXorAddress,
  encodeStunMessage,
  encodeXorAddress,
  errorOf,
  isSignedBy,
  longTermKey,
  METHODS,
  type StunAttribute,
  stunMessageBytes,
  type StunMessage,
  type StunMethod,
} from './stun-message';

const PATIENCE_MS = 8_000;
/** Of a datagram that nobody answered, doubled each time (RFC 8489, section 6.2.1). */
const FIRST_RETRY_MS = 500;
const DEFAULT_PORT = 3_478;
const DEFAULT_TLS_PORT = 5_349;
const UNAUTHORIZED = 401;
const STALE_NONCE = 438;
const UDP = 17;
/** Of one request: without an account, with it, and with another nonce. */
const MAX_ATTEMPTS = 3;

export interface TurnAccount {
  readonly username: string;
  readonly credential: string;
}

/** The server refused, in its own words. */
export class TurnRefusal extends Error {
  override readonly name = 'TurnRefusal';

  constructor(
    /** 300 to 699 (RFC 8656, section 19). */
    readonly code: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Carries messages to a TURN server and back, whatever is below. */
interface TurnPath {
  /** The server's own address. */
  readonly address: string;
  /** Sends until there is an answer. Rejects when there is none in time. */
  ask(request: Buffer, id: Buffer): Promise<Buffer>;
  close(): void;
}

/** An allocation at a TURN server (RFC 8656), which others could send to. */
export class TurnAllocation {
  private constructor(
    private readonly path: TurnPath,
    private readonly session: TurnSession,
    /** Where others would send. */
    readonly relayedAddress: string,
  ) {}

  /** The address at which the server itself was reached. */
  get serverAddress(): string {
    return this.path.address;
  }

  /**
   * Rejects with a TurnRefusal when the server refuses, with an error of Node.js or the system when
   * it is not reached.
   */
  static async open(url: IceUrl, account: TurnAccount): Promise<TurnAllocation> {
    const path = await openPath(url);
    try {
      const session = new TurnSession(path, account);
      const answer = await session.ask('allocate', [
        [ATTRIBUTES.requestedTransport, Buffer.from([UDP, 0, 0, 0])],
      ]);
      const value = attributeOf(answer, ATTRIBUTES.relayedAddress);
      const relayed = value === null ? null : decodeXorAddress(value, answer.id);
      if (relayed === null) throw new Error('The server gave no address.');
      return new TurnAllocation(path, session, relayed);
    } catch (error) {
      path.close();
      throw error;
    }
  }

  /** Whether the server would carry packets between here and that address. */
  async permits(address: string): Promise<boolean> {
    try {
      await this.session.ask('createPermission', (id) => [
        [ATTRIBUTES.peerAddress, encodeXorAddress(address, id)],
      ]);
      return true;
    } catch (error) {
      if (error instanceof TurnRefusal) return false;
      throw error;
    }
  }

  /** Gives the allocation back; never rejects. */
  async close(): Promise<void> {
    const end: StunAttribute = [ATTRIBUTES.lifetime, Buffer.alloc(4)];
    await this.session.ask('refresh', [end]).catch(() => undefined);
    this.path.close();
  }
}

type Attributes = readonly StunAttribute[] | ((id: Buffer) => readonly StunAttribute[]);

/** Requests of one account over one path, signed once the server has said its realm. */
class TurnSession {
  private realm: Buffer | null = null;
  private nonce: Buffer | null = null;

  constructor(
    private readonly path: TurnPath,
    private readonly account: TurnAccount,
  ) {}

  async ask(method: StunMethod, attributes: Attributes): Promise<StunMessage> {
    for (let left = MAX_ATTEMPTS; ; left -= 1) {
      const key = this.key();
      const id = createStunId();
      const own = typeof attributes === 'function' ? attributes(id) : attributes;
      const message = { method: METHODS[method], class: 'request', id } as const;
      const request = encodeStunMessage(
        { ...message, attributes: [...own, ...this.credentials()] },
        key,
      );
      const bytes = await this.path.ask(request, id);
      const answer = decodeStunMessage(bytes);
      if (answer === null) throw new Error('The answer is none of TURN.');
      if (answer.class === 'success') {
        if (key !== null && isSignedBy(bytes, key)) return answer;
        throw new Error('The answer is not signed with the secret.');
      }
      const { code, reason } = errorOf(answer) ?? { code: 0, reason: 'no reason' };
      const isAsked = code === UNAUTHORIZED && this.nonce === null;
      const isStale = code === STALE_NONCE && !this.nonce?.equals(nonceOf(answer));
      if ((!isAsked && !isStale) || left === 1) throw new TurnRefusal(code, reason);
      this.nonce = nonceOf(answer);
      this.realm = attributeOf(answer, ATTRIBUTES.realm) ?? this.realm ?? Buffer.alloc(0);
    }
  }

  private key(): Buffer | null {
    const { username, credential } = this.account;
    const realm = this.realm?.toString('utf8');
    return realm === undefined ? null : longTermKey(username, realm, credential);
  }

  private credentials(): readonly StunAttribute[] {
    if (this.realm === null || this.nonce === null) return [];
    return [
      [ATTRIBUTES.username, Buffer.from(this.account.username)],
      [ATTRIBUTES.realm, this.realm],
      [ATTRIBUTES.nonce, this.nonce],
    ];
  }
}

function nonceOf(answer: StunMessage): Buffer {
  return attributeOf(answer, ATTRIBUTES.nonce) ?? Buffer.alloc(0);
}

async function openPath({ host, port, transport }: IceUrl): Promise<TurnPath> {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const { address } = await lookup(name);
  const at = port ?? (transport === 'tls' ? DEFAULT_TLS_PORT : DEFAULT_PORT);
  switch (transport) {
    case 'udp':
      return openDatagramPath(address, at);
    case 'tcp':
      return openStreamPath(address, () => connectTcp(at, address), 'connect');
    case 'tls': {
      // Browsers look at the name in the certificate, and refuse silently.
      const servername = isIP(name) === 0 ? { servername: name } : {};
      const open = (): Socket => connectTls({ host: name, port: at, ...servername });
      return openStreamPath(address, open, 'secureConnect');
    }
  }
}

function timeout(): Error {
  return Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}

async function openDatagramPath(address: string, port: number): Promise<TurnPath> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    // Connected: it hears from nobody else, and that nobody listens there.
    socket.connect(port, address, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  // Between requests there is nobody to tell.
  socket.on('error', () => undefined);
  const ask = (request: Buffer, id: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      let waitMs = FIRST_RETRY_MS;
      let retry: NodeJS.Timeout | undefined;
      const send = (): void => {
        socket.send(request);
        retry = setTimeout(send, waitMs);
        waitMs *= 2;
      };
      const finish = (): void => {
        clearTimeout(retry);
        clearTimeout(limit);
        socket.off('message', handleMessage);
        socket.off('error', handleError);
      };
      const handleMessage = (bytes: Buffer): void => {
        if (decodeStunMessage(bytes)?.id.equals(id) !== true) return;
        finish();
        resolve(bytes);
      };
      const handleError = (error: Error): void => {
        finish();
        reject(error);
      };
      const limit = setTimeout(() => {
        handleError(timeout());
      }, PATIENCE_MS);
      socket.on('message', handleMessage);
      socket.on('error', handleError);
      send();
    });
  return {
    address,
    ask,
    close: () => {
      socket.close();
    },
  };
}

async function openStreamPath(
  address: string,
  open: () => Socket,
  opened: 'connect' | 'secureConnect',
): Promise<TurnPath> {
  const socket = open();
  await new Promise<void>((resolve, reject) => {
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(timeout()));
    socket.once('error', reject);
    socket.once(opened, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  // Between requests there is nobody to tell.
  socket.on('error', () => undefined);
  const ask = (request: Buffer, id: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      let held = Buffer.alloc(0);
      const finish = (): void => {
        socket.off('data', handleData);
        socket.off('error', handleEnd);
        socket.off('close', handleEnd);
      };
      const handleData = (chunk: Buffer): void => {
        held = Buffer.concat([held, chunk]);
        const length = stunMessageBytes(held);
        if (length === null || held.length < length) return;
        const bytes = held.subarray(0, length);
        held = held.subarray(length);
        if (decodeStunMessage(bytes)?.id.equals(id) !== true) return;
        finish();
        resolve(bytes);
      };
      const handleEnd = (error?: unknown): void => {
        finish();
        reject(error instanceof Error ? error : new Error('The server closed the connection.'));
      };
      socket.on('data', handleData);
      socket.on('error', handleEnd);
      socket.on('close', handleEnd);
      socket.write(request);
    });
  return {
    address,
    ask,
    close: () => {
      socket.destroy();
    },
  };
}
