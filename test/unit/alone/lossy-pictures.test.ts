import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Event,
  type GenericNack,
  type RTCRtpTransceiver as Place,
  type RtcpTransportLayerFeedback,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { NodeTrack } from '../../../src/alone/media/node-track';
import { TestCard } from '../../../src/alone/media/test-card';
import { Vp8Encoder } from '../../../src/alone/media/vp8-encoder';
import { PictureReceiver } from '../../../src/alone/rtc/picture-receiver';
import { vp8Payloads } from '../../../src/alone/rtc/vp8-payload';

const FPS = 30;
const SIDE_PX = 64;
const STEP_MS = 5;
const SSRC = 7;
const MAX_PAYLOAD_BYTES = 400;
/** As often as werift asks for a packet by itself, which it does every STEP_MS. */
const FIRST_REQUESTS = 10;

interface Path {
  readonly lossShare: number;
  readonly oneWayMs: number;
  /** What comes is up to so much later than what was sent after it. */
  readonly jitterMs: number;
}

interface Arrival {
  readonly atMs: number;
  readonly handle: () => void;
}

/** A sender as browsers are: it sends again what is asked for, but once in a way there and back. */
class LossyCall {
  private nowMs = 0;
  private readonly arrivals: Arrival[] = [];
  private readonly sent = new Map<number, { packet: RtpPacket; againAtMs: number }>();
  private readonly encoder = new Vp8Encoder({ widthPx: SIDE_PX, heightPx: SIDE_PX, kbps: 300 });
  private readonly card = new TestCard(SIDE_PX, SIDE_PX);
  private readonly onReceiveRtp = new Event<[RtpPacket]>();
  private readonly first = new Map<number, number>();
  private newest: number | null = null;
  private number = 0xff00;
  private frames = 0;
  private needsKey = true;
  private seed = 3;
  /** Moments at which there was something new to see. */
  readonly shownAtMs = new Set<number>();
  wholePictures = 0;
  private readonly receiver: PictureReceiver;

  constructor(private readonly path: Path) {
    const track = new NodeTrack({ kind: 'video', label: '' });
    track.onFrame(() => this.shownAtMs.add(this.nowMs));
    this.receiver = new PictureReceiver(this.place(), track);
  }

  run(seconds: number): void {
    for (const endMs = this.nowMs + seconds * 1_000; this.nowMs < endMs; this.nowMs += STEP_MS) {
      if (this.nowMs * FPS >= this.frames * 1_000) this.sendFrame();
      this.arrivals.sort((a, b) => a.atMs - b.atMs);
      while ((this.arrivals.at(0)?.atMs ?? Infinity) <= this.nowMs) this.arrivals.shift()?.handle();
      this.askFirst();
      vi.advanceTimersByTime(STEP_MS);
    }
  }

  /** How long the picture stood still at the most, in ms. */
  get longestStillMs(): number {
    const times = [...this.shownAtMs];
    return Math.max(...times.slice(1).map((time, index) => time - times[index]));
  }

  dispose(): void {
    this.receiver.dispose();
  }

  private place(): Place {
    const receiver = {
      tracks: [{ onReceiveRtp: this.onReceiveRtp }],
      rtcpSsrc: 1,
      sendRtcpPLI: (): Promise<void> => {
        this.pass(() => (this.needsKey = true));
        return Promise.resolve();
      },
      dtlsTransport: {
        sendRtcp: ([request]: [RtcpTransportLayerFeedback]): Promise<void> => {
          this.ask((request.feedback as GenericNack).lost);
          return Promise.resolve();
        },
      },
    };
    const place = { receiver, onTrack: new Event<[unknown]>() };
    return place as unknown as Place;
  }

  private chance(): number {
    this.seed = (this.seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return this.seed / 2_147_483_648;
  }

  private pass(handle: () => void): void {
    const { lossShare, oneWayMs, jitterMs } = this.path;
    if (this.chance() < lossShare) return;
    this.arrivals.push({ atMs: this.nowMs + oneWayMs + this.chance() * jitterMs, handle });
  }

  private sendFrame(): void {
    const data = this.encoder.encode(this.card.next(), this.needsKey);
    if (data === null) throw new Error('nothing was encoded');
    if (this.needsKey) this.wholePictures++;
    this.needsKey = false;
    const timestamp = this.frames++ * 3_000;
    const payloads = vp8Payloads(data, MAX_PAYLOAD_BYTES);
    for (const [index, payload] of payloads.entries()) {
      const marker = index === payloads.length - 1;
      const sequenceNumber = this.number++ % 0x10000;
      const header = new RtpHeader({ sequenceNumber, timestamp, marker, ssrc: SSRC });
      const packet = new RtpPacket(header, Buffer.from(payload));
      this.sent.set(sequenceNumber, { packet, againAtMs: 0 });
      this.send(packet);
    }
  }

  private send(packet: RtpPacket): void {
    this.pass(() => {
      const { sequenceNumber } = packet.header;
      this.first.delete(sequenceNumber);
      const newest = this.newest ?? sequenceNumber;
      const ahead = (sequenceNumber - newest + 0x10000) % 0x10000;
      if (ahead < 0x8000) {
        for (let missing = 1; missing < ahead; missing++)
          this.first.set((newest + missing) % 0x10000, FIRST_REQUESTS);
        this.newest = sequenceNumber;
      }
      this.onReceiveRtp.execute(packet);
    });
  }

  /** What werift does by itself. */
  private askFirst(): void {
    if (this.first.size > 0) this.ask([...this.first.keys()]);
    for (const [number, left] of this.first)
      if (left > 1) this.first.set(number, left - 1);
      else this.first.delete(number);
  }

  private ask(numbers: readonly number[]): void {
    this.pass(() => {
      for (const number of numbers) {
        const sent = this.sent.get(number);
        if (sent === undefined || this.nowMs < sent.againAtMs) continue;
        sent.againAtMs = this.nowMs + 2 * this.path.oneWayMs;
        this.send(sent.packet);
      }
    });
  }
}

describe('a picture over a path that loses packets', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const SECONDS = 30;

  const watch = (path: Path): LossyCall => {
    const call = new LossyCall(path);
    call.run(SECONDS);
    call.dispose();
    return call;
  };

  it('is whole where packets only come in another order', () => {
    const call = watch({ lossShare: 0, oneWayMs: 40, jitterMs: 60 });
    expect(call.wholePictures).toBe(1);
    expect(call.shownAtMs.size).toBeGreaterThan(0.85 * SECONDS * FPS);
    expect(call.longestStillMs).toBeLessThan(150);
  });

  it.each([
    [10, 0.95],
    [40, 0.9],
  ])('is whole where one in twenty is lost, %d ms each way', (oneWayMs, share) => {
    const call = watch({ lossShare: 0.05, oneWayMs, jitterMs: 10 });
    expect(call.wholePictures).toBe(1);
    expect(call.shownAtMs.size).toBeGreaterThan(share * SECONDS * FPS);
    expect(call.longestStillMs).toBeLessThan(500);
  });

  it('goes on where one in five is lost, and asks anew for what cannot be had', () => {
    const call = watch({ lossShare: 0.2, oneWayMs: 40, jitterMs: 10 });
    expect(call.shownAtMs.size).toBeGreaterThan(0.25 * SECONDS * FPS);
    expect(call.longestStillMs).toBeLessThan(2_000);
  });
});
