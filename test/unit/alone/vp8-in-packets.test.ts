import { beforeEach, describe, expect, it } from 'vitest';
import { FrameAssembler, type PicturePacket } from '../../../src/alone/rtc/frame-assembler';
import { readVp8Part, vp8Payloads } from '../../../src/alone/rtc/vp8-payload';

const MAX_BYTES = 100;

/** A frame of so many bytes; the lowest bit of the first says whether others are needed. */
function frameOf(bytes: number, isKey: boolean, fill = 7): Uint8Array {
  const frame = new Uint8Array(bytes).fill(fill);
  frame[0] = isKey ? 0x10 : 0x11;
  return frame;
}

function packetsOf(frame: Uint8Array, timestamp: number, first: number): PicturePacket[] {
  const payloads = vp8Payloads(frame, MAX_BYTES);
  return payloads.map((payload, index) => ({
    sequenceNumber: (first + index) % 0x10000,
    timestamp,
    marker: index === payloads.length - 1,
    payload,
  }));
}

describe('a part of a frame', () => {
  it.each([
    ['the plain form', [0x10, 1, 2], { isStart: true, data: [1, 2] }],
    ['a part that goes on', [0x00, 1], { isStart: false, data: [1] }],
    ['a short picture number', [0x90, 0x80, 0x11, 5], { isStart: true, data: [5] }],
    ['a long one, layers and keys', [0x90, 0xf0, 0x81, 2, 3, 4, 5], { isStart: true, data: [5] }],
    ['another partition', [0x11, 5], { isStart: false, data: [5] }],
  ])('is read: %s', (_what, payload, part) => {
    const read = readVp8Part(Uint8Array.from(payload));
    expect(read && { ...read, data: [...read.data] }).toEqual(part);
  });

  it.each([
    [[]],
    [[0x10]],
    [[0x90]],
    [[0x90, 0xf0]],
    [[0x90, 0x80, 0x81]],
    [[0x90, 0xff, 0x80, 1]],
  ])('is none, where it ends too soon: %j', (payload) => {
    expect(readVp8Part(Uint8Array.from(payload))).toBeNull();
  });
});

describe('frames from packets', () => {
  let frames: Uint8Array[];
  let losses: number;
  let assembler: FrameAssembler;
  const take = (packets: readonly PicturePacket[]): void => {
    for (const packet of packets) assembler.take(packet, 0);
  };

  beforeEach(() => {
    frames = [];
    losses = 0;
    assembler = new FrameAssembler({
      handleFrame: (frame) => frames.push(frame),
      handleLoss: () => losses++,
    });
  });

  it('are what was sent, of one packet or of many, over the end of the numbers', () => {
    const sent = [frameOf(350, true), frameOf(20, false, 8), frameOf(100, false, 9)];
    let number = 0xfffe;
    for (const [index, frame] of sent.entries()) {
      const packets = packetsOf(frame, index * 3_000, number);
      number += packets.length;
      take(packets);
    }
    expect(frames).toEqual(sent);
    expect(losses).toBe(0);
  });

  it('are in order, whatever order packets come in, and come once', () => {
    const [key, next] = [frameOf(250, true), frameOf(250, false, 8)];
    const first = packetsOf(key, 0, 10);
    const packets = [...first.slice(1), ...packetsOf(next, 3_000, 13)];
    take([first[0], ...packets.toReversed(), ...packets]);
    expect(frames).toEqual([key, next]);
  });

  it('wait for the first that needs no other, and ask for it', () => {
    take(packetsOf(frameOf(50, false), 0, 1));
    expect([frames.length, losses]).toEqual([0, 1]);
    take(packetsOf(frameOf(50, true), 3_000, 2));
    expect(frames).toHaveLength(1);
  });

  it('go on with the next whole picture where one is lost', () => {
    take(packetsOf(frameOf(50, true), 0, 1));
    // Number 2 never comes.
    for (let number = 3; number < 140; number++)
      take(packetsOf(frameOf(50, false), number * 3_000, number));
    expect(frames).toHaveLength(1);
    expect(losses).toBeGreaterThan(0);
    take(packetsOf(frameOf(60, true), 900_000, 140));
    expect(frames).toHaveLength(2);
  });

  it('say what they wait for, over the end of the numbers, and wait no longer than a moment', () => {
    take(packetsOf(frameOf(50, true), 0, 0xfffd));
    expect(assembler.gap).toBeNull();
    const come = (number: number, nowMs: number): void => {
      assembler.take(packetsOf(frameOf(50, false), number, number)[0], nowMs);
    };
    come(0xffff, 1_000);
    come(2, 1_100);
    expect(assembler.gap).toEqual({ sinceMs: 1_000, missing: [0xfffe, 0, 1] });
    come(0xfffe, 1_300);
    expect(frames).toHaveLength(3);
    expect(assembler.gap).toEqual({ sinceMs: 1_100, missing: [0, 1] });
    come(3, 1_490);
    expect(losses).toBe(0);
    come(4, 1_510);
    expect(losses).toBeGreaterThan(0);
    expect(assembler.gap).toBeNull();
    take(packetsOf(frameOf(60, true), 6, 5));
    expect(frames).toHaveLength(4);
  });

  it('wait no less where the program did something else meanwhile', () => {
    const come = (number: number, nowMs: number): void => {
      assembler.take(packetsOf(frameOf(50, number === 1), number * 3_000, number)[0], nowMs);
    };
    for (const [number, nowMs] of [
      [1, 0],
      // Number 2 is late.
      [3, 66],
      [4, 99],
      [5, 1_200],
      [6, 1_200],
      [2, 1_200],
    ])
      come(number, nowMs);
    expect([frames.length, losses]).toEqual([6, 0]);
  });

  it('come to nothing, and to no fault, of what is no frame', () => {
    let seed = 7;
    const chance = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let count = 0; count < 20_000; count++) {
      assembler.take(
        {
          sequenceNumber: chance(0x10000),
          timestamp: chance(4) * 3_000,
          marker: chance(2) === 0,
          payload: Uint8Array.from({ length: chance(6) }, () => chance(256)),
        },
        0,
      );
    }
    expect(frames.every((frame) => frame.length <= 6 * 128)).toBe(true);
  });

  it('are none of parts without end, of which nothing is kept', () => {
    const part = (sequenceNumber: number): PicturePacket => ({
      sequenceNumber,
      timestamp: 0,
      marker: false,
      payload: Uint8Array.of(sequenceNumber === 0 ? 0x10 : 0, 0),
    });
    for (let count = 0; count < 20_000; count++) assembler.take(part(count), 0);
    assembler.take({ ...part(20_000), marker: true }, 0);
    expect(frames).toEqual([]);
    expect(losses).toBeGreaterThan(0);
    const key = frameOf(50, true);
    take(packetsOf(key, 3_000, 20_001));
    expect(frames).toEqual([key]);
  });
});
