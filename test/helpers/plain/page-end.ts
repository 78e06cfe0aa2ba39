import type { BrowserContext, Page } from 'playwright-core';
import type { LumaFrame } from '../fake-camera';
import type { PlainEnd, PlainEndFactory, PlainFigures, PlainMedia, PlainSignal } from './plain-end';

/** In the page. */
interface NegotiatingWindow {
  say: (signal: PlainSignal) => Promise<void>;
  negotiating: {
    start(media: PlainMedia, isOffering: boolean): Promise<void>;
    take(signal: PlainSignal): Promise<void>;
    figures(): Promise<PlainFigures>;
    close(): Promise<void>;
  };
}

/** What few ends do, and all may. */
export interface PageHabits {
  /** How many sections of pictures it offers more than others. */
  readonly morePictures?: number;
  /** The only codec of pictures that it knows: `video/H264`. */
  readonly codec?: string;
  /** How often it offers anew, for no reason. */
  readonly offersEveryMs?: number;
  /** It finds no address, as Chromium does not where an offer is taken back at a bad moment. */
  readonly findsNothing?: boolean;
}

/** What it sends: white on the left, black on the right. */
export const PAGE_PICTURE: LumaFrame = {
  widthPx: 4,
  heightPx: 2,
  luma: Uint8Array.from([255, 255, 0, 0, 255, 255, 0, 0]),
};

/**
 * An end in a page that negotiates as the specification of WebRTC shows it ("perfect negotiation"),
 * and offers whenever it has something new to send: where two offers cross, it gives way or does
 * not.
 */
class PageEnd implements PlainEnd {
  constructor(
    private readonly page: Page,
    private readonly media: PlainMedia,
  ) {}

  async start(isOffering: boolean): Promise<void> {
    await this.page.evaluate(
      ([media, isFirst]) =>
        (window as unknown as NegotiatingWindow).negotiating.start(media, isFirst),
      [this.media, isOffering] as const,
    );
  }

  async take(signal: PlainSignal): Promise<void> {
    await this.page.evaluate(
      (heard) => (window as unknown as NegotiatingWindow).negotiating.take(heard),
      signal,
    );
  }

  async figures(): Promise<PlainFigures> {
    return this.page.evaluate(() => (window as unknown as NegotiatingWindow).negotiating.figures());
  }

  async close(): Promise<void> {
    await this.page.evaluate(() => (window as unknown as NegotiatingWindow).negotiating.close());
    await this.page.close();
  }
}

export interface PageEndOptions {
  /** Whether it gives way where two offers cross. */
  readonly isPolite: boolean;
  /**
   * The address of a page that may use the camera, to send that in place of PAGE_PICTURE; left out:
   * it sends PAGE_PICTURE.
   */
  readonly cameraAt?: string;
  /** All its candidates are in its descriptions, for which it waits. */
  readonly isWhole?: boolean;
  readonly habits?: PageHabits;
  /** Its certificate has a key of RSA; left out: of a curve, as Chromium's do by themselves. */
  readonly hasRsaKey?: boolean;
}

export function pageEnds(
  context: BrowserContext,
  { isPolite, cameraAt, isWhole = false, hasRsaKey = false, habits = {} }: PageEndOptions,
): PlainEndFactory {
  return async (media, say) => {
    const page = await context.newPage();
    if (cameraAt !== undefined) await page.goto(cameraAt);
    await page.exposeFunction('say', say);
    const hasCamera = cameraAt !== undefined;
    await page.evaluate(prepare, { isPolite, isWhole, hasRsaKey, hasCamera, habits });
    return new PageEnd(page, media);
  };
}

