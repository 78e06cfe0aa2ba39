import type { Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Result } from '../../shared/base/result';
import type { Signal } from '../../shared/protocol/messages';
import type { PeerLinkOptions, SignalError } from './peer-link';
import { createSimplePeerLink } from './simple-peer-link';

export type EchoPeerOptions = Pick<
  PeerLinkOptions,
  'generation' | 'iceServers' | 'connectTimeoutMs'
>;

/** The far end of a call to `echo`. */
export interface EchoPeer extends Disposable {
  signal(signal: Signal): Result<void, SignalError>;
  readonly onSignal: Event<Signal>;
}

/**
 * Makes an end that answers, and sends back the sound, the picture and the messages that it gets:
 * a second peer connection in the same page, so that what comes back has been encoded, encrypted and
 * decoded twice over.
 */
export function createEchoPeer(options: EchoPeerOptions): EchoPeer {
  const store = new DisposableStore();
  const link = store.add(
    createSimplePeerLink({ ...options, isInitiator: false, tracks: { audio: null, video: null } }),
  );
  // Tracks arrive between the offer and its answer: they are sent back without another negotiation.
  link.onTrack((track) => {
    link.setTrack(track.kind === 'audio' ? 'audio' : 'video', track);
  });
  link.onMessage((message) => {
    link.send(message);
  });
  return {
    signal: (signal) => link.signal(signal),
    onSignal: link.onSignal,
    dispose: () => {
      store.dispose();
    },
  };
}
