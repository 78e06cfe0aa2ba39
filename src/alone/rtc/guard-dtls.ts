import type { RTCDtlsTransport } from 'werift';
import { type DtlsSocket, hasProvedItself } from './dtls-proof';

const HEADER_BYTES = 13;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
/** Messages that a handshake has once; they come again only where one may have been lost. */
const ONCE: ReadonlySet<number> = new Set([2, 11, 12, 13, 15, 16]);
const CLOSE_NOTIFY = 0;
const FATAL = 2;

/** The part of werift's transport that its types leave out. */
interface Verifier {
  verifyRemoteCertificateFingerprint(): void;
}

/** Transports whose other end has proved that it has the key of its certificate. */
const proved = new WeakSet<RTCDtlsTransport>();

export function isProved(transport: RTCDtlsTransport): boolean {
  return proved.has(transport);
}

/**
 * Lets `transport` connect with the owner of the certificate alone, and calls `handleImpostor`
 * where somebody else shows it. To be called before it starts; a second call does nothing.
 */
export function guardDtls(transport: RTCDtlsTransport, handleImpostor: () => void): void {
  if (Object.hasOwn(transport, 'verifyRemoteCertificateFingerprint')) return;
  const verifier = transport as unknown as Verifier;
  const verify = verifier.verifyRemoteCertificateFingerprint.bind(transport);
  // werift calls it once the handshake is over, before it hands anything on.
  verifier.verifyRemoteCertificateFingerprint = () => {
    verify();
    const { dtls, role } = transport;
    if (dtls === undefined || !hasProvedItself(dtls, role === 'client')) {
      handleImpostor();
      throw new Error('The other end does not have the key of its certificate');
    }
    proved.add(transport);
    keepOut(dtls);
  };
  transport.onStateChange.subscribe((state) => {
    // `dtls` is made in this turn, and hears nothing before the next one.
    if (state !== 'connecting') return;
    queueMicrotask(() => {
      if (transport.dtls !== undefined) hearOnce(transport.dtls);
    });
  });
}

/** Drops what comes again, for which werift would make new keys in place of the agreed ones. */
function hearOnce(dtls: DtlsSocket): void {
  const heard = new Set<number>();
  const take = dtls.onHandleHandshakes;
  dtls.onHandleHandshakes = (messages) => {
    const fresh = messages.filter(({ msg_type: type }) => !heard.has(type) || !ONCE.has(type));
    for (const { msg_type: type } of fresh) heard.add(type);
    return take(fresh);
  };
}

/**
 * Drops records that are not sealed: anybody could write one that ends the connection, or begins
 * it anew with themselves.
 */
function keepOut(dtls: DtlsSocket): void {
  const { socket } = dtls.transport;
  const take = socket.onData;
  socket.onData = (data, address) => {
    for (const record of recordsOf(data)) {
      if (record.readUInt16BE(3) === 0) continue;
      if (record[0] === ALERT) handleAlert(dtls, record);
      else if (record[0] === HANDSHAKE || record[0] === APPLICATION_DATA) take(record, address);
    }
  };
}

function* recordsOf(data: Buffer): Generator<Buffer> {
  for (let at = 0; at + HEADER_BYTES <= data.length;) {
    const end = at + HEADER_BYTES + data.readUInt16BE(at + HEADER_BYTES - 2);
    if (end > data.length) return;
    yield data.subarray(at, end);
    at = end;
  }
}

/** Opens an alert before it counts, which werift does not. */
function handleAlert(dtls: DtlsSocket, record: Buffer): void {
  const [level, description] = openRecord(dtls, record);
  if (level === FATAL || description === CLOSE_NOTIFY) dtls.onClose.execute();
}

/** What a sealed record holds; empty where somebody else sealed it. */
function openRecord({ cipher, sessionType }: DtlsSocket, record: Buffer): Uint8Array {
  const header = {
    type: record[0],
    version: record.readUInt16BE(1),
    epoch: record.readUInt16BE(3),
    sequenceNumber: record.readUIntBE(5, 6),
  };
  try {
    return cipher.cipher.decrypt(sessionType, record.subarray(HEADER_BYTES), header);
  } catch {
    return new Uint8Array();
  }
}