/** Runs in the page: all that it needs is in it. */
async function prepare({
  isPolite,
  isWhole,
  hasRsaKey,
  hasCamera,
  habits,
}: {
  readonly isPolite: boolean;
  readonly isWhole: boolean;
  readonly hasRsaKey: boolean;
  readonly hasCamera: boolean;
  readonly habits: PageHabits;
}): Promise<void> {
  const { say } = window as unknown as NegotiatingWindow;
  const LAST_WORD_MS = 100;
  const rsa = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2_048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  const certificates = hasRsaKey ? [await RTCPeerConnection.generateCertificate(rsa)] : [];
  const iceTransportPolicy = habits.findsNothing === true ? 'relay' : 'all';
  const connection = new RTCPeerConnection({ certificates, iceTransportPolicy });
  let isMakingOffer = false;
  let isIgnoringOffer = false;

  const offer = async (): Promise<void> => {
    isMakingOffer = true;
    try {
      await connection.setLocalDescription();
      await sayDescription('offer');
    } finally {
      isMakingOffer = false;
    }
  };
  connection.onnegotiationneeded = offer;
  const pictures = (): RTCRtpTransceiver[] => {
    return connection.getTransceivers().filter(({ receiver }) => receiver.track.kind === 'video');
  };
  connection.onicecandidate = ({ candidate }) => {
    if (isWhole || candidate === null || candidate.candidate === '') return;
    const { sdpMid, sdpMLineIndex } = candidate;
    void say({ kind: 'candidate', candidate: candidate.candidate, sdpMid, sdpMLineIndex });
  };

  async function sayDescription(type: 'offer' | 'answer'): Promise<void> {
    while (isWhole && connection.iceGatheringState !== 'complete') {
      await new Promise((resolve) => {
        connection.addEventListener('icegatheringstatechange', resolve, { once: true });
      });
    }
    const description = connection.localDescription;
    // An offer may have been taken back in the meantime.
    if (description?.type === type) await say({ kind: 'description', type, sdp: description.sdp });
  }

  /** White on the left, black on the right. */
  function paint(): MediaStreamTrack {
    const canvas = document.createElement('canvas');
    canvas.width = 320;
    canvas.height = 240;
    const context = canvas.getContext('2d')!;
    let frame = 0;
    setInterval(() => {
      frame += 1;
      context.fillStyle = '#000';
      context.fillRect(0, 0, 320, 240);
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 160, 240);
      // Something must change, or nothing is sent.
      context.fillStyle = frame % 2 === 0 ? '#888' : '#fff';
      context.fillRect(0, 0, 8, 8);
    }, 50);
    return canvas.captureStream(20).getVideoTracks()[0];
  }

  function hum(): MediaStreamTrack {
    const audio = new AudioContext();
    const tone = new OscillatorNode(audio);
    const output = audio.createMediaStreamDestination();
    tone.connect(output);
    tone.start();
    return output.stream.getAudioTracks()[0];
  }

  const negotiating: NegotiatingWindow['negotiating'] = {
    async start(media, isOffering) {
      const stream = new MediaStream();
      const film = hasCamera ? await navigator.mediaDevices.getUserMedia({ video: true }) : null;
      if (media === 'both') connection.addTrack(hum(), stream);
      if (media !== 'none') connection.addTrack(film?.getVideoTracks()[0] ?? paint(), stream);
      else if (isOffering) connection.addTransceiver('video', { direction: 'recvonly' });
      for (let count = habits.morePictures ?? 0; count > 0; count -= 1) {
        connection.addTrack(paint(), new MediaStream());
      }
      if (habits.offersEveryMs !== undefined) {
        setInterval(() => void offer().catch(() => undefined), habits.offersEveryMs);
      }
      if (habits.codec === undefined) return;
      const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
      const known = codecs.filter(({ mimeType }) => mimeType === habits.codec);
      // A browser that does not have it says what it has.
      if (known.length > 0) for (const place of pictures()) place.setCodecPreferences(known);
    },
    async take(signal) {
      if (signal.kind === 'candidate') {
        await connection.addIceCandidate(signal).catch((error: unknown) => {
          if (!isIgnoringOffer) throw error;
        });
        return;
      }
      const isCrossing =
        signal.type === 'offer' && (isMakingOffer || connection.signalingState !== 'stable');
      isIgnoringOffer = !isPolite && isCrossing;
      if (isIgnoringOffer) return;
      await connection.setRemoteDescription(signal);
      if (signal.type === 'answer') return;
      await connection.setLocalDescription();
      await sayDescription('answer');
    },
    async figures() {
      let frames = 0;
      let soundPackets = 0;
      const reports = await connection.getStats();
      for (const report of reports.values() as Iterable<RTCInboundRtpStreamStats>) {
        if (report.type !== 'inbound-rtp') continue;
        frames += report.framesDecoded ?? 0;
        if (report.kind === 'audio') soundPackets += report.packetsReceived ?? 0;
      }
      return { frames, soundPackets };
    },
    async close() {
      connection.close();
      // Its last word goes out by itself, and would not from a page that is gone.
      await new Promise((resolve) => setTimeout(resolve, LAST_WORD_MS));
    },
  };
  Object.assign(window, { negotiating });
}
