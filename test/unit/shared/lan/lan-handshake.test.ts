import { sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { startCpace } from '../../../../src/shared/lan/cpace';
import {
  answerKnock,
  type Door,
  type HandshakeStep,
  type Knock,
  knock,
  phraseBytes,
} from '../../../../src/shared/lan/lan-handshake';
import { LanIdentity } from '../../../../src/shared/lan/lan-identity';
import { NOISE_XX_PSK0, NoiseHandshake } from '../../../../src/shared/lan/noise';

const ann = new LanIdentity(new Uint8Array(32).fill(1));
const bob = new LanIdentity(new Uint8Array(32).fill(2));
const eve = new LanIdentity(new Uint8Array(32).fill(3));
const PHRASE = phraseBytes('the blue whale sings at noon');

type SendStep = Extract<HandshakeStep, { kind: 'send' }>;
type Done = Extract<HandshakeStep, { kind: 'done' }>;
interface Talk {
  readonly initiator: HandshakeStep;
  readonly responder: HandshakeStep;
  /** All that was said, in turns. */
  readonly said: readonly Uint8Array[];
}

function doorOf(door: Partial<Door> = {}): Door {
  const seen = new Set<string>();
  return {
    isContact: (key) => key === ann.publicKey,
    isFresh: (ephemeral) => !seen.has(ephemeral) && seen.add(ephemeral).size > 0,
    phrase: () => PHRASE,
    ...door,
  };
}

/** Lets two ends talk until one has nothing more to say; `change`: whoever is in between. */
function talk(
  from: LanIdentity,
  wish: Knock,
  to: LanIdentity,
  door = doorOf(),
  change: (message: Uint8Array, turn: number) => Uint8Array = (message) => message,
): Talk {
  const knocking = knock(from, wish)!;
  const ends = [knocking.handshake, answerKnock(to, door)];
  const steps: HandshakeStep[] = [];
  const said: Uint8Array[] = [];
  let message: Uint8Array | null = knocking.first;
  for (let turn = 0; message !== null; turn++) {
    said.push(message);
    const taker: number = (turn + 1) % 2;
    const step: HandshakeStep = ends[taker].take(change(message, turn));
    steps[taker] = step;
    message = step.kind === 'send' ? step.message : step.kind === 'done' ? step.last : null;
  }
  return { initiator: steps[0], responder: steps[1], said };
}

function areJoined({ initiator, responder }: Talk): boolean {
  if (initiator?.kind !== 'done' || responder?.kind !== 'done') return false;
  const text = randomBytes(40);
  const heard = responder.session.receiving.open(initiator.session.sending.seal(text));
  return heard !== null && bytesToHex(heard) === bytesToHex(text);
}

const toBob: Knock = { kind: 'contact', key: bob.publicKey };
const withPhrase: Knock = { kind: 'phrase', phrase: PHRASE };

describe('a handshake', () => {
  it.each([
    ['of contacts', toBob],
    ['of a group with a phrase', withPhrase],
  ])('%s ends with both knowing the key of the other', (_what, wish) => {
    const outcome = talk(ann, wish, bob);
    expect(areJoined(outcome)).toBe(true);
    expect((outcome.initiator as Done).remote).toBe(bob.publicKey);
    expect((outcome.responder as Done).remote).toBe(ann.publicKey);
  });

  it('takes a phrase for the same in other letters and blanks, and for no other', () => {
    expect(phraseBytes('  The Blue\twhale SINGS at noon ')).toEqual(PHRASE);
    expect(phraseBytes('the blue whale sings at moon')).not.toEqual(PHRASE);
  });

  it('says nothing to whoever is no contact, or has no way to know whom they knock at', () => {
    const stranger = talk(eve, toBob, bob);
    expect(stranger.responder.kind).toBe('failed');
    expect(stranger.said).toHaveLength(1);
    const mistaken = talk(ann, { kind: 'contact', key: eve.publicKey }, bob);
    expect(mistaken.responder.kind).toBe('failed');
    expect(mistaken.said).toHaveLength(1);
    const alone = talk(ann, withPhrase, bob, doorOf({ phrase: () => null }));
    expect(alone.said).toHaveLength(1);
  });

  it('lets nobody in by one of 20 wrong phrases, and shows them no key', () => {
    for (let at = 0; at < 20; at++) {
      const phrase = phraseBytes(`the blue whale sings at noon ${at}`);
      const outcome = talk(eve, { kind: 'phrase', phrase }, bob);
      expect(outcome.responder).toEqual({ kind: 'failed', isGuess: true });
      // Knock, share, proof: the key of the other end comes behind that.
      expect(outcome.said).toHaveLength(3);
    }
  });

  it.each([
    ['of contacts', toBob, 2],
    ['of a group', withPhrase, 5],
  ])(
    '%s joins nobody when anything of it was flipped, cut or said before',
    (_what, wish, turns) => {
      const before = talk(ann, wish, bob).said;
      expect(before).toHaveLength(turns);
      let joined = 0;
      for (let turn = 0; turn < turns; turn++) {
        const attacks: readonly ((message: Uint8Array) => Uint8Array)[] = [
          ...Array.from({ length: 12 }, (_, at) => (message: Uint8Array) => {
            const place = Math.floor((at * message.length) / 12);
            return message.map((byte, index) => (index === place ? byte ^ (1 << (at % 8)) : byte));
          }),
          (message) => message.subarray(0, message.length - 1),
          () => new Uint8Array(),
          () => before[turn],
        ];
        for (const attack of attacks) {
          const change = (message: Uint8Array, at: number): Uint8Array =>
            at === turn ? attack(message) : message;
          if (areJoined(talk(ann, wish, bob, doorOf(), change))) joined += 1;
        }
      }
      expect(joined).toBe(0);
    },
  );

  it('answers a knock that was recorded with nothing', () => {
    const door = doorOf();
    const [first] = talk(ann, toBob, bob, door).said;
    expect(answerKnock(bob, door).take(first).kind).toBe('failed');
  });

  it('lets no member of a group pass for another one', () => {
    // Eve knows the phrase, and says ann's key; what she agrees on secrets with is her own.
    const disguised = new LanIdentity(new Uint8Array(32).fill(3));
    Object.assign(disguised, { publicKey: ann.publicKey });
    expect(talk(disguised, withPhrase, bob).responder.kind).toBe('failed');
    expect(talk(bob, withPhrase, disguised).initiator).toEqual({ kind: 'failed', isGuess: true });
  });

  it('gives a dictionary over 100 recorded ones no key, where a hash of the phrase gives 100', () => {
    const dictionary = ['password', 'the blue whale sings at noon'];
    // A scheme of old: the phrase, hashed, is the secret.
    const naive = Array.from({ length: 100 }, () => {
      const sharedSecret = sha512(PHRASE).subarray(0, 32);
      return new NoiseHandshake(options(true, sharedSecret)).write();
    });
    const recorded = Array.from({ length: 100 }, () => upToTheProof());
    const crack = (proof: Uint8Array, secrets: readonly Uint8Array[]): boolean =>
      secrets.some((secret) => new NoiseHandshake(options(false, secret)).read(proof) !== null);
    const guesses = dictionary.map((word) => phraseBytes(word));
    const hashed = guesses.map((guess) => sha512(guess).subarray(0, 32));
    expect(naive.filter((proof) => crack(proof, hashed))).toHaveLength(100);

    const cracked = recorded.filter(([first, share, proof]) => {
      const session = first.slice(1, 17);
      const shares = [first.slice(17), share];
      // With a guess one can make shares of one's own, and no more: the secrets behind theirs are
      // the ends' alone.
      const own = guesses.flatMap((phrase) => {
        const inputs = { phrase, channel: utf8ToBytes('webcrt lan v1'), session };
        const run = startCpace('responder', inputs);
        return shares.map((each) => run.finish(each)!.subarray(0, 32));
      });
      return crack(proof, [...hashed, ...own]);
    });
    expect(cracked).toHaveLength(0);
  });
});

/** All of a handshake that a phrase has to do with: knock, share and proof. */
function upToTheProof(): readonly Uint8Array[] {
  const { first, handshake } = knock(ann, withPhrase)!;
  const share = answerKnock(bob, doorOf()).take(first) as SendStep;
  const proof = handshake.take(share.message) as SendStep;
  return [first, share.message, proof.message];
}

function options(isInitiator: boolean, sharedSecret: Uint8Array) {
  const prologue = utf8ToBytes('webcrt lan v1 XXpsk0');
  const { dhSecret: secretKey } = ann;
  return { pattern: NOISE_XX_PSK0, isInitiator, prologue, secretKey, sharedSecret };
}
