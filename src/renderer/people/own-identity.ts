import type { Signer } from '../../shared/identity/signer';
import type { IdentityApi, IdentityReport } from '../../shared/ipc/identity-api';
import type { PublicKey } from '../../shared/protocol/fields';

/** This device's key, as the window knows it: its host signs. */
export class OwnIdentity {
  constructor(
    private readonly host: IdentityApi,
    private latest: IdentityReport,
  ) {}

  /** `null`: there is none, and one is a guest everywhere. */
  get publicKey(): PublicKey | null {
    return this.latest.publicKey;
  }

  get keptBy(): IdentityReport['keptBy'] {
    return this.latest.keptBy;
  }

  /** Signs with the key of now; `null`: there is none. */
  get signer(): Signer | null {
    const { publicKey } = this.latest;
    return publicKey === null
      ? null
      : { publicKey, sign: (statement) => this.host.sign(statement) };
  }

  /** As `IdentityApi.exportSealed`. */
  exportSealed(passphrase: string): Promise<string> {
    return this.host.exportSealed(passphrase);
  }

  /** Another key from now on; rejects as `IdentityApi.importSealed`. */
  async importSealed(text: string, passphrase: string): Promise<IdentityReport> {
    this.latest = await this.host.importSealed(text, passphrase);
    return this.latest;
  }
}
