import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ProvedSignal,
  type ProofTerms,
  SignalProofs,
} from '../../../../src/renderer/call/signal-proofs';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { FakeClock, settle } from '../../../helpers/fake-clock';

const ANN = seedSigner(new Uint8Array(32).fill(1));
const BOB = seedSigner(new Uint8Array(32).fill(2));
const EVE = seedSigner(new Uint8Array(32).fill(3));

const CALL = 'call-0001';
const CHANCE = { seq: 1, signature: 'ab'.repeat(64) };
const OFFER: Signal = { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0\r\n' };

function candidate(n: number): Signal {
  const place = { sdpMid: '0', sdpMLineIndex: 0 };
  return { kind: 'candidate', generation: 0, candidate: `candidate:${n}`, ...place };
}

/** One end of a call, what it said, what it took, and how often somebody else spoke up. */
class End {
  readonly said: ProvedSignal[] = [];
  readonly taken: Signal[] = [];
  readonly warnings: string[] = [];
  forgeries = 0;
  readonly proofs: SignalProofs;

  constructor(
    signer: Signer | null,
    remote: Signer | null,
    terms: Partial<ProofTerms> = {},
    clock = new FakeClock(),
  ) {
    this.proofs = new SignalProofs(
      { remoteKey: remote?.publicKey ?? null, talkOut: CALL, talkIn: CALL, ...terms },
      {
        signer,
        clock,
        logger: {
          log: (level, message) => {
            if (level === 'warn') this.warnings.push(message);
          },
        },
      },
      {
        handleOutgoing: (said) => this.said.push(said),
        handleIncoming: (signal) => this.taken.push(signal),
        handleForgery: () => {
          this.forgeries += 1;
        },
      },
    );
  }

  async say(...signals: readonly Signal[]): Promise<readonly ProvedSignal[]> {
    for (const signal of signals) this.proofs.send(signal);
    await settle();
    return this.said;
  }

  hear(...all: readonly ProvedSignal[]): this {
    for (const said of all) this.proofs.take(said);
    return this;
  }
}

let bob: End;
beforeEach(() => {
  bob = new End(BOB, ANN);
});

describe('what is said between two with keys', () => {
  it('is taken as it was said', async () => {
    const said = await new End(ANN, BOB).say(OFFER, candidate(1), candidate(2));
    bob.hear(...said);
    expect(bob.taken).toEqual([OFFER, candidate(1), candidate(2)]);
    expect([bob.forgeries, bob.warnings]).toEqual([0, []]);
  });

  it('keeps its order, however long each signature takes', async () => {
    const finish: (() => void)[] = [];
    const slow: Signer = {
      publicKey: ANN.publicKey,
      sign: async (statement) => {
        await new Promise<void>((resolve) => finish.push(resolve));
        return ANN.sign(statement);
      },
    };
    const ann = new End(slow, BOB);
    await ann.say(OFFER, candidate(1), candidate(2));
    expect([finish.length, ann.said]).toEqual([3, []]);
    for (const each of finish.reverse()) each();
    await settle();
    bob.hear(...ann.said);
    expect(bob.taken).toEqual([OFFER, candidate(1), candidate(2)]);
  });

  it('is nothing once the call is over', async () => {
    const said = await new End(ANN, BOB).say(OFFER);
    bob.proofs.send(candidate(1));
    bob.proofs.dispose();
    bob.hear(...said);
    await settle();
    expect([bob.said, bob.taken]).toEqual([[], []]);
  });

  it('is not said at all when it cannot be signed, and the log says why', async () => {
    const gone: Signer = { ...ANN, sign: () => Promise.reject(new Error('no key any more')) };
    const ann = new End(gone, BOB);
    expect(await ann.say(OFFER)).toEqual([]);
    expect(ann.warnings).toEqual(['Could not sign a signal']);
  });
});

describe('what somebody else says in the name of the remote end', () => {
  const attacks: readonly (readonly [string, () => Promise<readonly ProvedSignal[]>])[] = [
    ['without a proof', () => Promise.resolve([{ signal: OFFER }])],
    ['with digits of chance', () => Promise.resolve([{ signal: OFFER, proof: CHANCE }])],
    ['with a key of their own', () => new End(EVE, BOB).say(OFFER)],
    ['from another call', () => new End(ANN, BOB, { talkOut: 'call-0002' }).say(OFFER)],
    ['from a call with somebody else', () => new End(ANN, EVE).say(OFFER)],
    ['from a call with somebody without a key', () => new End(ANN, null).say(OFFER)],
    ['by what the local end said itself', () => new End(BOB, ANN).say(OFFER)],
    [
      'with the proof of another generation',
      async () => {
        const [{ proof }] = await new End(ANN, BOB).say(OFFER);
        return [{ signal: { ...OFFER, generation: 1 }, proof }];
      },
    ],
    [
      'with another certificate in it',
      async () => {
        const [{ proof }] = await new End(ANN, BOB).say(OFFER);
        const sdp = 'v=0\r\na=fingerprint:sha-256 AB:CD\r\n';
        return [{ signal: { kind: 'description', generation: 0, type: 'offer', sdp }, proof }];
      },
    ],
    [
      'with proofs that are in another order',
      async () => {
        const [one, other] = await new End(ANN, BOB).say(candidate(1), candidate(2));
        return [
          { signal: one.signal, proof: other.proof },
          { signal: other.signal, proof: one.proof },
        ];
      },
    ],
  ];

  it.each(attacks)('%s is dropped, and told', async (_how, attack) => {
    const said = await attack();
    bob.hear(...said);
    expect(bob.taken).toEqual([]);
    expect(bob.forgeries).toBe(said.length);
  });

  it('is dropped where it is what they said before, or before something that came already', async () => {
    const said = await new End(ANN, BOB).say(OFFER, candidate(1), candidate(2));
    const [offer, first, second] = said;
    bob.hear(offer, second, first, offer, second);
    expect(bob.taken).toEqual([OFFER, candidate(2)]);
    // They are the remote end's own: nobody else has spoken.
    expect(bob.forgeries).toBe(0);
    expect(bob.warnings).toEqual(['Dropped a signal that came before']);
  });

  it('is not heard where it has another number on it', async () => {
    const [{ signal, proof }] = await new End(ANN, BOB).say(OFFER);
    bob.hear({ signal, proof: proof && { ...proof, seq: proof.seq + 1 } });
    expect([bob.taken, bob.forgeries]).toEqual([[], 1]);
  });

  it('is taken after something of theirs that never came: that could be lost as well', async () => {
    const [offer, , second] = await new End(ANN, BOB).say(OFFER, candidate(1), candidate(2));
    bob.hear(offer, second);
    expect(bob.taken).toEqual([OFFER, candidate(2)]);
  });

  it('comes from a page that takes the place of one that crashed, too', async () => {
    const clock = new FakeClock();
    const before = await new End(ANN, BOB, {}, clock).say(OFFER, candidate(1), candidate(2));
    await clock.advance(1_000);
    const again = await new End(ANN, BOB, {}, clock).say(candidate(3));
    bob.hear(...before, ...again, ...before);
    expect(bob.taken).toEqual([OFFER, candidate(1), candidate(2), candidate(3)]);
  });

  it('is a warning in the log once, as it can be tried at will', () => {
    for (let n = 0; n < 20; n += 1) bob.hear({ signal: candidate(n) });
    expect(bob.forgeries).toBe(20);
    expect(bob.warnings).toEqual(['Dropped a signal that is not theirs']);
  });

  it('is not taken for theirs where the server hides that the local end has a key', async () => {
    // It says to ann that bob has none, so that what she signs is for nobody.
    bob.hear(...(await new End(ANN, null).say(OFFER)));
    expect(bob.taken).toEqual([]);
  });
});

describe('somebody without a key', () => {
  it('is heard as they are, and knows who speaks to them', async () => {
    const guest = new End(null, ANN);
    const said = await new End(ANN, null).say(OFFER);
    guest.hear(...said, { signal: candidate(1) });
    expect([guest.taken, guest.forgeries]).toEqual([[OFFER], 1]);
    const ann = new End(ANN, null).hear(...(await guest.say(candidate(2))));
    expect(guest.said).toEqual([{ signal: candidate(2) }]);
    expect(ann.taken).toEqual([candidate(2)]);
  });
});
