import { MAX_DEMAND, nextDemand } from '../../shared/call/bit-demand';
import {
  type Bandwidth,
  isSamePlan,
  planSending,
  sentPx,
  type SendingPlan,
  type SendingSource,
  type View,
} from '../../shared/call/sending-policy';
import type { LinkStats, PeerLink, PictureKind } from './peer-link';

/**
 * What the other end is taken to show until it has said so, which takes it a moment. A full picture
 * would come as a burst, in another codec, and both would have to be taken back.
 */
const FIRST_VIEW: View = { cols: 160, rows: 48, wantsPixels: false };
/** Samples, a second apart: who has not said anything by then is not going to, and gets it all. */
const FIRST_SAMPLES = 3;

/** Steps of reduction are 3/4 or 2/3 of each side; rounding is far less. */
const REDUCED_SHARE = 0.8;

/** What the picture of `track` begins with, before the other end has said anything. */
export function planFirst(track: MediaStreamTrack | null, bandwidth: Bandwidth): SendingPlan {
  const source = sourceOf(track, null, MAX_DEMAND);
  return { ...planSending(FIRST_VIEW, source, bandwidth), isFirst: true };
}

/** Keeps what a link sends to what its other end shows, by the sending policy. */
export class SendingControl {
  private view: View | null = null;
  private bandwidth: Bandwidth = 'auto';
  private codec: string | null = null;
  private demand = MAX_DEMAND;
  private isPaused = false;
  private sampleCount = 0;
  private applied: SendingPlan | null = null;

  constructor(
    private readonly link: Pick<PeerLink, 'setSendingPlan'>,
    /** What pictures are sent from now; `null`: nothing. */
    private readonly track: () => MediaStreamTrack | null,
    private readonly kind: PictureKind = 'video',
    /** The other end has no words for what it shows: it gets it all at once. */
    private readonly isForSilent = false,
  ) {}

  /** Pictures are sent from another track than before. */
  handleTrack(): void {
    this.update();
  }

  /** What the remote end shows of the local picture. */
  setView(view: View): void {
    this.view = view;
    this.demand = MAX_DEMAND;
    if (!this.isBeginning()) this.update();
  }

  setBandwidth(bandwidth: Bandwidth): void {
    this.bandwidth = bandwidth;
    this.startOver();
  }

  /** Sends no video, whoever watches: the picture goes another way. */
  setPaused(isPaused: boolean): void {
    if (isPaused === this.isPaused) return;
    this.isPaused = isPaused;
    this.startOver();
  }

  /** To be told every second: the figures are those since the time before. */
  handleStats(stats: LinkStats): void {
    const { sentCodec, sentQuantiser } = stats;
    this.sampleCount += 1;
    // The first was sent by another than the rest will be.
    if (this.applied?.isFirst !== true) this.codec = sentCodec ?? this.codec;
    this.demand = this.isReduced(stats)
      ? MAX_DEMAND
      : nextDemand(this.demand, sentQuantiser, sentCodec);
    // Looks at the camera again as well: its picture may have been turned or resized.
    this.update();
  }

  /** Forgets how many bits the picture demanded: that was under other terms. */
  private startOver(): void {
    this.demand = MAX_DEMAND;
    this.update();
  }

  /**
   * Another size would have an encoder that has just begun begin anew, and the first picture come
   * later: within the first second a face is sent as it is, unless nobody wants it.
   */
  private isBeginning(): boolean {
    const isSent = this.applied?.isActive === true && this.plan().isActive;
    return isSent && this.kind === 'video' && this.sampleCount === 0;
  }

  private plan(): SendingPlan {
    const isFirst = !this.isForSilent && this.sampleCount < FIRST_SAMPLES;
    const view = this.view ?? (isFirst ? FIRST_VIEW : null);
    const wished = planSending(view, this.source(), this.bandwidth);
    if (this.kind === 'video' && this.sampleCount === 0 && wished.isActive && !this.isPaused)
      return { ...wished, isFirst: true };
    return this.isPaused ? { ...wished, isActive: false } : wished;
  }

  private update(): void {
    const plan = this.plan();
    if (this.applied !== null && isSamePlan(plan, this.applied)) return;
    this.applied = plan;
    this.link.setSendingPlan(plan, this.kind);
  }

  /**
   * Whether the browser sends a smaller picture than it was told to, as it does at first and on
   * thin lines. It comes back from that only when its quantiser is a good deal finer than need be.
   */
  private isReduced({ sentWidthPx, sentHeightPx }: LinkStats): boolean {
    if (this.applied === null) return false;
    const wishedPx = sentPx(this.source(), this.applied.scaleResolutionDownBy);
    return sentWidthPx * sentHeightPx < REDUCED_SHARE * wishedPx;
  }

  private source(): SendingSource {
    return sourceOf(this.track(), this.codec, this.demand);
  }
}

function sourceOf(
  track: MediaStreamTrack | null,
  codec: string | null,
  demand: number,
): SendingSource {
  const { width = 0, height = 0, frameRate = 0 } = track?.getSettings() ?? {};
  const hint = track?.contentHint;
  return {
    widthPx: width,
    heightPx: height,
    framerate: frameRate,
    codec,
    demand,
    ...((hint === 'text' || hint === 'detail') && { content: hint }),
  };
}
