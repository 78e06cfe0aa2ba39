import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  randomBytes,
  utf8ToBytes,
} from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import { CPACE_SESSION_BYTES, CPACE_SHARE_BYTES, type CpaceRun, startCpace } from './cpace';
import { dhKeyOf, type LanIdentity } from './lan-identity';
import {
  DH_BYTES,
  NOISE_IK,
  NOISE_XX_PSK0,
  NoiseHandshake,
  type NoisePattern,
  type NoiseSession,
} from './noise';

// How two hosts make sure of each other before a word is said. Contacts: Noise IK, in which the
// responder, who shows nothing of itself before, learns who knocks and answers contacts alone.
// Members of a group with a phrase: CPace, and the key that comes of it in Noise XXpsk0, so that a
// member cannot pass for another one either.

const CONTEXT = 'webcrt lan v1';
const CONTACT_MODE = 1;
const PHRASE_MODE = 2;
const PSK_BYTES = 32;
const SHARES_AT = 1 + CPACE_SESSION_BYTES;
/** Longer than any message of a handshake. */
export const MAX_HANDSHAKE_BYTES = 512;

/** Another word for the same phrase is another phrase, but for case and blanks. */
export function phraseBytes(phrase: string): Uint8Array {
  return utf8ToBytes(phrase.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase());
}

export type HandshakeStep =
  /** To be sent; the other end's turn. */
  | { readonly kind: 'send'; readonly message: Uint8Array }
  /** It is over: `last`, if any, is to be sent, and then what `session` seals. */
  | {
      readonly kind: 'done';
      readonly last: Uint8Array | null;
      readonly session: NoiseSession;
      readonly remote: PublicKey;
    }
  /** It is over, and nothing is to be answered. `isGuess`: by a phrase that is not ours. */
  | { readonly kind: 'failed'; readonly isGuess: boolean };

const FAILED: HandshakeStep = { kind: 'failed', isGuess: false };
const GUESSED: HandshakeStep = { kind: 'failed', isGuess: true };

/** One end of a handshake: takes what comes, and says what goes. */
export interface LanHandshake {
  /** Whether the other end may have tried a phrase by now, should it never say another word. */
  readonly isAtRisk: boolean;
  take(message: Uint8Array): HandshakeStep;
}

/** Whom the initiator knocks at. */
export type Knock =
  | { readonly kind: 'contact'; readonly key: PublicKey }
  | { readonly kind: 'phrase'; readonly phrase: Uint8Array };

/** Starts; `first` is to be sent. `null`: that contact's key is none. */
export function knock(
  identity: LanIdentity,
  wish: Knock,
): { readonly first: Uint8Array; readonly handshake: LanHandshake } | null {
  return wish.kind === 'contact'
    ? knockAtContact(identity, wish.key)
    : knockWithPhrase(identity, wish.phrase);
}

function noise(
  pattern: NoisePattern,
  identity: LanIdentity,
  isInitiator: boolean,
  more: { readonly remoteKey?: Uint8Array; readonly sharedSecret?: Uint8Array } = {},
): NoiseHandshake {
  const { dhSecret: secretKey } = identity;
  const prologue = utf8ToBytes(`${CONTEXT} ${pattern.name}`);
  return new NoiseHandshake({ pattern, isInitiator, prologue, secretKey, ...more });
}

function knockAtContact(identity: LanIdentity, key: PublicKey): ReturnType<typeof knock> {
  const remoteKey = dhKeyOf(key);
  if (remoteKey === null) return null;
  const state = noise(NOISE_IK, identity, true, { remoteKey });
  const first = state.write(hexToBytes(identity.publicKey));
  return {
    first: concatBytes(Uint8Array.of(CONTACT_MODE), first),
    handshake: {
      isAtRisk: false,
      take: (message) =>
        state.isOver || state.read(message) === null
          ? FAILED
          : { kind: 'done', last: null, session: state.finish(), remote: key },
    },
  };
}

function cpace(role: 'initiator' | 'responder', phrase: Uint8Array, session: Uint8Array): CpaceRun {
  return startCpace(role, { phrase, channel: utf8ToBytes(CONTEXT), session });
}

function knockWithPhrase(identity: LanIdentity, phrase: Uint8Array): ReturnType<typeof knock> {
  const session = randomBytes(CPACE_SESSION_BYTES);
  const run = cpace('initiator', phrase, session);
  const handshake = new PhraseInitiator(identity, run);
  return { first: concatBytes(Uint8Array.of(PHRASE_MODE), session, run.share), handshake };
}

