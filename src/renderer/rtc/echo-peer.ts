import type { Event } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { Result } from '../../shared/base/result';
import { planSending, type SendingSource } from '../../shared/call/sending-policy';
import type { Signal } from '../../shared/protocol/messages';
import { CertificatePin } from './certificate-pin';
import type { PeerLinkFactory, PeerLinkOptions, SignalError } from './peer-link';

export type EchoPeerOptions = Pick<
  PeerLinkOptions,
  'generation' | 'iceServers' | 'connectTimeoutMs' | 'answerTimeoutMs'
>;

/**
 * What comes in is as large as the view asks for already: to be scaled down no further, only to be
 * sent back at no higher a price.
 */
const RECEIVED: SendingSource = { widthPx: 0, heightPx: 0, framerate: 0, codec: null, demand: 1 };

/** The far end of a call to `echo`. */
export interface EchoPeer extends Disposable {
  signal(signal: Signal): Result<void, SignalError>;
  readonly onSignal: Event<Signal>;
}

/**
 * Makes an end that answers, and sends back the sound, the picture and the messages that it gets: a
 * second peer connection in the same page, so that what comes back has been encoded, encrypted and
 * decoded twice over.
 * @param createLink Makes that connection.
 */
export function createEchoPeer(options: EchoPeerOptions, createLink: PeerLinkFactory): EchoPeer {
  const store = new DisposableStore();
  const pin = new CertificatePin();
  const link = store.add(createLink({ ...options, pin, isInitiator: false, tracks: {} }));
  // Tracks arrive between the offer and its answer: they are sent back without another negotiation.
  link.onTrack(({ kind, track }) => {
    link.setTrack(kind, track);
  });
  link.onMessage((message) => {
    link.send(message);
    if (message.kind !== 'view') return;
    const kind = message.picture === 'screen' ? 'screen' : 'video';
    link.setSendingPlan(planSending(message, RECEIVED, 'auto'), kind);
  });
  link.typing.onText((text) => {
    if (text !== null) link.typing.send(text);
  });
  link.glyphs.onMessage((message) => {
    link.glyphs.send(message);
  });
  return {
    signal: (signal) => link.signal(signal),
    onSignal: link.onSignal,
    dispose: () => {
      store.dispose();
    },
  };
}
