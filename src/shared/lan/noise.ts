import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// The Noise protocol framework, revision 34 (noiseprotocol.org), with 25519, ChaChaPoly and SHA256:
// as much of it as the patterns below need.

export const DH_BYTES = 32;
export const TAG_BYTES = 16;
const HASH_BYTES = 32;
const NONCE_BYTES = 12;
const NONCE_OFFSET = 4;
/** Far more than anybody says in one call; the framework allows 2^64. */
const MAX_NONCE = 2 ** 48;
const NOTHING = new Uint8Array();

export type NoiseToken = 'e' | 's' | 'ee' | 'es' | 'se' | 'ss' | 'psk';

/** What each message carries before its payload; the initiator sends the first. */
export interface NoisePattern {
  readonly name: string;
  /** Whether the initiator knows the responder's key beforehand. */
  readonly isResponderKnown: boolean;
  readonly messages: readonly (readonly NoiseToken[])[];
}

/** Two of whom one knows the other's key, and both want to. */
export const NOISE_IK: NoisePattern = {
  name: 'IK',
  isResponderKnown: true,
  messages: [
    ['e', 'es', 's', 'ss'],
    ['e', 'ee', 'se'],
  ],
};
/** Two who share a secret, and show each other their keys. */
export const NOISE_XX_PSK0: NoisePattern = {
  name: 'XXpsk0',
  isResponderKnown: false,
  messages: [
    ['psk', 'e'],
    ['e', 'ee', 's', 'es'],
    ['s', 'se'],
  ],
};

export interface NoiseOptions {
  readonly pattern: NoisePattern;
  readonly isInitiator: boolean;
  /** Both ends have to say the same. */
  readonly prologue: Uint8Array;
  /** X25519, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** The responder's, where the initiator knows it. */
  readonly remoteKey?: Uint8Array | undefined;
  /** 32 bytes, for patterns with `psk`. */
  readonly sharedSecret?: Uint8Array | undefined;
  /** Tests bring their own. */
  readonly ephemeralKey?: Uint8Array | undefined;
}

/** Seals what goes one way, or opens what comes: each message once, in the order of sending. */
class NoiseCipher {
  private nonce = 0;

  constructor(private readonly key: Uint8Array) {}

  seal(text: Uint8Array, data: Uint8Array = NOTHING): Uint8Array {
    return this.cipher(data).encrypt(text);
  }

  /** `null`: it is not what the other end sealed at this place. */
  open(sealed: Uint8Array, data: Uint8Array = NOTHING): Uint8Array | null {
    if (sealed.length < TAG_BYTES) return null;
    const cipher = this.cipher(data);
    try {
      return cipher.decrypt(sealed);
    } catch {
      return null;
    }
  }

  private cipher(data: Uint8Array): ReturnType<typeof chacha20poly1305> {
    if (this.nonce >= MAX_NONCE) throw new Error('a channel has said all that it may');
    const nonce = new Uint8Array(NONCE_BYTES);
    new DataView(nonce.buffer).setBigUint64(NONCE_OFFSET, BigInt(this.nonce), true);
    this.nonce += 1;
    return chacha20poly1305(this.key, nonce, data);
  }
}

/** What both ends have when all messages of a handshake were exchanged. */
export interface NoiseSession {
  readonly sending: NoiseCipher;
  readonly receiving: NoiseCipher;
  /** The same at both ends, and like no other handshake's. */
  readonly hash: Uint8Array;
}

/** Key, hash and cipher while shaking hands (section 5.2). */
class SymmetricState {
  private chainingKey: Uint8Array;
  private currentHash: Uint8Array;
  private cipher: NoiseCipher | null = null;

  constructor(protocolName: string, prologue: Uint8Array) {
    const name = utf8ToBytes(protocolName);
    const padded = new Uint8Array(HASH_BYTES);
    if (name.length <= HASH_BYTES) padded.set(name);
    this.currentHash = name.length <= HASH_BYTES ? padded : sha256(name);
    this.chainingKey = this.currentHash;
    this.mixHash(prologue);
  }

  get hash(): Uint8Array {
    return this.currentHash;
  }

  mixHash(data: Uint8Array): void {
    this.currentHash = sha256(concatBytes(this.currentHash, data));
  }

  mixKey(material: Uint8Array): void {
    const [chainingKey, key] = this.derive(material, 2);
    this.chainingKey = chainingKey;
    this.cipher = new NoiseCipher(key);
  }

  mixKeyAndHash(material: Uint8Array): void {
    const [chainingKey, hashed, key] = this.derive(material, 3);
    this.chainingKey = chainingKey;
    this.mixHash(hashed);
    this.cipher = new NoiseCipher(key);
  }

  encryptAndHash(text: Uint8Array): Uint8Array {
    const sealed = this.cipher === null ? text : this.cipher.seal(text, this.hash);
    this.mixHash(sealed);
    return sealed;
  }

  decryptAndHash(sealed: Uint8Array): Uint8Array | null {
    const text = this.cipher === null ? sealed : this.cipher.open(sealed, this.hash);
    this.mixHash(sealed);
    return text;
  }

  get overheadBytes(): number {
    return this.cipher === null ? 0 : TAG_BYTES;
  }

