import { isVp8KeyFrame } from '../media/vp8-header';
import { readVp8Part } from './vp8-payload';

/** As much of an RTP packet as is looked at. */
export interface PicturePacket {
  /** 0 to 65535. */
  readonly sequenceNumber: number;
  /** Of the frame: the same in all of its packets. */
  readonly timestamp: number;
  /** The last packet of its frame. */
  readonly marker: boolean;
  readonly payload: Uint8Array;
}

/** Packets behind a gap: with more of them, what is missing is given up. */
const MAX_WAITING = 128;
/** Three round trips of a slow path; after that a key frame is there sooner. */
const MAX_WAIT_MS = 400;
/**
 * As far apart as packets are read. What is asked for may have come while the program did something
 * else for longer, and be the next one that it reads.
 */
const MAX_STEP_MS = 200;
/** As many packets as one request names. */
const MAX_MISSING = 32;
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** Of one frame: a part of one byte costs a hundred times that. */
const MAX_PARTS = 8_192;
const SEQUENCES = 0x10000;
const HALF = SEQUENCES / 2;

interface WaitingPacket {
  readonly packet: PicturePacket;
  readonly cameAtMs: number;
  /** By the time in which packets were read. */
  readonly readAtMs: number;
}

export interface AssemblerHooks {
  /** @param timestamp Of its packets. */
  handleFrame(frame: Uint8Array, timestamp: number): void;
  /** Nothing can be shown before the next key frame. */
  handleLoss(): void;
}

/** What is waited for. */
export interface Gap {
  readonly sinceMs: number;
  /** Numbers of packets, in order; the first of them, where there are many. */
  readonly missing: readonly number[];
}

/**
 * Puts packets of VP8 into order and makes frames of them. A missing packet is waited for a moment,
 * and as long as little has come behind it; then all is dropped up to the next key frame.
 */
export class FrameAssembler {
  private readonly waiting = new Map<number, WaitingPacket>();
  /** `null`: nothing has come yet. */
  private next: number | null = null;
  private parts: Uint8Array[] = [];
  private bytes = 0;
  private timestamp = 0;
  private isBroken = false;
  private needsKey = true;
  private cameAtMs = 0;
  private readAtMs = 0;

  constructor(private readonly hooks: AssemblerHooks) {}

  take(packet: PicturePacket, nowMs: number): void {
    const { sequenceNumber } = packet;
    this.readAtMs += Math.min(nowMs - this.cameAtMs, MAX_STEP_MS);
    this.cameAtMs = nowMs;
    this.next ??= sequenceNumber;
    if (distance(this.next, sequenceNumber) < 0) return;
    this.waiting.set(sequenceNumber, { packet, cameAtMs: nowMs, readAtMs: this.readAtMs });
    this.drain();
    if (this.waiting.size <= MAX_WAITING && !this.hasWaited()) return;
    this.lose();
    this.drain();
  }

  /** `null`: all is there, up to the newest packet that has come. */
  get gap(): Gap | null {
    const { next, waiting } = this;
    const sinceMs = earliest(waiting, 'cameAtMs');
    if (next === null || sinceMs === null) return null;
    const missing: number[] = [];
    for (let at = next, seen = 0; seen < waiting.size && missing.length < MAX_MISSING;) {
      if (waiting.has(at)) seen++;
      else missing.push(at);
      at = (at + 1) % SEQUENCES;
    }
    return { sinceMs, missing };
  }

  /** Begins anew with the next key frame. */
  reset(): void {
    this.needsKey = true;
    this.drop();
  }

  private hasWaited(): boolean {
    const sinceMs = earliest(this.waiting, 'readAtMs');
    return sinceMs !== null && this.readAtMs - sinceMs > MAX_WAIT_MS;
  }

  private drain(): void {
    for (;;) {
      const { next } = this;
      const waiting = next === null ? undefined : this.waiting.get(next);
      if (next === null || waiting === undefined) return;
      this.waiting.delete(next);
      this.next = (next + 1) % SEQUENCES;
      this.add(waiting.packet);
    }
  }

  private lose(): void {
    const { next } = this;
    if (next === null) return;
    const nearest = [...this.waiting.keys()].reduce((a, b) =>
      distance(next, a) <= distance(next, b) ? a : b,
    );
    this.next = nearest;
    this.needsKey = true;
    this.drop();
    this.hooks.handleLoss();
  }

  private add({ timestamp, marker, payload }: PicturePacket): void {
    // Chromium probes the path with packets that have nothing in them.
    if (payload.length === 0) return;
    const part = readVp8Part(payload);
    if (timestamp !== this.timestamp || part?.isStart === true) this.begin(timestamp, part);
    if (part === null) this.isBroken = true;
    if (this.isBroken || part === null) return;
    this.parts.push(part.data);
    this.bytes += part.data.length;
    const isTooMuch = this.bytes > MAX_FRAME_BYTES || this.parts.length > MAX_PARTS;
    if (isTooMuch) this.breakOff();
    else if (marker) this.finish();
  }

  private begin(timestamp: number, part: ReturnType<typeof readVp8Part>): void {
    this.drop();
    this.timestamp = timestamp;
    this.isBroken = part?.isStart !== true;
  }

  /** Gives up a frame that is larger than any real one. */
  private breakOff(): void {
    this.isBroken = true;
    this.needsKey = true;
    this.drop();
    this.hooks.handleLoss();
  }

  private finish(): void {
    const frame = new Uint8Array(this.bytes);
    let at = 0;
    for (const part of this.parts) {
      frame.set(part, at);
      at += part.length;
    }
    this.drop();
    if (this.needsKey && !isVp8KeyFrame(frame)) {
      this.hooks.handleLoss();
      return;
    }
    this.needsKey = false;
    this.hooks.handleFrame(frame, this.timestamp);
  }

  private drop(): void {
    this.parts = [];
    this.bytes = 0;
  }
}

/** When the first packet behind a gap came; `null`: there is none. */
function earliest(
  waiting: ReadonlyMap<number, WaitingPacket>,
  clock: 'cameAtMs' | 'readAtMs',
): number | null {
  let sinceMs: number | null = null;
  for (const { [clock]: atMs } of waiting.values()) sinceMs = Math.min(sinceMs ?? atMs, atMs);
  return sinceMs;
}

/** Steps from `a` to `b`, negative where `b` comes before, across the wrap-around if need be. */
function distance(a: number, b: number): number {
  const ahead = (b - a + SEQUENCES) % SEQUENCES;
  return ahead < HALF ? ahead : ahead - SEQUENCES;
}
