import { assertNever } from '../../shared/base/assert-never';
import { err, ok, type Result } from '../../shared/base/result';
import type { Signal } from '../../shared/protocol/messages';
import { isCandidateAllowed } from './candidate-check';
import type { CertificatePin } from './certificate-pin';
import type { SignalError } from './peer-link';
import { RateWindow } from './rate-window';
import { checkSdp, type DescriptionType } from './sdp-check';

type Description = Extract<Signal, { kind: 'description' }>;
type Candidate = Extract<Signal, { kind: 'candidate' }>;
type Check = Result<void, SignalError>;

/** A well-connected machine has about ten; those that come again in a description count once. */
export const MAX_CANDIDATES = 64;
/** New offers, and requests for them, after the first; nobody toggles a camera faster for long. */
const NEGOTIATIONS = { points: 6, windowMs: 60_000 } as const;

const DONE: Check = ok(undefined);

export interface SignalGuardOptions {
  readonly generation: number;
  /** What every description has to name; the first of all ties it. */
  readonly pin: CertificatePin;
  /**
   * What descriptions this end takes: one of WebCRT's own makes the offers or the answers, and
   * never both.
   */
  readonly accepts: DescriptionType | 'either';
  /** Whether candidates on 127.0.0.0/8 and ::1 are let through. */
  readonly allowLoopback: boolean;
  /** Monotonic milliseconds. */
  readonly nowMs?: () => number;
}

/**
 * Decides which signals of the other side reach the peer connection of one link. simple-peer throws
 * on malformed ones, and ends the call over others; Chromium takes a live call over to whoever
 * sends it a well-formed offer, which is why all descriptions have to name the certificate of the
 * pin. Never throws.
 */
export class SignalGuard {
  private isDescribed = false;
  private mids: readonly string[] = [];
  private candidateCount = 0;
  /** Those of the last description: ends of other makes repeat them in each. */
  private described: ReadonlySet<string> = new Set();
  private readonly negotiations: RateWindow;

  constructor(private readonly options: SignalGuardOptions) {
    const { points, windowMs } = NEGOTIATIONS;
    this.negotiations = new RateWindow(points, windowMs, options.nowMs);
  }

  /** Whether a description was let through. */
  get hasDescription(): boolean {
    return this.isDescribed;
  }

  check(signal: Signal): Check {
    if (signal.generation !== this.options.generation) return err('wrong-generation');
    switch (signal.kind) {
      case 'description':
        return this.checkDescription(signal);
      case 'candidate':
        return this.checkCandidate(signal);
      case 'renegotiate':
      case 'transceiver':
        return this.checkRequest();
      default:
        return assertNever(signal, 'signal');
    }
  }

  /**
   * Whether a candidate names a media section of the description in force. Apart from `check`, as
   * candidates may overtake the description: they wait, and are asked about then.
   */
  isPlaced({ sdpMid, sdpMLineIndex }: Candidate): boolean {
    if (sdpMid !== null) return this.mids.includes(sdpMid);
    return sdpMLineIndex !== null && sdpMLineIndex < this.mids.length;
  }

  private checkDescription({ type, sdp }: Description): Check {
    const { accepts } = this.options;
    if (accepts !== 'either' && type !== accepts) return err('rejected');
    const summary = checkSdp(sdp, type, this.options.allowLoopback);
    if (!summary.ok) return summary;
    const { fingerprint, candidates, mids } = summary.value;
    if (!this.options.pin.allows(fingerprint)) return err('fingerprint-changed');
    if (this.isDescribed && !this.negotiations.take()) return err('too-often');
    const news = candidates.filter((line) => !this.described.has(line));
    if (!this.takeCandidates(news.length)) return err('rejected');
    this.options.pin.hold(fingerprint);
    this.isDescribed = true;
    this.mids = mids;
    this.described = new Set(candidates);
    return DONE;
  }

  private checkCandidate(signal: Candidate): Check {
    if (signal.sdpMid === null && signal.sdpMLineIndex === null) return err('candidate-malformed');
    if (!isCandidateAllowed(signal.candidate, this.options.allowLoopback)) {
      return err('candidate-malformed');
    }
    return this.takeCandidates(1) ? DONE : err('rejected');
  }

  /** Only the end that makes the offers is asked for one. */
  private checkRequest(): Check {
    if (this.options.accepts === 'offer' || !this.negotiations.take()) return err('rejected');
    return DONE;
  }

  private takeCandidates(count: number): boolean {
    if (this.candidateCount + count > MAX_CANDIDATES) return false;
    this.candidateCount += count;
    return true;
  }
}
