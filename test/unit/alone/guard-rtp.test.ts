import { RTCPeerConnection, RTCDtlsTransport, RtpHeader, RtpPacket } from 'werift';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardLost, guardRtp } from '../../../src/alone/rtc/guard-rtp';

interface LostPackets {
  addPacket(packet: RtpPacket): void;
  setLost(sequenceNumber: number, count: number): void;
  readonly lostSeqNumbers: readonly number[];
  close(): void;
}

function packet(sequenceNumber: number, ssrc = 1): RtpPacket {
  return new RtpPacket(new RtpHeader({ sequenceNumber, ssrc }), Buffer.from([1]));
}

describe('packets that are missing', () => {
  let connection: RTCPeerConnection;
  let nack: LostPackets;
  beforeEach(() => {
    connection = new RTCPeerConnection();
    const place = connection.addTransceiver('video');
    guardLost(place);
    ({ nack } = place.receiver as unknown as { nack: LostPackets });
  });
  afterEach(async () => {
    nack.close();
    await connection.close();
  });

  it('are asked for again, over the end of the numbers as well', () => {
    for (const number of [10, 13, 12, 15]) nack.addPacket(packet(number));
    expect(nack.lostSeqNumbers).toEqual([11, 14]);
    nack.addPacket(packet(11));
    expect(nack.lostSeqNumbers).toEqual([14]);
  });

  it('are not all numbers that there are, from one packet to the next', () => {
    const setLost = vi.spyOn(nack, 'setLost');
    nack.addPacket(packet(65_535));
    for (let count = 0; count < 100; count += 1) {
      for (const number of [65_000, 65_535, 30_000, 62_000, 20, 32_000])
        nack.addPacket(packet(number));
    }
    expect(setLost.mock.calls.length).toBeLessThan(100 * 6 * 512);
    expect(nack.lostSeqNumbers.length).toBeLessThanOrEqual(512);
  });
});

describe('sources of packets', () => {
  it('are as many as an end has, whatever comes', () => {
    const transport = Object.create(RTCDtlsTransport.prototype) as RTCDtlsTransport;
    const taken: number[] = [];
    const onRtp = { execute: ({ header }: RtpPacket) => taken.push(header.ssrc) };
    Object.assign(transport, { onRtp });
    guardRtp(transport);
    guardRtp(transport);
    for (let ssrc = 1; ssrc <= 1_000; ssrc += 1) transport.onRtp.execute(packet(1, ssrc));
    expect(taken.length).toBe(256);
    transport.onRtp.execute(packet(2, 1));
    expect(taken.length).toBe(257);
  });
});