/** The Ed25519 key that a payload tells, if it is the one that the X25519 key is made of. */
function provedKey(payload: Uint8Array | null, state: NoiseHandshake): PublicKey | null {
  if (payload?.length !== DH_BYTES || state.remoteKey === null) return null;
  const key = bytesToHex(payload);
  const dhKey = dhKeyOf(key);
  return dhKey !== null && bytesToHex(dhKey) === bytesToHex(state.remoteKey) ? key : null;
}

class PhraseInitiator implements LanHandshake {
  private state: NoiseHandshake | null = null;

  constructor(
    private readonly identity: LanIdentity,
    private readonly run: CpaceRun,
  ) {}

  /** What it sends second is sealed by the phrase: whoever answered can try one on that. */
  get isAtRisk(): boolean {
    return this.state !== null;
  }

  take(message: Uint8Array): HandshakeStep {
    if (this.state !== null) return this.finish(this.state, message);
    const shared = message.length === CPACE_SHARE_BYTES ? this.run.finish(message) : null;
    if (shared === null) return FAILED;
    const sharedSecret = shared.subarray(0, PSK_BYTES);
    this.state = noise(NOISE_XX_PSK0, this.identity, true, { sharedSecret });
    return { kind: 'send', message: this.state.write() };
  }

  private finish(state: NoiseHandshake, message: Uint8Array): HandshakeStep {
    if (state.isOver) return FAILED;
    const remote = provedKey(state.read(message), state);
    if (remote === null) return GUESSED;
    const last = state.write(hexToBytes(this.identity.publicKey));
    return { kind: 'done', last, session: state.finish(), remote };
  }
}

/** Whom the responder opens to. */
export interface Door {
  /** Whether it is a contact's. */
  isContact(key: PublicKey): boolean;
  /** Whether nobody has knocked with that ephemeral key before: what was recorded opens nothing. */
  isFresh(ephemeral: string): boolean;
  /** The phrase of the group; `null`: there is none, or nobody may try one now. */
  phrase(): Uint8Array | null;
}

/** The end that is knocked at; says nothing before it knows that somebody may come in. */
export function answerKnock(identity: LanIdentity, door: Door): LanHandshake {
  return new Responder(identity, door);
}

type Stage =
  | { readonly kind: 'closed' }
  | { readonly kind: 'pake'; readonly run: CpaceRun; readonly theirs: Uint8Array }
  | { readonly kind: 'shown'; readonly state: NoiseHandshake };

class Responder implements LanHandshake {
  readonly isAtRisk = false;
  private stage: Stage | null = null;

  constructor(
    private readonly identity: LanIdentity,
    private readonly door: Door,
  ) {}

  take(message: Uint8Array): HandshakeStep {
    const { stage } = this;
    this.stage = { kind: 'closed' };
    if (stage === null) return this.begin(message);
    if (stage.kind === 'pake') return this.takeProof(stage, message);
    return stage.kind === 'shown' ? takeLast(stage.state, message) : FAILED;
  }

  private begin(message: Uint8Array): HandshakeStep {
    const rest = message.subarray(1);
    if (message[0] === CONTACT_MODE) return this.takeContact(rest);
    return message[0] === PHRASE_MODE ? this.takeShare(message) : FAILED;
  }

  private takeContact(message: Uint8Array): HandshakeStep {
    const state = noise(NOISE_IK, this.identity, false);
    const remote = provedKey(state.read(message), state);
    if (remote === null || !this.door.isContact(remote)) return FAILED;
    if (!this.door.isFresh(bytesToHex(message.subarray(0, DH_BYTES)))) return FAILED;
    const last = state.write();
    return { kind: 'done', last, session: state.finish(), remote };
  }

  private takeShare(message: Uint8Array): HandshakeStep {
    const phrase = this.door.phrase();
    if (phrase === null || message.length !== SHARES_AT + CPACE_SHARE_BYTES) return FAILED;
    const run = cpace('responder', phrase, message.slice(1, SHARES_AT));
    this.stage = { kind: 'pake', run, theirs: message.slice(SHARES_AT) };
    return { kind: 'send', message: run.share };
  }

  private takeProof({ run, theirs }: Stage & { kind: 'pake' }, message: Uint8Array): HandshakeStep {
    const shared = run.finish(theirs);
    if (shared === null) return FAILED;
    const sharedSecret = shared.subarray(0, PSK_BYTES);
    const state = noise(NOISE_XX_PSK0, this.identity, false, { sharedSecret });
    if (state.read(message) === null) return GUESSED;
    this.stage = { kind: 'shown', state };
    return { kind: 'send', message: state.write(hexToBytes(this.identity.publicKey)) };
  }
}

function takeLast(state: NoiseHandshake, message: Uint8Array): HandshakeStep {
  const remote = provedKey(state.read(message), state);
  return remote === null ? FAILED : { kind: 'done', last: null, session: state.finish(), remote };
}
