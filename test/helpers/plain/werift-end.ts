import { createPrivateKey } from 'node:crypto';
import { RTCPeerConnection, type RTCRtpTransceiver, type RtpPacket, useOPUS, useVP8 } from 'werift';
import type { TestCertificate } from '../make-certificate';
import type { PlainEnd, PlainEndFactory, PlainFigures, PlainMedia, PlainSignal } from './plain-end';

/**
 * An end on werift, which is JavaScript and has nothing in common with a browser. It sends back the
 * packets that it gets, so that whoever calls it sees and hears themselves; it decodes nothing. All
 * its candidates are in its description, as with aiortc.
 */
class WeriftEnd implements PlainEnd {
  private readonly connection: RTCPeerConnection;
  private readonly received = { frames: 0, soundPackets: 0 };

  constructor(
    private readonly media: PlainMedia,
    private readonly say: (signal: PlainSignal) => void,
    certificate: TestCertificate | null,
  ) {
    this.connection = new RTCPeerConnection({
      codecs: { audio: [useOPUS()], video: [useVP8()] },
      iceAdditionalHostAddresses: ['127.0.0.1'],
      ...(certificate && { dtls: { keys: keysOf(certificate) } }),
    });
    this.connection.onRemoteTransceiverAdded.subscribe((transceiver) => {
      transceiver.setDirection(this.sends(transceiver.kind) ? 'sendrecv' : 'recvonly');
      this.mirror(transceiver);
    });
  }

  async start(isOffering: boolean): Promise<void> {
    if (!isOffering) return;
    // Of those that it does not send it takes pictures only, as clivrt does.
    for (const kind of this.media === 'both' ? (['audio', 'video'] as const) : ['video' as const]) {
      const direction = this.sends(kind) ? 'sendrecv' : 'recvonly';
      this.mirror(this.connection.addTransceiver(kind, { direction }));
    }
    await this.describe('offer');
  }

  async take(signal: PlainSignal): Promise<void> {
    if (signal.kind === 'candidate') {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      await this.connection.addIceCandidate({
        candidate,
        sdpMid: sdpMid ?? undefined,
        sdpMLineIndex: sdpMLineIndex ?? undefined,
      });
      return;
    }
    await this.connection.setRemoteDescription({ type: signal.type, sdp: signal.sdp });
    if (signal.type === 'offer') await this.describe('answer');
  }

  figures(): Promise<PlainFigures> {
    return Promise.resolve({ ...this.received });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private sends(kind: string): boolean {
    return this.media === 'both' || (this.media === 'video' && kind === 'video');
  }

  private async describe(type: 'offer' | 'answer'): Promise<void> {
    const { connection } = this;
    await connection.setLocalDescription(
      type === 'offer' ? await connection.createOffer() : await connection.createAnswer(),
    );
    if (connection.iceGatheringState !== 'complete') {
      await connection.iceGatheringStateChange.watch((state) => state === 'complete');
    }
    this.say({ kind: 'description', type, sdp: connection.localDescription!.sdp });
  }

  /** What comes goes back, and so does the wish for a whole picture. */
  private mirror(transceiver: RTCRtpTransceiver): void {
    const { sender, receiver, kind } = transceiver;
    const isSent = this.sends(kind);
    let ssrc = 0;
    transceiver.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet: RtpPacket) => {
        if (kind === 'audio') this.received.soundPackets += 1;
        else if (packet.header.marker) this.received.frames += 1;
        if (ssrc === 0 && kind === 'video') {
          ssrc = packet.header.ssrc;
          void receiver.sendRtcpPLI(ssrc);
        }
        if (isSent) void sender.sendRtp(packet);
      });
    });
    sender.onPictureLossIndication.subscribe(() => {
      if (ssrc !== 0) void receiver.sendRtcpPLI(ssrc);
    });
  }
}

/** By TLS's numbers. */
const SHA256 = 4;
const SIGNATURES = { rsa: 1, ec: 3 } as const;

function keysOf({ cert, key }: TestCertificate) {
  const kind = createPrivateKey(key).asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
  const signatureHash = { hash: SHA256, signature: SIGNATURES[kind] } as const;
  return { certPem: cert, keyPem: key, signatureHash };
}

export const createWeriftEnd: PlainEndFactory = (media, say) =>
  Promise.resolve(new WeriftEnd(media, say, null));

/** One that shows that certificate, whoever's key it has. */
export function createCertifiedEnd(
  certificate: TestCertificate,
  ...[media, say]: Parameters<PlainEndFactory>
): PlainEnd {
  return new WeriftEnd(media, say, certificate);
}
