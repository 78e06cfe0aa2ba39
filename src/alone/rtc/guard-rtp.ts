import type { RTCDtlsTransport, RTCRtpTransceiver as Place, RtpPacket } from 'werift';

/** Sources that one end has at most, with those of all the places that were negotiated anew. */
const MAX_SOURCES = 256;
/** Packets that are worth asking for again: more at once are those of a sender that began anew. */
const MAX_LOST = 512;
const SEQUENCES = 0x10000;

/** What of its list of lost packets werift keeps to itself. */
interface LostPackets {
  newEstSeqNum: number;
  _lost: Record<number, number>;
  addPacket(packet: RtpPacket): void;
}

const guarded = new WeakSet<RTCDtlsTransport>();

/** Has packets of so many sources be taken, as each has its own statistics for ever. */
export function guardRtp(transport: RTCDtlsTransport): void {
  if (guarded.has(transport)) return;
  guarded.add(transport);
  const { onRtp } = transport;
  const sources = new Set<number>();
  const take = onRtp.execute;
  onRtp.execute = (packet) => {
    const { ssrc } = packet.header;
    if (sources.size >= MAX_SOURCES && !sources.has(ssrc)) return;
    sources.add(ssrc);
    take(packet);
  };
}

/** Lists no more packets as lost than may be waited for, where werift goes through all numbers. */
export function guardLost({ receiver }: Pick<Place, 'receiver'>): void {
  const { nack } = receiver as unknown as { readonly nack: LostPackets };
  const take = nack.addPacket.bind(nack);
  nack.addPacket = (packet) => {
    const { sequenceNumber } = packet.header;
    const ahead = (sequenceNumber - nack.newEstSeqNum + SEQUENCES) % SEQUENCES;
    if (nack.newEstSeqNum === 0 || ahead <= MAX_LOST) take(packet);
    else if (ahead >= SEQUENCES / 2) {
      // It comes late, or again.
      Reflect.deleteProperty(nack._lost, sequenceNumber);
    } else {
      nack.newEstSeqNum = sequenceNumber;
      nack._lost = {};
    }
  };
}
