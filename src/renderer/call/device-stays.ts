import type { KeptStay, StayKeeper } from '../../shared/call/kept-stay';
import type { FoundStay, StayStorage } from '../host/stay-storage';
import type { OwnCertificate } from '../rtc/local-certificate';

export interface DeviceStaysPorts {
  readonly storage: Pick<StayStorage, 'find' | 'keep' | 'forget'>;
  readonly certificate: OwnCertificate;
  /** Where and as whom the local user is signed in; `null`: they are not. */
  readonly account: { readonly server: string | null; readonly name: string | null };
  isCameraWanted(): boolean;
  /** A stay is about to be taken up, of a page whose camera was on or off. */
  handleTakenUp(stay: KeptStay, isCameraOn: boolean): void;
}

/**
 * Keeps on this device in which call or room the local user is, under which name, and shows the
 * certificate of the page whose stay is taken up.
 */
export class DeviceStays implements StayKeeper {
  constructor(private readonly ports: DeviceStaysPorts) {}

  find(): KeptStay | null {
    return this.found()?.stay ?? null;
  }

  takeUp(stay: KeptStay): void {
    const found = this.found();
    if (found === null) return;
    // By another one the others would take this page for an impostor.
    this.ports.certificate.value = found.certificate;
    this.ports.handleTakenUp(stay, found.isCameraOn);
  }

  keep(stay: KeptStay | null): void {
    const { storage, certificate } = this.ports;
    const who = this.who();
    if (stay === null || who === null) storage.forget();
    // Without one of our own each connection has another, which nobody would know again.
    else if (certificate.value !== null)
      storage.keep(who, stay, certificate.value, () => this.ports.isCameraWanted());
  }

  private found(): FoundStay | null {
    const who = this.who();
    return who === null ? null : this.ports.storage.find(who);
  }

  private who(): { readonly server: string; readonly name: string } | null {
    const { server, name } = this.ports.account;
    return server === null || name === null ? null : { server, name };
  }
}
