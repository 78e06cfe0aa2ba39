import type { RTCDtlsTransport } from 'werift';
import { type DtlsSocket, hasProvedItself } from './dtls-proof';

const HEADER_BYTES = 13;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
/** Of a handshake each is said once, and again where it may have been lost. */
const ONCE: ReadonlySet<number> = new Set([2, 11, 12, 13, 15, 16]);
const CLOSE_NOTIFY = 0;
const FATAL = 2;

/** What of a transport werift keeps to itself. */
interface Verifier {
  verifyRemoteCertificateFingerprint(): void;
}

/** Whether a transport that is connected is with somebody who has proved who they are. */
const proved = new WeakSet<RTCDtlsTransport>();

export function isProved(transport: RTCDtlsTransport): boolean {
  return proved.has(transport);
}

/**
 * Has `transport` connect with the owner of the certificate alone, and with nobody else from then
 * on. To be called before it starts; again does nothing.
 */
export function guardDtls(transport: RTCDtlsTransport, handleImpostor: () => void): void {
  if (Object.hasOwn(transport, 'verifyRemoteCertificateFingerprint')) return;
  const verifier = transport as unknown as Verifier;
  const verify = verifier.verifyRemoteCertificateFingerprint.bind(transport);
  // It is asked between the end of the handshake and the first that comes of it.
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
    // It is made in the same moment, and hears nothing before the next.
    if (state !== 'connecting') return;
    queueMicrotask(() => {
      if (transport.dtls !== undefined) hearOnce(transport.dtls);
    });
  });
}

/** werift makes new keys for what it hears again, and forgets those that were agreed on. */
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
 * From now on nothing counts that is not sealed: a record that anybody can write would end the
 * connection, or begin it anew with whoever wrote it.
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

/** werift reads it without opening it first. */
function handleAlert(dtls: DtlsSocket, record: Buffer): void {
  const [level, description] = openRecord(dtls, record);
  if (level === FATAL || description === CLOSE_NOTIFY) dtls.onClose.execute();
}

/** Nothing where it was sealed by somebody else. */
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
