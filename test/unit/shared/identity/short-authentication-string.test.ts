import { describe, expect, it } from 'vitest';
import { SAS_EMOJI } from '../../../../src/shared/identity/sas-emoji';
import {
  sasCommitment,
  sasEmoji,
  sasNumbers,
  type SasView,
  sasViewOf,
} from '../../../../src/shared/identity/short-authentication-string';
import { fuzzRun } from '../../../helpers/fuzz';
import { alterRun, chance, outcomeOf, sasRun } from '../../../helpers/sas-runs';

/** For the long form: a test has a minute otherwise. */
const LONG_FORM_MS = 600_000;

describe('the emoji of a short authentication string', () => {
  it('are 64, each with a picture and a name of its own', () => {
    expect(SAS_EMOJI).toHaveLength(64);
    expect(new Set(SAS_EMOJI.map(({ emoji }) => emoji)).size).toBe(64);
    expect(new Set(SAS_EMOJI.map(({ name }) => name)).size).toBe(64);
    expect(SAS_EMOJI.filter(({ name }) => !/^[A-Z][a-z]+( [A-Z][a-z]+)?$/.test(name))).toEqual([]);
    expect(SAS_EMOJI.filter(({ emoji }) => !/^\p{Emoji}\uFE0F?$/u.test(emoji))).toEqual([]);
  });

  it('stand where the Matrix specification has them', () => {
    const some = [0, 21, 30, 36, 41, 54, 63].map((number) => SAS_EMOJI[number]);
    expect(some.map(({ emoji, name }) => `${emoji} ${name}`)).toEqual([
      '🐶 Dog',
      '☁️ Cloud',
      '🙂 Smiley',
      '👍 Thumbs Up',
      '💡 Light Bulb',
      '🚀 Rocket',
      '📌 Pin',
    ]);
  });
});

describe('a short authentication string', () => {
  it('is seven emoji', () => {
    const { view, nonces } = sasRun(1);
    expect(sasEmoji(sasNumbers(view, nonces))).toHaveLength(7);
  });

  it(
    'is the same for two who see the same, and another one for each two',
    { timeout: LONG_FORM_MS },
    () => {
      const { numRuns, seed } = fuzzRun('honest comparisons', 100_000);
      const seen = new Set<string>();
      for (let run = 0; run < numRuns; run += 1) {
        const { view, nonces } = sasRun(seed + run);
        const { talk, initiator: ann, responder: bob } = view;
        const [onAnns, onBobs] = [
          sasNumbers(sasViewOf({ talk, local: ann, remote: bob }, true), nonces).join(' '),
          sasNumbers(sasViewOf({ talk, local: bob, remote: ann }, false), nonces).join(' '),
        ];
        if (onAnns !== onBobs) expect([seed + run, onBobs]).toEqual([seed + run, onAnns]);
        seen.add(onAnns);
      }
      // Of 100,000 of 2^42, two are the same about once in 900 runs; three never.
      expect(seen.size).toBeGreaterThanOrEqual(numRuns - 1);
    },
  );

  it('differs with any bit of a key, a certificate, a nonce or the call turned, and any order', () => {
    const { numRuns, seed } = fuzzRun('altered comparisons', 2_560);
    for (let run = 0; run < numRuns; run += 1) {
      const honest = sasRun(seed + run);
      const { commitment, sas } = outcomeOf(honest);
      for (const [name, altered] of Object.entries(alterRun(honest, run % 256))) {
        const outcome = outcomeOf(altered);
        expect([name, outcome.sas === sas]).toEqual([name, false]);
        // The responder's number is not known yet when the initiator commits to its own.
        const isCommitted = name !== 'responder nonce';
        expect([name, outcome.commitment !== commitment]).toEqual([name, isCommitted]);
      }
    }
  });

  it('uses all of its 42 bits', () => {
    const counts = Array.from({ length: 7 }, () => new Set<number>());
    for (let run = 0; run < 1_000; run += 1) {
      const { view, nonces } = sasRun(run);
      for (const [place, number] of sasNumbers(view, nonces).entries()) counts[place].add(number);
    }
    expect(counts.map(({ size }) => size)).toEqual(Array<number>(7).fill(64));
  });
});

const GROUND_KEYS = 2 ** 16;
/** Two emoji, 12 bits: few enough for a grinder to win by 2^16 keys, were it let. */
const shortOf = (view: SasView, nonces: { initiator: string; responder: string }): string =>
  sasNumbers(view, nonces).slice(0, 2).join(' ');

/** Somebody between ann and bob, who asks bob in ann's name, with a key ground out of many. */
function intruderView(view: SasView, trial: number): SasView {
  return { ...view, initiator: { ...view.initiator, key: chance(trial, 'ground key') } };
}

describe('somebody in the middle who grinds keys', () => {
  const { view, nonces } = sasRun(7);
  const shownToAnn = shortOf(view, nonces);

  it('finds keys that fit in 2^16, and opens the commitment with none of them', () => {
    const committed = sasCommitment(intruderView(view, 0), nonces.initiator);
    const fitting: number[] = [];
    for (let trial = 0; trial < GROUND_KEYS; trial += 1) {
      if (shortOf(intruderView(view, trial), nonces) === shownToAnn) fitting.push(trial);
    }
    // Without a commitment this is who wins: sixteen of 65,536 keys, where one is enough.
    expect(fitting.length).toBeGreaterThan(0);
    const opened = fitting.filter(
      (trial) => sasCommitment(intruderView(view, trial), nonces.initiator) === committed,
    );
    expect(opened).toEqual([]);
  });

  it(
    'is left with chance: one emoji in 64 comes out alike, whatever it commits to',
    { timeout: LONG_FORM_MS },
    () => {
      const { numRuns, seed } = fuzzRun('ground comparisons', 64_000);
      let hits = 0;
      for (let run = 0; run < numRuns; run += 1) {
        // The best it can do beforehand: one of its keys, and a number; then the others say theirs.
        const fresh = {
          initiator: chance(seed, 'own nonce'),
          responder: chance(seed + run, 'bob'),
        };
        const ann = sasNumbers(view, {
          initiator: chance(seed + run, 'ann'),
          responder: nonces.responder,
        });
        const bob = sasNumbers(intruderView(view, run % GROUND_KEYS), fresh);
        if (ann[0] === bob[0]) hits += 1;
      }
      const expected = numRuns / 64;
      // Six standard deviations.
      const slack = 6 * Math.sqrt(expected);
      expect(Math.abs(hits - expected)).toBeLessThan(slack);
    },
  );
});
