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

/** For packets that were asked for again; later they are of no use. */
const MAX_WAITING = 128;
/** Three ways there and back of a slow path; then a whole picture is there sooner. */
const MAX_WAIT_MS = 400;
/** As many as one request names. */
const MAX_MISSING = 32;
const MAX_FRAME_BYTES = 4 * 1024 * 1024;
/** Parts of a byte cost a hundred times what is in them. */
const MAX_PARTS = 8_192;
const SEQUENCES = 0x10000;
const HALF = SEQUENCES / 2;

interface WaitingPacket {
  readonly packet: PicturePacket;
  readonly cameAtMs: number;
}

export interface AssemblerHooks {
  handleFrame(frame: Uint8Array): void;
  /** What came can be shown only after a frame that needs no other. */
  handleLoss(): void;
}

/** What is waited for. */
export interface Gap {
  readonly sinceMs: number;
  /** Numbers of packets, in order; the first of them, where there are many. */
  readonly missing: readonly number[];
}

/**
 * Puts packets of VP8 into order and makes frames of them. What is missing is waited for a moment,
 * and as long as little else has come; then all is dropped up to the next key frame.
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

  constructor(private readonly hooks: AssemblerHooks) {}

  take(packet: PicturePacket, nowMs: number): void {
    const { sequenceNumber } = packet;
    this.next ??= sequenceNumber;
    if (distance(this.next, sequenceNumber) < 0) return;
    this.waiting.set(sequenceNumber, { packet, cameAtMs: nowMs });
    this.drain();
    if (this.waiting.size <= MAX_WAITING && !this.hasWaited(nowMs)) return;
    this.lose();
    this.drain();
  }

  /** `null`: all is there, up to the newest packet that has come. */
  get gap(): Gap | null {
    const { next, waiting } = this;
    const sinceMs = this.waitingSinceMs();
    if (next === null || sinceMs === null) return null;
    const missing: number[] = [];
    for (let at = next, seen = 0; seen < waiting.size && missing.length < MAX_MISSING;) {
      if (waiting.has(at)) seen++;
      else missing.push(at);
      at = (at + 1) % SEQUENCES;
    }
    return { sinceMs, missing };
  }

  /** What is shown has to begin anew. */
  reset(): void {
    this.needsKey = true;
    this.drop();
  }

  private hasWaited(nowMs: number): boolean {
    const sinceMs = this.waitingSinceMs();
    return sinceMs !== null && nowMs - sinceMs > MAX_WAIT_MS;
  }

  /** When the first of those came that are of no use yet; `null`: there are none. */
  private waitingSinceMs(): number | null {
    let sinceMs: number | null = null;
    for (const { cameAtMs } of this.waiting.values())
      sinceMs = sinceMs === null ? cameAtMs : Math.min(sinceMs, cameAtMs);
    return sinceMs;
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

  /** There is no frame of that size, and what there is of it is let go. */
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
    this.hooks.handleFrame(frame);
  }

  private drop(): void {
    this.parts = [];
    this.bytes = 0;
  }
}

/** From `a` to `b`, over the end of the numbers where that is nearer. */
function distance(a: number, b: number): number {
  const ahead = (b - a + SEQUENCES) % SEQUENCES;
  return ahead < HALF ? ahead : ahead - SEQUENCES;
}
