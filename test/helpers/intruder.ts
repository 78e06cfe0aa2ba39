import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { Signal } from '../../src/shared/protocol/messages';

/** Where the page keeps what it made. */
interface IntruderWindow {
  intruder: RTCPeerConnection;
}

type Hash = 'sha256' | 'sha512';

/** What an intruder has got: decoded pictures, and bytes of RTP. */
export interface Loot {
  readonly state: RTCPeerConnectionState;
  readonly frames: number;
  readonly bytes: number;
}

/** The fingerprint of a certificate as descriptions have it: `AB:CD:…`. */
export function fingerprintOf(certificate: Buffer, hash: Hash): string {
  const digits = createHash(hash).update(certificate).digest('hex').toUpperCase();
  return digits.replaceAll(/..(?=.)/g, '$&:');
}

/**
 * Somebody with a browser, a certificate of their own and no app, who wants the pictures of others:
 * a bare peer connection, with the places that a link of ours has.
 */
export class Intruder {
  private constructor(
    private readonly page: Page,
    /** What it offers, by its own hand. */
    readonly offer: string,
    /** DER. */
    readonly certificate: Buffer,
  ) {}

  static async enter(page: Page): Promise<Intruder> {
    const { offer, der } = await page.evaluate(async () => {
      const wish = { name: 'ECDSA', namedCurve: 'P-256' };
      const certificate = await RTCPeerConnection.generateCertificate(wish);
      // Only the other end of a connection is shown a certificate: once, to ourselves.
      const [here, there] = [
        new RTCPeerConnection({ certificates: [certificate] }),
        new RTCPeerConnection(),
      ];
      const trickle = (from: RTCPeerConnection, to: RTCPeerConnection): void => {
        from.addEventListener('icecandidate', ({ candidate }) => {
          void to.addIceCandidate(candidate ?? undefined);
        });
      };
      trickle(here, there);
      trickle(there, here);
      const opened = new Promise((resolve) => {
        here.createDataChannel('').addEventListener('open', resolve);
      });
      await here.setLocalDescription();
      await there.setRemoteDescription(here.localDescription!);
      await there.setLocalDescription();
      await here.setRemoteDescription(there.localDescription!);
      await opened;
      const [shown] = there.sctp!.transport.getRemoteCertificates();
      const intruder = new RTCPeerConnection({ certificates: [certificate] });
      Object.assign(window, { intruder });
      for (const kind of ['audio', 'video', 'video', 'audio']) intruder.addTransceiver(kind);
      intruder.createDataChannel('');
      await intruder.setLocalDescription();
      // With all candidates in it: there is nobody to trickle them.
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (intruder.iceGatheringState === 'complete') resolve();
        };
        intruder.addEventListener('icegatheringstatechange', look);
        look();
      });
      return { offer: intruder.localDescription!.sdp, der: [...new Uint8Array(shown)] };
    });
    return new Intruder(page, offer, Buffer.from(der));
  }

  /** Takes a signal of whoever fell for it. */
  async take(signal: Signal): Promise<void> {
    await this.page.evaluate(async (given) => {
      const { intruder } = window as unknown as IntruderWindow;
      const isAwaited = intruder.signalingState === 'have-local-offer';
      if (given.kind === 'description' && isAwaited) await intruder.setRemoteDescription(given);
      if (given.kind === 'candidate') await intruder.addIceCandidate(given).catch(() => undefined);
    }, signal);
  }

  /** What it has got so far. */
  async loot(): Promise<Loot> {
    return this.page.evaluate(async () => {
      const { intruder } = window as unknown as IntruderWindow;
      let [frames, bytes] = [0, 0];
      for (const report of (
        await intruder.getStats()
      ).values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type !== 'inbound-rtp') continue;
        frames += report.framesDecoded ?? 0;
        bytes += report.bytesReceived ?? 0;
      }
      return { state: intruder.connectionState, frames, bytes };
    });
  }
}
