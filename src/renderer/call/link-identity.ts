import type { Logger } from '../../shared/base/logger';
import type { Signal } from '../../shared/protocol/messages';
import { CertificatePin } from '../rtc/certificate-pin';
import type { OfferCheck } from '../rtc/offer-check';
import { isCertificateError } from '../rtc/peer-link';

interface IdentityPorts {
  readonly checkOffer: OfferCheck;
  readonly logger: Logger;
}

/**
 * Who the other end of a call, or of one person's stay in a room, is: the same over all links that
 * are made for it. What somebody else tries is logged once, as it can be tried at will.
 */
export class LinkIdentity {
  readonly pin = new CertificatePin();
  private hasTold = false;

  constructor(
    private readonly ports: IdentityPorts,
    /** Somebody else wants to be the other end, for the first time or again. */
    private readonly tellImpostor: (isFirst: boolean) => void,
  ) {}

  /**
   * Whether `signal`, of a newer link than the one there is, may take its place: it is an offer of
   * the same other end. Of anybody else's the one there is must not even notice.
   */
  admits(signal: Signal): boolean {
    const checked = this.ports.checkOffer(signal, this.pin);
    if (checked.ok) return true;
    const { kind, generation } = signal;
    const level = this.hasTold ? 'debug' : 'warn';
    this.ports.logger.log(level, 'Made no newer connection', {
      kind,
      generation,
      why: checked.error,
    });
    if (this.pin.fingerprint !== null && isCertificateError(checked.error)) this.handleImpostor();
    return false;
  }

  /** Whether nobody was told yet that somebody wants to be the other end; from now on they are. */
  tellFirst(): boolean {
    const isFirst = !this.hasTold;
    this.hasTold = true;
    return isFirst;
  }

  handleImpostor(): void {
    const isFirst = this.tellFirst();
    if (isFirst) this.ports.logger.log('warn', 'Another certificate than the one it began with');
    this.tellImpostor(isFirst);
  }
}
