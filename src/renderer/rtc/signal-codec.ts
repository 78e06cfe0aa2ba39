import { assertNever } from '../../shared/base/assert-never';
import type { Signal } from '../../shared/protocol/messages';

// simple-peer's signals in our words, and back.

export interface PeerCandidate {
  readonly candidate: string;
  readonly sdpMid?: string | null;
  readonly sdpMLineIndex?: number | null;
}

export type PeerSignal =
  | { readonly type: 'offer' | 'answer' | 'pranswer' | 'rollback'; readonly sdp?: string }
  | { readonly type: 'candidate'; readonly candidate: PeerCandidate }
  | { readonly type: 'renegotiate'; readonly renegotiate: true }
  | { readonly type: 'transceiverRequest'; readonly transceiverRequest: { kind: string } };

function isTrackKind(kind: string): kind is 'audio' | 'video' {
  return kind === 'audio' || kind === 'video';
}

/** `null` for what our protocol has no word for; simple-peer does not send such. */
export function toSignal(data: PeerSignal, generation: number): Signal | null {
  switch (data.type) {
    case 'offer':
    case 'answer':
      return { kind: 'description', generation, type: data.type, sdp: data.sdp ?? '' };
    case 'candidate': {
      const { candidate, sdpMid = null, sdpMLineIndex = null } = data.candidate;
      return { kind: 'candidate', generation, candidate, sdpMid, sdpMLineIndex };
    }
    case 'renegotiate':
      return { kind: 'renegotiate', generation };
    case 'transceiverRequest': {
      const { kind } = data.transceiverRequest;
      return isTrackKind(kind) ? { kind: 'transceiver', generation, media: kind } : null;
    }
    case 'pranswer':
    case 'rollback':
      return null;
    default:
      return assertNever(data, 'signal of simple-peer');
  }
}

export function toPeerSignal(signal: Signal): PeerSignal {
  switch (signal.kind) {
    case 'description':
      return { type: signal.type, sdp: signal.sdp };
    case 'candidate': {
      const { candidate, sdpMid, sdpMLineIndex } = signal;
      return { type: 'candidate', candidate: { candidate, sdpMid, sdpMLineIndex } };
    }
    case 'renegotiate':
    // A place is made by us, with our own settings; what is left to ask for is the new offer.
    // falls through
    case 'transceiver':
      return { type: 'renegotiate', renegotiate: true };
    default:
      return assertNever(signal, 'signal');
  }
}
