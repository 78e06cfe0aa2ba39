import type { PeerLink } from '../../../../src/renderer/rtc/peer-link';
import type { Signal } from '../../../../src/shared/protocol/messages';

/** How a bare end deals with an offer that crosses its own. */
export type Manners = 'polite' | 'impolite';

/** Over a server nothing arrives within the very call that says it. */
const ON_THE_WAY_MS = 30;

/** An ordinary RTCPeerConnection that negotiates as the specification of WebRTC shows it. */
export interface BareEnd {
  readonly connection: RTCPeerConnection;
  /** The descriptions that it has heard. */
  readonly heard: string[];
  /** What goes wrong in it, which is nobody's fault but its own. */
  readonly errors: string[];
}

/** Signals of both ends go to the other as they come. */
export function bareEndOf(
  { link, signals }: { readonly link: PeerLink; readonly signals: readonly Signal[] },
  manners: Manners = 'polite',
): BareEnd {
  const connection = new RTCPeerConnection();
  const end: BareEnd = { connection, heard: [], errors: [] };
  let isMakingOffer = false;
  let isIgnoring = false;

  const describe = (): void => {
    const { type, sdp } = connection.localDescription!;
    if (type !== 'offer' && type !== 'answer') return;
    link.signal({ kind: 'description', generation: 0, type, sdp });
  };
  const take = async (signal: Signal): Promise<void> => {
    if (signal.kind === 'candidate' && !isIgnoring) await connection.addIceCandidate(signal);
    if (signal.kind !== 'description') return;
    end.heard.push(signal.type);
    const isCrossing = isMakingOffer || connection.signalingState !== 'stable';
    isIgnoring = signal.type === 'offer' && isCrossing && manners === 'impolite';
    if (isIgnoring) return;
    await connection.setRemoteDescription(signal);
    if (signal.type === 'answer') return;
    await connection.setLocalDescription();
    describe();
  };
  const run = (work: Promise<void>): void => {
    work.catch((error: unknown) => end.errors.push(String(error)));
  };
  connection.addEventListener('negotiationneeded', () => {
    isMakingOffer = true;
    run(
      connection.setLocalDescription().then(() => {
        isMakingOffer = false;
        if (connection.signalingState === 'have-local-offer') describe();
      }),
    );
  });
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null) return;
    const { sdpMid, sdpMLineIndex } = candidate;
    const place = { sdpMid, sdpMLineIndex };
    link.signal({ kind: 'candidate', generation: 0, candidate: candidate.candidate, ...place });
  });
  const hear = (signal: Signal): void => {
    setTimeout(() => {
      run(take(signal));
    }, ON_THE_WAY_MS);
  };
  for (const signal of signals) hear(signal);
  link.onSignal(hear);
  return end;
}
