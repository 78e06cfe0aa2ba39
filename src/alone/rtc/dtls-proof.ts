import {
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto';
import type { RTCDtlsTransport } from 'werift';

// werift believes whoever shows a certificate, and everybody can who ever spoke with its owner.
// What proves that it is theirs is checked here: what they signed with its key (RFC 5246, 7.4.3 and
// 7.4.8; RFC 8422), and that the connection's keys come of that, in whatever order messages came.

export type DtlsSocket = NonNullable<RTCDtlsTransport['dtls']>;
type Message = DtlsSocket['dtls']['sortedHandshakeCache'][number];

const CERTIFICATE_VERIFY = 15;
const CLIENT_KEY_EXCHANGE = 16;
const SERVER_KEY_EXCHANGE = 12;

const NAMED_CURVE = 3;
const X25519 = 29;

const HASHES: Readonly<Record<number, string>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };
const KEY_KINDS: Readonly<Record<number, string>> = { 1: 'rsa', 3: 'ec' };
const MASTER_SECRET_BYTES = 48;

/** Whether the other end of a handshake that is over has the key of the certificate it showed. */
export function hasProvedItself(socket: DtlsSocket, isClient: boolean): boolean {
  try {
    return isClient ? isServerProved(socket) : isClientProved(socket);
  } catch {
    // What cannot be read proves nothing.
    return false;
  }
}

function isServerProved({ cipher, dtls }: DtlsSocket): boolean {
  const said = fragmentOf(dtls.sortedHandshakeCache, SERVER_KEY_EXCHANGE);
  const curve = said.readUInt16BE(1);
  const key = vector(said, 3, 1);
  const parameters = said.subarray(0, key.end);
  const randoms = [cipher.localRandom.serialize(), cipher.remoteRandom.serialize()];
  if (said[0] !== NAMED_CURVE || curve !== cipher.localKeyPair.curve) return false;
  const isSigned = isSignedBy(
    cipher.remoteCertificate,
    Buffer.concat([...randoms, parameters]),
    said.subarray(key.end),
  );
  return isSigned && isAgreed({ cipher, dtls }, key.bytes, randoms);
}

function isClientProved({ cipher, dtls }: DtlsSocket): boolean {
  const messages = dtls.sortedHandshakeCache;
  const isSigned = isSignedBy(
    cipher.remoteCertificate,
    transcriptOf(messages.slice(0, indexOf(messages, CERTIFICATE_VERIFY))),
    fragmentOf(messages, CERTIFICATE_VERIFY),
  );
  const key = vector(fragmentOf(messages, CLIENT_KEY_EXCHANGE), 0, 1);
  const randoms = [cipher.remoteRandom.serialize(), cipher.localRandom.serialize()];
  return isSigned && isAgreed({ cipher, dtls }, key.bytes, randoms);
}

/** Whether the connection's master secret follows from `remoteKey`, which was signed. */
function isAgreed(
  { cipher, dtls }: Pick<DtlsSocket, 'cipher' | 'dtls'>,
  remoteKey: Buffer,
  randoms: readonly Buffer[],
): boolean {
  const shared = sharedSecret(cipher.localKeyPair, remoteKey);
  const messages = dtls.sortedHandshakeCache;
  const upToKey = messages.slice(0, indexOf(messages, CLIENT_KEY_EXCHANGE) + 1);
  // RFC 7627.
  const isExtended = dtls.options.extendedMasterSecret === true && dtls.remoteExtendedMasterSecret;
  const seed = isExtended
    ? [Buffer.from('extended master secret'), sha256(transcriptOf(upToKey))]
    : [Buffer.from('master secret'), ...randoms];
  return expand(shared, Buffer.concat(seed)).equals(cipher.masterSecret);
}

/** @param signature As on the wire: hash and algorithm, a byte each, then a vector. */
function isSignedBy(certificate: Buffer | undefined, data: Buffer, signature: Buffer): boolean {
  if (certificate === undefined) return false;
  const [hash, kind] = signature;
  const { publicKey } = new X509Certificate(certificate);
  if (!(hash in HASHES) || KEY_KINDS[kind] !== publicKey.asymmetricKeyType) return false;
  return verify(HASHES[hash], data, publicKey, vector(signature, 2, 2).bytes);
}

function sharedSecret(own: DtlsSocket['cipher']['localKeyPair'], remoteKey: Buffer): Buffer {
  if (own.curve === X25519) {
    const { privateKey, publicKey } = own;
    return diffieHellman({
      privateKey: x25519Key(publicKey, privateKey),
      publicKey: x25519Key(remoteKey),
    });
  }
  const exchange = createECDH('prime256v1');
  exchange.setPrivateKey(own.privateKey);
  return exchange.computeSecret(remoteKey);
}

function x25519Key(publicKey: Buffer, privateKey?: Buffer): KeyObject {
  const key = { kty: 'OKP', crv: 'X25519', x: publicKey.toString('base64url') };
  if (privateKey === undefined) return createPublicKey({ format: 'jwk', key });
  return createPrivateKey({ format: 'jwk', key: { ...key, d: privateKey.toString('base64url') } });
}

/** P_SHA256 (RFC 5246, 5). */
function expand(secret: Buffer, seed: Buffer): Buffer {
  const hmac = (data: Buffer): Buffer => createHmac('sha256', secret).update(data).digest();
  let a = seed;
  let expanded: Buffer = Buffer.alloc(0);
  while (expanded.length < MASTER_SECRET_BYTES) {
    a = hmac(a);
    expanded = Buffer.concat([expanded, hmac(Buffer.concat([a, seed]))]);
  }
  return expanded.subarray(0, MASTER_SECRET_BYTES);
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

function transcriptOf(messages: readonly Message[]): Buffer {
  return Buffer.concat(messages.map((message) => message.serialize()));
}

function indexOf(messages: readonly Message[], type: number): number {
  const index = messages.findIndex(({ msg_type: each }) => each === type);
  if (index < 0) throw new Error(`The handshake has no message ${type}`);
  return index;
}

function fragmentOf(messages: readonly Message[], type: number): Buffer {
  return messages[indexOf(messages, type)].fragment;
}

/** A vector of TLS: its length, in `lengthBytes` bytes, and as many bytes. */
function vector(data: Buffer, at: number, lengthBytes: number): { bytes: Buffer; end: number } {
  const start = at + lengthBytes;
  const end = start + data.readUIntBE(at, lengthBytes);
  if (end > data.length) throw new RangeError('A vector is longer than its message');
  return { bytes: data.subarray(start, end), end };
}