  split(): readonly [NoiseCipher, NoiseCipher] {
    const [first, second] = this.derive(NOTHING, 2);
    return [new NoiseCipher(first), new NoiseCipher(second)];
  }

  private derive(material: Uint8Array, count: number): readonly Uint8Array[] {
    const bytes = hkdf(sha256, material, this.chainingKey, NOTHING, count * HASH_BYTES);
    return Array.from({ length: count }, (_, at) =>
      bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES),
    );
  }
}

/** One end of a handshake: `write` and `read` take turns, as the pattern has it. */
export class NoiseHandshake {
  private readonly symmetric: SymmetricState;
  private readonly ephemeral: Uint8Array;
  private remoteEphemeral: Uint8Array | null = null;
  private knownRemote: Uint8Array | null;
  private step = 0;

  constructor(private readonly options: NoiseOptions) {
    const { pattern, prologue, isInitiator, secretKey, remoteKey } = options;
    this.symmetric = new SymmetricState(`Noise_${pattern.name}_25519_ChaChaPoly_SHA256`, prologue);
    this.ephemeral = options.ephemeralKey ?? randomBytes(DH_BYTES);
    this.knownRemote = remoteKey ?? null;
    if (!pattern.isResponderKnown) return;
    const responder = isInitiator ? remoteKey : x25519.getPublicKey(secretKey);
    if (responder === undefined) throw new Error('this pattern takes the key of the responder');
    this.symmetric.mixHash(responder);
  }

  /** X25519; `null`: not told yet. */
  get remoteKey(): Uint8Array | null {
    return this.knownRemote;
  }

  /** Whether there is nothing more to write or to read. */
  get isOver(): boolean {
    return this.step >= this.options.pattern.messages.length;
  }

  write(payload: Uint8Array = NOTHING): Uint8Array {
    const parts = this.nextTokens().map((token) => this.writeToken(token));
    return concatBytes(...parts, this.symmetric.encryptAndHash(payload));
  }

  /** The payload; `null`: the other end is not who it has to be, and the handshake is dead. */
  read(message: Uint8Array): Uint8Array | null {
    let rest = message;
    for (const token of this.nextTokens()) {
      const left = this.readToken(token, rest);
      if (left === null) return null;
      rest = left;
    }
    return this.symmetric.decryptAndHash(rest);
  }

  /** To be asked for once, when it is over. */
  finish(): NoiseSession {
    if (!this.isOver) throw new Error('the handshake is not over');
    const [first, second] = this.symmetric.split();
    const { hash } = this.symmetric;
    return this.options.isInitiator
      ? { sending: first, receiving: second, hash }
      : { sending: second, receiving: first, hash };
  }

  private nextTokens(): readonly NoiseToken[] {
    const tokens = this.options.pattern.messages.at(this.step);
    if (this.isOver || tokens === undefined) throw new Error('the handshake is over');
    this.step += 1;
    return tokens;
  }

  private get hasPsk(): boolean {
    return this.options.sharedSecret !== undefined;
  }

  private writeToken(token: NoiseToken): Uint8Array {
    if (token === 'e') {
      const key = x25519.getPublicKey(this.ephemeral);
      this.mixEphemeral(key);
      return key;
    }
    if (token === 's') {
      return this.symmetric.encryptAndHash(x25519.getPublicKey(this.options.secretKey));
    }
    this.mixSecret(token);
    return NOTHING;
  }

  /** What is left of the message; `null`: it is not as it has to be. */
  private readToken(token: NoiseToken, message: Uint8Array): Uint8Array | null {
    if (token === 'e') {
      if (message.length < DH_BYTES) return null;
      this.remoteEphemeral = message.subarray(0, DH_BYTES);
      this.mixEphemeral(this.remoteEphemeral);
      return message.subarray(DH_BYTES);
    }
    if (token === 's') {
      const length = DH_BYTES + this.symmetric.overheadBytes;
      if (message.length < length) return null;
      this.knownRemote = this.symmetric.decryptAndHash(message.subarray(0, length));
      return this.knownRemote === null ? null : message.subarray(length);
    }
    try {
      this.mixSecret(token);
      return message;
    } catch {
      // A point that gives every secret away.
      return null;
    }
  }

  /** With a shared secret it is key material, too (section 9.2). */
  private mixEphemeral(key: Uint8Array): void {
    this.symmetric.mixHash(key);
    if (this.hasPsk) this.symmetric.mixKey(key);
  }

  private mixSecret(token: Exclude<NoiseToken, 'e' | 's'>): void {
    const { isInitiator, secretKey, sharedSecret } = this.options;
    if (token === 'psk') {
      if (sharedSecret === undefined) throw new Error('this pattern takes a shared secret');
      this.symmetric.mixKeyAndHash(sharedSecret);
      return;
    }
    const isOwnEphemeral = token === 'ee' || token === (isInitiator ? 'es' : 'se');
    const isTheirEphemeral = token === 'ee' || token === (isInitiator ? 'se' : 'es');
    const own = isOwnEphemeral ? this.ephemeral : secretKey;
    const theirs = isTheirEphemeral ? this.remoteEphemeral : this.knownRemote;
    if (theirs === null) throw new Error('a key of the other end is missing');
    this.symmetric.mixKey(x25519.getSharedSecret(own, theirs));
  }
}
