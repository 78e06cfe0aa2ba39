import { safeStorage } from 'electron';

/** What a keyring has opened. */
export interface Unsealed {
  readonly text: string;
  /** It has a better key by now: what it sealed is to be sealed again. */
  readonly isStale: boolean;
}

/** The system's store of secrets, which gives them to this user's programs only. */
export interface Keyring {
  /** What it is called; `null`: there is none, or one that hides nothing. */
  name(): Promise<string | null>;
  /** Bytes that only this keyring opens. Rejects when it will not. */
  seal(text: string): Promise<Buffer>;
  /** Rejects for what another has sealed, or somebody has changed. */
  unseal(sealed: Buffer): Promise<Unsealed>;
}

/**
 * The keyring of the system; the app has to be ready. Linux without one has `basic_text`, whose
 * password stands in Chromium's source.
 */
export function systemKeyring(platform: NodeJS.Platform): Keyring {
  return {
    async name() {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
      if (platform !== 'linux') return platform;
      const backend = safeStorage.getSelectedStorageBackend();
      return backend === 'basic_text' || backend === 'unknown' ? null : backend;
    },
    seal: (text) => safeStorage.encryptStringAsync(text),
    async unseal(sealed) {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(sealed);
      return { text: result, isStale: shouldReEncrypt };
    },
  };
}
