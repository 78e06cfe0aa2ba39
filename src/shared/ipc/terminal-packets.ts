import { MAX_CELL_MESSAGE_BYTES } from './cell-stream';

// What the app tells an attached terminal, on a stream of bytes: kind (1), length (4, big-endian),
// and so many bytes.

const PACKET_KINDS = { news: 0, cells: 1 } as const;
export type PacketKind = keyof typeof PACKET_KINDS;

export interface TerminalPacket {
  readonly kind: PacketKind;
  readonly bytes: Uint8Array;
}

const HEADER_BYTES = 5;

export function packetHeader(kind: PacketKind, length: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  view.setUint8(0, PACKET_KINDS[kind]);
  view.setUint32(1, length);
  return new Uint8Array(view.buffer);
}

/** Takes packets out of the pieces in which they come. */
export class PacketReader {
  private pending = new Uint8Array(0);

  /** `null`: this is none of ours, and what follows cannot be told from it. */
  read(chunk: Uint8Array): TerminalPacket[] | null {
    const bytes = new Uint8Array(this.pending.length + chunk.length);
    bytes.set(this.pending);
    bytes.set(chunk, this.pending.length);
    const packets: TerminalPacket[] = [];
    let at = 0;
    while (bytes.length - at >= HEADER_BYTES) {
      const view = new DataView(bytes.buffer, at);
      const length = view.getUint32(1);
      const kind = kindOf(view.getUint8(0));
      if (kind === null || length > MAX_CELL_MESSAGE_BYTES) return null;
      if (bytes.length - at - HEADER_BYTES < length) break;
      at += HEADER_BYTES + length;
      packets.push({ kind, bytes: bytes.subarray(at - length, at) });
    }
    this.pending = bytes.slice(at);
    return packets;
  }
}

function kindOf(byte: number): PacketKind | null {
  if (byte === PACKET_KINDS.news) return 'news';
  return byte === PACKET_KINDS.cells ? 'cells' : null;
}
