import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hasShown, type ShownCertificates } from '../../../../src/renderer/rtc/remote-certificate';

const CERTIFICATE = Uint8Array.from({ length: 300 }, (_each, index) => index % 251).buffer;
const OTHER = new Uint8Array(300).buffer;
const FINGERPRINT = createHash('sha256')
  .update(new Uint8Array(CERTIFICATE))
  .digest('hex')
  .toUpperCase()
  .match(/../g)!
  .join(':');

function transport(
  state: RTCDtlsTransportState,
  ...certificates: readonly ArrayBuffer[]
): ShownCertificates {
  return { state, getRemoteCertificates: () => [...certificates] };
}

describe('the certificate that the other end has shown', () => {
  it('is the one pinned, over each transport', () => {
    const right = transport('connected', CERTIFICATE);
    expect(hasShown(FINGERPRINT, [right])).toBe(true);
    expect(hasShown(FINGERPRINT, [right, right])).toBe(true);
  });

  it('is refused when it is another over any of them', () => {
    const right = transport('connected', CERTIFICATE);
    const wrong = transport('connected', OTHER);
    expect(hasShown(FINGERPRINT, [wrong])).toBe(false);
    expect(hasShown(FINGERPRINT, [right, wrong])).toBe(false);
    // The first of a chain is the one whose key was used.
    expect(hasShown(FINGERPRINT, [transport('connected', OTHER, CERTIFICATE)])).toBe(false);
  });

  it('is refused when there is none, whatever the browser may not know yet', () => {
    expect(hasShown(FINGERPRINT, [])).toBe(false);
    expect(hasShown(FINGERPRINT, [transport('connected')])).toBe(false);
    expect(hasShown(null, [transport('connected', CERTIFICATE)])).toBe(false);
  });

  it('is nobody’s where the transport failed before one was shown: the network is no attacker', () => {
    const right = transport('connected', CERTIFICATE);
    expect(hasShown(FINGERPRINT, [transport('failed')])).toBeNull();
    expect(hasShown(FINGERPRINT, [right, transport('failed')])).toBeNull();
    expect(hasShown(FINGERPRINT, [transport('failed', CERTIFICATE)])).toBeNull();
  });

  it('is refused where the transport failed over another one', () => {
    expect(hasShown(FINGERPRINT, [transport('failed', OTHER)])).toBe(false);
    const waiting = transport('connecting');
    expect(hasShown(FINGERPRINT, [transport('failed', OTHER), waiting])).toBe(false);
  });

  it('is waited for while a transport is on its way', () => {
    const right = transport('connected', CERTIFICATE);
    expect(hasShown(FINGERPRINT, [right, transport('connecting')])).toBeNull();
    expect(hasShown(FINGERPRINT, [transport('new')])).toBeNull();
  });
});
