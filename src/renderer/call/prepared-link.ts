import type { Disposable } from '../../shared/base/lifecycle';
import type { PeerLink, PeerLinkFactory, PeerLinkOptions } from '../rtc/peer-link';

type PreparedOptions = Omit<PeerLinkOptions, 'connectTimeoutMs' | 'answerTimeoutMs'>;

/**
 * A link that is made while it still rings: what takes its time (places, an offer, candidates) is
 * there by the time that somebody answers. Nobody hears of it before that.
 */
export class PreparedLink implements Disposable {
  private readonly link: PeerLink;
  /** As whoever took it would have made it; `null`: nobody did. */
  private taken: PeerLinkOptions | null = null;

  /** @throws Error where the browser makes no connection of these options. */
  constructor(
    factory: PeerLinkFactory,
    private readonly options: PreparedOptions,
  ) {
    // No time runs before it is taken, and then it is known how long that is.
    this.link = factory({ ...options, connectTimeoutMs: 0, isHeld: true });
  }

  get iceServers(): readonly RTCIceServer[] {
    return this.options.iceServers;
  }

  /** The link, if it is what would be made of `options` now; otherwise `null`. */
  take(options: PeerLinkOptions): PeerLink | null {
    const isSame = this.options.pin === options.pin && fixed(this.options) === fixed(options);
    if (!isSame || this.link.state === 'closed' || this.taken !== null) return null;
    this.taken = options;
    return this.link;
  }

  /** To be called when whoever took it listens: it says what it has to say. */
  release(): void {
    if (this.taken !== null) this.link.release(this.taken);
  }

  /** Closes it, unless it was taken. */
  dispose(): void {
    if (this.taken === null) this.link.dispose();
  }
}

const CHANGEABLE: ReadonlySet<string> = new Set([
  'tracks',
  'firstPlan',
  'connectTimeoutMs',
  'answerTimeoutMs',
  // Compared by itself: it is one and the same, or another.
  'pin',
] satisfies (keyof PeerLinkOptions)[]);

/** What cannot be changed once there is a link. */
function fixed(options: PreparedOptions): string {
  const entries = Object.entries(options).filter(([name]) => !CHANGEABLE.has(name));
  return JSON.stringify(entries.sort(([one], [other]) => one.localeCompare(other)));
}
