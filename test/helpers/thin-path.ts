import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { BrowserContext } from 'playwright-core';

/** IPv4 and UDP: what a packet takes on the wire beside what is in it. */
const HEADER_BYTES = 28;
/** A router's queue; what would wait longer is dropped at its end. */
const LONGEST_WAIT_MS = 500;

/** Where one end of a connection can be reached. */
interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A queue that lets `kbps` through and drops what does not fit; `null`: everything, at once. */
class Shaper {
  private freeAtMs = 0;

  /** Milliseconds that a packet is on its way; `null`: it is lost. */
  take(bytes: number, kbps: number | null): number | null {
    if (kbps === null) return 0;
    const nowMs = performance.now();
    const startMs = Math.max(nowMs, this.freeAtMs);
    if (kbps === 0 || startMs - nowMs > LONGEST_WAIT_MS) return null;
    this.freeAtMs = startMs + ((bytes + HEADER_BYTES) * 8) / kbps;
    return this.freeAtMs - nowMs;
  }
}

/**
 * A network path between pages of this machine that can be made thin, lossy, or cut: every packet
 * of their peer connections goes through sockets here. No page is asked: each candidate of the
 * other side is exchanged for one of ours on its way into the browser, so the two see nothing but
 * us.
 */
export class ThinPath {
  private readonly sockets = new Map<string, Promise<Socket>>();
  private readonly shapers = new Map<string, Shaper>();
  private kbps: number | null = null;
  private lossShare = 0;
  private extraMs = 0;
  private chance = 1;

  /** What passes each way from now on; 0: nothing; `null`: everything. */
  setKbps(kbps: number | null): void {
    this.kbps = kbps;
  }

  /**
   * How much of what is sent is lost from now on, 0 to 1: each packet by itself, as chance has it.
   *
   * @param seed The same one loses the same packets again.
   */
  setLoss(share: number, seed = 1): void {
    this.lossShare = share;
    this.chance = seed;
  }

  /** How long each packet is on its way from now on, beside what a thin path takes. */
  setDelayMs(delayMs: number): void {
    this.extraMs = delayMs;
  }

  /** Leads the peer connections of a context's pages through here; before they load. */
  async lead(context: BrowserContext): Promise<void> {
    await context.exposeFunction('portOfPath', async (address: string, port: number) => {
      const socket = await this.socketOf({ address, port });
      return socket.address().port;
    });
    await context.addInitScript(exchangeCandidates);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.values()) (await socket).close();
  }

  /** The socket that stands in for an end: what comes there goes to that end. */
  private socketOf(end: Endpoint): Promise<Socket> {
    const key = `${end.address}:${end.port}`;
    const known = this.sockets.get(key) ?? this.openSocket(end);
    this.sockets.set(key, known);
    return known;
  }

  private async openSocket(end: Endpoint): Promise<Socket> {
    const socket = createSocket('udp4');
    socket.on('message', (packet, sender) => {
      this.pass(packet, sender, end);
    });
    // An end that is gone answers with an ICMP error: nobody misses the packet.
    socket.on('error', () => undefined);
    socket.bind(0, end.address);
    await once(socket, 'listening');
    return socket;
  }

  /** Lehmer's generator with Park and Miller's multiplier: 0 to 1. */
  private draw(): number {
    this.chance = (this.chance * 48_271) % 0x7fff_ffff;
    return this.chance / 0x7fff_ffff;
  }

  private pass(packet: Buffer, sender: Endpoint, receiver: Endpoint): void {
    if (this.lossShare > 0 && this.draw() < this.lossShare) return;
    const key = `${receiver.address}:${receiver.port}`;
    const shaper = this.shapers.get(key) ?? new Shaper();
    this.shapers.set(key, shaper);
    const queuedMs = shaper.take(packet.length, this.kbps);
    if (queuedMs === null) return;
    const delayMs = queuedMs + this.extraMs;
    const forward = (): void => {
      // As the receiver knows the sender: by the socket that stands in for it.
      void this.socketOf(sender).then((socket) => {
        socket.send(packet, receiver.port, receiver.address, () => undefined);
      });
    };
    if (delayMs === 0) forward();
    else setTimeout(forward, delayMs);
  }
}

/** Runs in the page, before its own code. */
function exchangeCandidates(): void {
  const { portOfPath } = globalThis as unknown as {
    portOfPath: (address: string, port: number) => Promise<number>;
  };

  /** `candidate:1 1 udp 2122 192.0.2.1 5000 typ host ...`; `null`: one that does not pass here. */
  async function exchange(line: string): Promise<string | null> {
    const words = line.split(' ');
    const [, , protocol, , address, port] = words;
    if (protocol.toLowerCase() !== 'udp' || !/^\d+(\.\d+){3}$/.test(address)) return null;
    words[5] = String(await portOfPath(address, Number(port)));
    return words.join(' ');
  }

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    override async addIceCandidate(given?: RTCIceCandidateInit | null): Promise<void> {
      const line = given?.candidate ?? '';
      if (!given || line === '') return super.addIceCandidate(given);
      const candidate = await exchange(line);
      const { sdpMid, sdpMLineIndex } = given;
      if (candidate !== null) await super.addIceCandidate({ candidate, sdpMid, sdpMLineIndex });
    }

    override async setRemoteDescription(given: RTCSessionDescriptionInit): Promise<void> {
      const lines: string[] = [];
      for (const line of (given.sdp ?? '').split('\r\n')) {
        const isCandidate = line.startsWith('a=candidate:');
        const exchanged = isCandidate ? await exchange(line) : line;
        if (exchanged !== null) lines.push(exchanged);
      }
      await super.setRemoteDescription({ type: given.type, sdp: lines.join('\r\n') });
    }
  };
}
