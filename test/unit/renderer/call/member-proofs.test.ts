import { describe, expect, it } from 'vitest';
import { MemberProofs } from '../../../../src/renderer/call/member-proofs';
import type { ProvedSignal } from '../../../../src/renderer/call/signal-proofs';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import type { Signal } from '../../../../src/shared/protocol/messages';
import type { RoomMember } from '../../../../src/shared/protocol/room-messages';
import { FakeClock, settle } from '../../../helpers/fake-clock';

const SIGNERS = [1, 2, 3].map((n) => seedSigner(new Uint8Array(32).fill(n)));
const [ANN, BOB, CAT] = SIGNERS;
const SIGNAL: Signal = { kind: 'renegotiate', generation: 0 };

function member(name: string, signer: Signer | null): RoomMember {
  const facts = { id: `member-${name}`, name, description: null, isAway: false };
  return signer === null ? facts : { ...facts, key: signer.publicKey };
}

const MEMBERS = [member('ann', ANN), member('bob', BOB), member('cat', CAT), member('guest', null)];
const idOf = (name: string): string => `member-${name}`;

/** One of the members, and what comes of what they and others say. */
function stayOf(name: string, signer: Signer | null) {
  const said: { to: string; said: ProvedSignal }[] = [];
  const taken: string[] = [];
  const forged: string[] = [];
  const proofs = new MemberProofs(
    { signer: () => signer, clock: new FakeClock(), logger: { log: () => undefined } },
    {
      handleOutgoing: (to, each) => said.push({ to, said: each }),
      handleIncoming: (from) => taken.push(from),
      handleForgery: (from) => forged.push(from),
    },
  );
  const you = MEMBERS.find(({ id }) => id === idOf(name))!;
  proofs.sync({ you, members: MEMBERS });
  return { proofs, you, said, taken, forged };
}

/** What ann says to bob. */
async function annsWord(): Promise<ProvedSignal> {
  const ann = stayOf('ann', ANN);
  ann.proofs.send(idOf('bob'), SIGNAL);
  await settle();
  expect(ann.said.map(({ to }) => to)).toEqual([idOf('bob')]);
  return ann.said[0].said;
}

function bobHearing(...words: readonly (readonly [string, ProvedSignal])[]) {
  const bob = stayOf('bob', BOB);
  for (const [from, said] of words) bob.proofs.take(from, said);
  return bob;
}

describe('what members of a room say to each other', () => {
  it('is taken from whoever signed it, for whom it was signed', async () => {
    const word = await annsWord();
    const bob = bobHearing([idOf('ann'), word]);
    expect([bob.taken, bob.forged]).toEqual([[idOf('ann')], []]);
  });

  it('is not taken from another member, nor by another one', async () => {
    const word = await annsWord();
    const bob = bobHearing([idOf('cat'), word]);
    expect([bob.taken, bob.forged]).toEqual([[], [idOf('cat')]]);
    const cat = stayOf('cat', CAT);
    cat.proofs.take(idOf('ann'), word);
    expect([cat.taken, cat.forged]).toEqual([[], [idOf('ann')]]);
  });

  it('is not taken from a member with a key who signs nothing, and is from a guest', () => {
    const bob = bobHearing([idOf('ann'), { signal: SIGNAL }], [idOf('guest'), { signal: SIGNAL }]);
    expect([bob.taken, bob.forged]).toEqual([[idOf('guest')], [idOf('ann')]]);
  });

  it('is not taken from anybody who is not there', async () => {
    const word = await annsWord();
    const bob = bobHearing([idOf('nobody'), word]);
    bob.proofs.sync({ you: bob.you, members: MEMBERS.filter(({ name }) => name !== 'ann') });
    bob.proofs.take(idOf('ann'), word);
    bob.proofs.sync({ you: bob.you, members: MEMBERS });
    bob.proofs.clear();
    bob.proofs.take(idOf('guest'), { signal: SIGNAL });
    expect([bob.taken, bob.forged]).toEqual([[], []]);
  });
});
