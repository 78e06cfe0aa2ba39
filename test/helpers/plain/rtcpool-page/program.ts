import type { WebSocket as NodeWebSocket } from 'ws';
import rtcpool, { type Pool } from 'rtcpool';
import type { PlainFigures } from '../plain-end';

// A page on rtcpool itself, as its own examples show it: it sends to everybody whom it meets.

/** As the library has it in a browser. */
interface Met {
  readonly connection: {
    addTrack(track: MediaStreamTrack, stream: MediaStream): void;
  };
}

/** What the test asks of the page. */
export interface RtcpoolProgram {
  /** @param url of the gateway, `ws:` */
  join(url: string, pool: string): Promise<void>;
  /** What arrived from each of those with whom it is connected. */
  figures(): Promise<readonly PlainFigures[]>;
  close(): void;
}

let pool: Pool | null = null;

async function figuresOf(connection: RTCPeerConnection): Promise<PlainFigures> {
  let frames = 0;
  let soundPackets = 0;
  const reports = await connection.getStats();
  for (const report of reports.values() as Iterable<RTCInboundRtpStreamStats>) {
    if (report.type !== 'inbound-rtp') continue;
    frames += report.framesDecoded ?? 0;
    if (report.kind === 'audio') soundPackets += report.packetsReceived ?? 0;
  }
  return { frames, soundPackets };
}

const program: RtcpoolProgram = {
  async join(url, name) {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
    // The library's types are those of its tests in Node.js.
    const socket = new WebSocket(url) as unknown as NodeWebSocket;
    const made = new rtcpool.Pool({}, new rtcpool.signalling.websocket(socket));
    pool = made;
    made.events.addEventListener('peer', ({ detail }) => {
      const { connection } = detail as unknown as Met;
      for (const track of stream.getTracks()) connection.addTrack(track, stream);
    });
    await new Promise((resolve) => {
      made.events.addEventListener('join', resolve, { once: true });
      made.join(name);
    });
  },
  async figures() {
    const connections = (pool?._raw_connections ?? []) as unknown as RTCPeerConnection[];
    return Promise.all(connections.map(figuresOf));
  },
  close() {
    pool?.close();
    pool = null;
  },
};

Object.assign(window, { program });
