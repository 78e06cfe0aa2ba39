import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Event,
  ReceiverEstimatedMaxBitrate,
  type RTCRtpTransceiver as Place,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpReceiverInfo,
  RtcpRrPacket,
  type RtpPacket,
} from 'werift';
import type { SendingPlan } from '../../../src/shared/call/sending-policy';
import { NodeTrack } from '../../../src/alone/media/node-track';
import { PictureSender } from '../../../src/alone/rtc/picture-sender';
import { SendRate } from '../../../src/alone/rtc/send-rate';
import { noiseI420 } from '../../helpers/pixel-frames';

const WANTED_KBPS = 400;

describe('how much is sent', () => {
  const after = (reports: readonly number[], rate = new SendRate()): number => {
    for (const share of reports) rate.noteLoss(share, WANTED_KBPS);
    return rate.of(WANTED_KBPS);
  };

  it('is what is wanted while little is lost', () => {
    expect(after([0, 0.01, 0.05, 0.09])).toBe(WANTED_KBPS);
  });

  it('falls with each report of much loss, and the more the more is lost', () => {
    expect(after([0.2])).toBeCloseTo(0.9 * WANTED_KBPS);
    expect(after([0.2, 0.2])).toBeCloseTo(0.81 * WANTED_KBPS);
    expect(after([0.6])).toBeCloseTo(0.7 * WANTED_KBPS);
  });

  it('stays while some is lost, and grows back to what is wanted when none is', () => {
    const rate = new SendRate();
    const low = after([0.5, 0.5, 0.5], rate);
    expect(after([0.05, 0.05], rate)).toBe(low);
    expect(after([0], rate)).toBeGreaterThan(low);
    expect(after(new Array<number>(20).fill(0), rate)).toBe(WANTED_KBPS);
  });

  it('never falls below what a picture needs, nor rises above what is wanted', () => {
    expect(after(new Array<number>(100).fill(1))).toBe(20);
    const rate = new SendRate();
    rate.noteEstimate(1);
    expect([rate.of(WANTED_KBPS), rate.of(10)]).toEqual([20, 10]);
    rate.noteEstimate(9_999);
    expect(rate.of(WANTED_KBPS)).toBe(WANTED_KBPS);
  });
});

const SSRC = 7;
const PLAN: SendingPlan = {
  scaleResolutionDownBy: 1,
  maxBitrateKbps: WANTED_KBPS,
  maxFramerate: 30,
  isLarge: false,
  isActive: true,
};

/** A place whose packets are counted, and which hears what it is told. */
class HeardPlace {
  bytes = 0;
  private readonly toSender = new Event<[RtcpPacket]>();
  private readonly toReceiver = new Event<[RtcpPacket]>();
  readonly sender = {
    ssrc: SSRC,
    onRtcp: this.toSender,
    sendRtp: (packet: RtpPacket): Promise<void> => {
      this.bytes += packet.payload.length;
      return Promise.resolve();
    },
  };
  readonly receiver = { onRtcp: this.toReceiver };

  asPlace(): Place {
    return this as unknown as Place;
  }

  report(ssrc: number, share: number): void {
    const reports = [new RtcpReceiverInfo({ ssrc, fractionLost: Math.floor(share * 255) })];
    this.toSender.execute(new RtcpRrPacket({ ssrc: 1, reports }));
  }

  estimate(kbps: number): void {
    const feedback = new ReceiverEstimatedMaxBitrate({ bitrate: BigInt(kbps * 1_000) });
    this.toSender.execute(new RtcpPayloadSpecificFeedback({ feedback }));
  }
}

describe('a picture that is sent', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  const frames = Array.from({ length: 30 }, (_, index) =>
    noiseI420(96, 64, { matrix: 'bt601', isFullRange: false }, index + 1),
  );

  it('has fewer bits where the other end loses some of it, and more again later', () => {
    const place = new HeardPlace();
    const track = new NodeTrack({ kind: 'video', label: 'noise' });
    const sender = new PictureSender(place.asPlace(), track, PLAN, () => undefined);
    /** Bits in the last of `seconds`, each of which ends with what `report` says. */
    const play = (seconds: number, report: () => void): number => {
      let bytes = 0;
      for (let second = 0; second < seconds; second++) {
        const before = place.bytes;
        for (const frame of frames) {
          track.show(frame);
          vi.advanceTimersByTime(1_000 / 30);
        }
        bytes = place.bytes - before;
        report();
      }
      return bytes * 8;
    };
    const before = play(4, () => {
      place.report(SSRC, 0);
    });
    expect(before).toBeGreaterThan(0.6 * WANTED_KBPS * 1_000);
    const others = play(3, () => {
      place.report(SSRC + 1, 1);
    });
    expect(others).toBeGreaterThan(0.8 * before);
    const lossy = play(6, () => {
      place.report(SSRC, 0.5);
    });
    expect(lossy).toBeLessThan(0.6 * before);
    const healed = play(20, () => {
      place.report(SSRC, 0);
    });
    // Within the step that is worth another encoder, and what that makes of noise.
    expect(healed).toBeGreaterThan(Math.max(0.6 * before, 1.1 * lossy));
    const estimated = play(4, () => {
      place.estimate(150);
    });
    expect(estimated).toBeLessThan(0.6 * before);
    sender.dispose();
  }, 120_000);
});
