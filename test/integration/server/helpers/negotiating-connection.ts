interface Description {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

let count = 0;

/** Until an address is found. */
const GATHERING_MS = 30;

/**
 * An RTCPeerConnection as far as its signalling goes, by the letter of WebRTC: states, the offer
 * that is taken back, when a negotiation is needed. What is carried are the names of tracks. As
 * Chromium's it never finds an address when its first offer is taken back before it has found one.
 */
export class NegotiatingConnection extends EventTarget {
  static readonly open = new Set<NegotiatingConnection>();

  signalingState: 'stable' | 'have-local-offer' | 'have-remote-offer' | 'closed' = 'stable';
  readonly iceConnectionState = 'new';
  localDescription: Description | null = null;
  remoteDescription: Description | null = null;
  /** How often an offer of its own was taken back. */
  rollbacks = 0;
  readonly candidates: string[] = [];
  private readonly name = `end${(count += 1)}`;
  private readonly tracks: string[] = [];
  private stable: readonly [Description | null, Description | null] = [null, null];
  /** Tracks that both ends know of. */
  private negotiated = '';
  private version = 0;
  private isAsked = false;
  private hasFound = false;
  private isStuck = false;

  /** @param config of which the certificate counts; without one each has its own */
  constructor(private readonly config: { readonly certificates?: readonly string[] } = {}) {
    super();
    NegotiatingConnection.open.add(this);
  }

  /** What is in force at this end: of both ends the same, turned around, when they agree. */
  get inForce(): { readonly local: string | undefined; readonly remote: string | undefined } {
    const isStable = this.signalingState === 'stable';
    const [local, remote] = isStable ? [this.localDescription, this.remoteDescription] : [];
    return { local: local?.sdp, remote: remote?.sdp };
  }

  addTrack(track: string): void {
    this.tracks.push(track);
    this.askLater();
  }

  setLocalDescription(): Promise<void> {
    const isAnswer = this.signalingState === 'have-remote-offer';
    if (this.signalingState === 'closed') return Promise.reject(new Error('closed'));
    this.version += 1;
    const certificate = this.config.certificates?.[0] ?? this.name;
    const sdp = `v=0\r\no=${this.name} ${this.version}\r\na=ice-ufrag:${this.name}v${this.version}\r\na=fingerprint:sha-256 ${certificate}\r\ns=${this.tracks.join()}\r\n`;
    this.localDescription = { type: isAnswer ? 'answer' : 'offer', sdp };
    if (isAnswer) this.settle();
    else this.signalingState = 'have-local-offer';
    const { version } = this;
    setTimeout(() => {
      this.find(version);
    }, GATHERING_MS);
    return Promise.resolve();
  }

  setRemoteDescription(description: Description): Promise<void> {
    const { signalingState } = this;
    if (description.type === 'answer') {
      if (signalingState !== 'have-local-offer') {
        return Promise.reject(new Error(`an answer in ${signalingState}`));
      }
      this.remoteDescription = description;
      this.settle();
      return Promise.resolve();
    }
    if (signalingState === 'have-local-offer') {
      this.rollbacks += 1;
      this.isStuck ||= !this.hasFound;
      [this.localDescription, this.remoteDescription] = this.stable;
    } else if (signalingState !== 'stable') {
      return Promise.reject(new Error(`an offer in ${signalingState}`));
    }
    this.remoteDescription = description;
    this.signalingState = 'have-remote-offer';
    return Promise.resolve();
  }

  addIceCandidate(candidate: { readonly candidate: string }): Promise<void> {
    const ufrag = / ufrag (\S+)/.exec(candidate.candidate)?.[1] ?? '';
    if (this.remoteDescription?.sdp.includes(`a=ice-ufrag:${ufrag}\r\n`) !== true) {
      return Promise.reject(new Error('a candidate of no description'));
    }
    this.candidates.push(candidate.candidate);
    return Promise.resolve();
  }

  close(): void {
    this.signalingState = 'closed';
    NegotiatingConnection.open.delete(this);
  }

  private settle(): void {
    this.signalingState = 'stable';
    this.stable = [this.localDescription, this.remoteDescription];
    this.negotiated = /^s=(.*)$/m.exec(this.localDescription?.sdp ?? '')?.[1] ?? '';
    this.askLater();
  }

  private find(version: number): void {
    if (this.signalingState === 'closed' || this.isStuck) return;
    this.hasFound = true;
    const ufrag = `${this.name}v${version}`;
    const candidate = { candidate: `candidate:1 ufrag ${ufrag}`, sdpMid: '0', sdpMLineIndex: 0 };
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: null }));
  }

  private askLater(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    setImmediate(() => {
      this.isAsked = false;
      const isNeeded = this.tracks.join() !== this.negotiated;
      if (isNeeded && this.signalingState === 'stable') {
        this.dispatchEvent(new Event('negotiationneeded'));
      }
    });
  }
}
