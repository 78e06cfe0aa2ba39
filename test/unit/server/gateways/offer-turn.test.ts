import { beforeEach, describe, expect, it } from 'vitest';
import { OfferTurn } from '../../../../src/server/gateways/rtcpool/offer-turn';
import { FakeClock } from '../../../helpers/fake-clock';

let clock: FakeClock;
let said: string[];
let turn: OfferTurn;

beforeEach(() => {
  clock = new FakeClock();
  said = [];
  turn = new OfferTurn(
    { after: (delayMs, run) => clock.after(delayMs, run) },
    {
      handleDescription: ({ type, sdp }) => said.push(`${type} ${sdp}`),
      handleCandidate: ({ candidate }) => said.push(candidate),
    },
  );
});

function offers(sdp = 'first'): void {
  turn.describe({ type: 'offer', sdp });
}

function hasCandidate(candidate: string): void {
  turn.candidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 });
}

describe('the offer of a member to whom a client on rtcpool yields', () => {
  it('waits until the client, who offers as well, has found an address of its own', () => {
    offers();
    hasCandidate('one');
    clock.pass(900);
    turn.noteOffer();
    clock.pass(900);
    expect(said).toEqual([]);
    turn.noteCandidate();
    expect(said).toEqual(['offer first', 'one']);
    hasCandidate('two');
    offers('second');
    expect(said).toEqual(['offer first', 'one', 'two', 'offer second']);
  });

  it('is passed on at once after that', () => {
    turn.noteOffer();
    turn.noteCandidate();
    offers();
    expect(said).toEqual(['offer first']);
  });

  it('waits a second for a client that offers nothing, and not much longer for no address', () => {
    offers();
    clock.pass(999);
    expect(said).toEqual([]);
    clock.pass(1);
    expect(said).toEqual(['offer first']);
    said = [];
    turn = new OfferTurn(
      { after: (delayMs, run) => clock.after(delayMs, run) },
      { handleDescription: ({ sdp }) => said.push(sdp), handleCandidate: () => undefined },
    );
    turn.noteOffer();
    offers('again');
    clock.pass(1_499);
    expect(said).toEqual([]);
    clock.pass(1);
    expect(said).toEqual(['again']);
  });

  it('is over, with its candidates, when the member offers anew or answers instead', () => {
    offers();
    hasCandidate('one');
    offers('second');
    hasCandidate('two');
    turn.noteOffer();
    turn.describe({ type: 'answer', sdp: 'third' });
    hasCandidate('three');
    clock.pass(10_000);
    expect(said).toEqual(['answer third', 'three']);
  });

  it('never comes of one who is gone, and is bounded', () => {
    offers();
    for (let count = 0; count < 1_000; count += 1) hasCandidate(String(count));
    turn.noteCandidate();
    expect(said).toHaveLength(65);
    turn.dispose();
    clock.pass(10_000);
    expect(said).toHaveLength(65);
  });
});
