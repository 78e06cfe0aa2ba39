/** What a LinkConnection tells its link. */
export interface LinkConnectionHooks {
  /** An offer of the other side is in force and not answered yet: time to add what is sent. */
  handleOffer(): void;
  /** The browser refused a description; the one before stays in force. */
  handleDescriptionRefused(): void;
  /** Whether the other end may be a long time in coming: that nobody answers yet is no failure. */
  isPatient(): boolean;
}

/** Stands for a description that is made as it is set. */
const TO_COME = '';

/** As `never`, which is what all the signatures have in common that browsers keep for old pages. */
function toCome(type: RTCSdpType): never {
  return { type, sdp: TO_COME } satisfies RTCSessionDescriptionInit as never;
}

/**
 * The RTCPeerConnection that simple-peer is given to work on. simple-peer ends the call as soon as
 * the browser refuses a candidate or a description; here a refusal leaves the connection as it was.
 * It does so, too, when ICE has failed, after which Chromium's still takes whoever comes.
 */
export class LinkConnection extends RTCPeerConnection {
  constructor(
    configuration: RTCConfiguration,
    private readonly hooks: LinkConnectionHooks,
  ) {
    super(configuration);
  }

  override get iceConnectionState(): RTCIceConnectionState {
    const state = super.iceConnectionState;
    return state === 'failed' && this.hooks.isPatient() ? 'checking' : state;
  }

  override get connectionState(): RTCPeerConnectionState {
    const state = super.connectionState;
    return state === 'failed' && this.hooks.isPatient() ? 'connecting' : state;
  }

  // simple-peer creates a description, changes nothing of it, and sets it: two turns of the
  // browser, each of which waits for others on a busy machine. Setting none does both in one.

  override createOffer(): Promise<never> {
    return Promise.resolve(toCome('offer'));
  }

  override createAnswer(): Promise<never> {
    return Promise.resolve(toCome('answer'));
  }

  override setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    return description?.sdp === TO_COME
      ? super.setLocalDescription()
      : super.setLocalDescription(description);
  }

  override async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    try {
      await super.addIceCandidate(candidate);
    } catch {
      // One way less to reach the other side; the rest may still do.
    }
  }

  override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    try {
      await super.setRemoteDescription(description);
    } catch {
      this.hooks.handleDescriptionRefused();
      // simple-peer would go on to answer, or give up; this promise makes it do neither.
      await new Promise<never>(() => undefined);
    }
    if (this.signalingState === 'have-remote-offer') this.hooks.handleOffer();
  }
}
