import { type RTCDataChannel, RTCPeerConnection } from 'werift';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NodeLink } from '../../../src/alone/rtc/node-link';
import { CertificatePin } from '../../../src/renderer/rtc/certificate-pin';
import type { LinkCloseReason } from '../../../src/renderer/rtc/peer-link';
import type { Signal } from '../../../src/shared/protocol/messages';
import { dataChunk, type SctpChunk, sctpPacket } from '../../helpers/sctp-packet';

// Somebody with whom one is connected, and who says what no program of ours would.

const PATIENCE_MS = 60_000;
const TERMS = { generation: 0, iceServers: [], tracks: {}, connectTimeoutMs: PATIENCE_MS } as const;
const DCEP = 50;

const until = (holds: () => void): Promise<void> => vi.waitFor(holds, { timeout: PATIENCE_MS });

let link: NodeLink;
let eve: RTCPeerConnection;
let channel: RTCDataChannel;
afterEach(async () => {
  await eve.close();
  link.dispose();
});

interface Attack {
  readonly say: (...chunks: readonly SctpChunk[]) => Promise<void>;
  readonly sayBytes: (packet: Buffer) => Promise<void>;
  /** The number of her next piece. */
  readonly nextTsn: number;
  readonly closed: readonly LinkCloseReason[];
}

/** Eve calls, has a channel, and from then on sends what she likes. */
async function connected(): Promise<Attack> {
  link = new NodeLink({ ...TERMS, isInitiator: false, pin: new CertificatePin() }, () => undefined);
  const closed: LinkCloseReason[] = [];
  link.onClosed((reason) => closed.push(reason));
  eve = new RTCPeerConnection();
  channel = eve.createDataChannel('messages');
  link.onSignal((signal) => {
    if (signal.kind === 'description')
      void eve.setRemoteDescription({ type: 'answer', sdp: signal.sdp });
    else if (signal.kind === 'candidate')
      void eve.addIceCandidate({ candidate: signal.candidate, sdpMid: '0', sdpMLineIndex: 0 });
  });
  await eve.setLocalDescription(await eve.createOffer());
  await until(() => {
    expect(eve.iceGatheringState).toBe('complete');
  });
  const { sdp } = eve.localDescription!;
  const offer: Signal = { kind: 'description', generation: 0, type: 'offer', sdp };
  expect(link.signal(offer).ok).toBe(true);
  await until(() => {
    expect([link.state, channel.readyState]).toEqual(['connected', 'open']);
    expect(link.send({ kind: 'line', id: 'line-of-chat', text: 'hello' })).toBe(true);
  });
  const [transport] = eve.dtlsTransports;
  const { remoteVerificationTag: tag, localTsn: nextTsn } = eve.sctpTransport!.sctp as unknown as {
    remoteVerificationTag: number;
    localTsn: number;
  };
  const sayBytes = (packet: Buffer): Promise<void> => transport.sendData(packet);
  const say: Attack['say'] = (...chunks) => sayBytes(sctpPacket(tag, ...chunks));
  return { say, sayBytes, nextTsn, closed };
}

async function isStillThere(): Promise<void> {
  const heard: unknown[] = [];
  channel.onMessage.subscribe((message) => heard.push(message));
  await until(() => {
    link.send({ kind: 'line', id: 'line-of-chat', text: 'still there' });
    expect(heard.length).toBeGreaterThan(0);
  });
}

describe('what cannot be read', () => {
  it('is dropped, and neither ends nor holds up the program', async () => {
    const { say, sayBytes, nextTsn, closed } = await connected();
    await sayBytes(Buffer.from('no packet at all'));
    await sayBytes(Buffer.alloc(0));
    const spoiled = sctpPacket(1, { type: 0 });
    spoiled[8] ^= 1;
    await sayBytes(spoiled);
    await say({ type: 1, body: Buffer.alloc(16) }, { type: 1, body: Buffer.alloc(16) });
    await say({ type: 77 });
    // Of no length: whoever goes on behind it never gets on.
    await say({ type: 11, length: 0 });
    await say({ type: 4, body: Buffer.from([0, 1, 0, 0]) });
    await say({ type: 6, body: Buffer.from([0, 1, 0, 0]) });
    await say({ type: 130, body: Buffer.from([0, 13, 0, 0]) });
    const gaps = Buffer.alloc(12 + 300 * 4);
    gaps.writeUInt16BE(300, 8);
    for (let at = 12; at < gaps.length; at += 4) gaps.writeUInt16BE(0xffff, at + 2);
    await say({ type: 3, body: gaps });
    await say({ type: 3, body: Buffer.alloc(2) });
    // Whole messages that mean nothing: an answer to nobody, and a kind that there is not.
    await say(dataChunk(nextTsn, 40, 3, { kind: DCEP, content: Buffer.from([2]) }));
    await say(dataChunk(nextTsn + 1, 1, 3, { kind: 99 }));
    await say(dataChunk(nextTsn + 2, 42, 3, { kind: DCEP, content: Buffer.alloc(4, 3) }));
    await isStillThere();
    expect([link.state, closed]).toEqual(['connected', []]);
  });
});

describe('what has no end', () => {
  it.each<[string, (nextTsn: number, count: number) => SctpChunk]>([
    ['a message', (tsn, count) => dataChunk(tsn + count, 1, count === 0 ? 2 : 0)],
    ['messages with a gap before them', (tsn, count) => dataChunk(tsn + 1 + 2 * count, 1, 3)],
    ['channels', (tsn, count) => dataChunk(tsn + count, 100 + count, 2)],
  ])('ends the connection: %s', async (_what, chunkOf) => {
    const { say, nextTsn, closed } = await connected();
    for (let count = 0; closed.length === 0 && count < 20_000;) {
      const chunks = Array.from({ length: 40 }, () => chunkOf(nextTsn, count++));
      await say(...chunks);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until(() => {
      expect(closed).toEqual(['failed']);
    });
  });
});
