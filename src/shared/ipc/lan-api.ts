import type { PublicKey } from '../protocol/fields';

/** Somebody whom the local user knows by this key, and what they call them. */
export interface LanContact {
  readonly name: string;
  readonly key: PublicKey;
}

/** So many keys are looked for on a network. */
export const MAX_LAN_CONTACTS = 200;
/** Whoever guesses has one try a minute; this is against the first hundred guesses of all. */
export const MIN_LAN_PHRASE_CHARS = 10;
export const MAX_LAN_PHRASE_CHARS = 200;

export interface LanReport {
  /** The interface: `eth0`. */
  readonly network: string;
  readonly port: number;
  /** The name under which others find this device. */
  readonly name: string;
  readonly hasPhrase: boolean;
  /** Who is there, as the window lists them. */
  readonly people: readonly string[];
}

/** People on the same network, without a server: off until it is asked for. */
export interface LanApi {
  /**
   * Finds contacts who look for the local user, and, with a phrase, everybody who has the same one.
   * Rejects with a sentence when it cannot. Once more while it does: with the phrase of now.
   */
  start(phrase: string | null): Promise<LanReport>;
  /** `false`: it was not on. */
  stop(): Promise<boolean>;
  /** `null`: it is off. */
  report(): Promise<LanReport | null>;
  /** Who is known by a key, from now on. */
  setContacts(contacts: readonly LanContact[]): Promise<void>;
}
