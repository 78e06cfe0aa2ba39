import type { RTCDtlsTransport, RTCRtpTransceiver as Place, RtpPacket } from 'werift';

/** SSRCs that one end may use, those of places that were negotiated anew included. */
const MAX_SOURCES = 256;
/** The longest gap of which packets are asked for again: behind more a sender has begun anew. */
const MAX_LOST = 512;
const SEQUENCES = 0x10000;

/** The part of werift's list of lost packets that its types leave out. */
interface LostPackets {
  newEstSeqNum: number;
  _lost: Record<number, number>;
  addPacket(packet: RtpPacket): void;
}

const guarded = new WeakSet<RTCDtlsTransport>();

/** Drops packets of any further source: werift keeps statistics of each for ever. */
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

/** Bounds what is listed as lost, where werift walks through every number of a gap. */
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
