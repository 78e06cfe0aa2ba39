import { isLoopbackName } from '../../shared/base/is-loopback-name';
import { err, ok, type Result } from '../../shared/base/result';
import type { Signal } from '../../shared/protocol/messages';
import type { CertificatePin } from './certificate-pin';
import type { SignalError } from './peer-link';
import { checkSdp } from './sdp-check';

/**
 * Whether a signal is an offer for which the connection there is may be given up. Asked before that
 * is done, as whoever relays the signals can have an offer made for any generation.
 */
export type OfferCheck = (signal: Signal, pin: CertificatePin) => Result<void, SignalError>;

/** A page from the internet has no business on this machine's loopback; a local one lives there. */
export function isLoopbackAllowed({ protocol, hostname }: Location): boolean {
  return !protocol.startsWith('http') || isLoopbackName(hostname);
}

/** For a page. */
export const checkOffer = offerCheck(() => isLoopbackAllowed(window.location));

/** @param allowsLoopback Whether an offer may lead to this very machine. */
export function offerCheck(allowsLoopback: () => boolean): OfferCheck {
  return (signal, pin) => {
    if (signal.kind !== 'description' || signal.type !== 'offer') return err('rejected');
    const summary = checkSdp(signal.sdp, signal.type, allowsLoopback());
    if (!summary.ok) return summary;
    return pin.allows(summary.value.fingerprint) ? ok(undefined) : err('fingerprint-changed');
  };
}
