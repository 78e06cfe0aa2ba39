import { createHash } from 'node:crypto';
import {
  sasCommitment,
  sasNumbers,
  type SasView,
  type SeenEnd,
} from '../../src/shared/identity/short-authentication-string';

/** All that one comparison takes: what both see, and the numbers of chance of either. */
export interface SasRun {
  readonly view: SasView;
  readonly nonces: { readonly initiator: string; readonly responder: string };
}

/** 32 bytes as hexadecimal digits: the same for the same seed and name, and like chance else. */
export function chance(seed: number, name: string): string {
  return createHash('sha256').update(`${seed} ${name}`).digest('hex');
}

function fingerprintOf(digits: string): string {
  return digits.toUpperCase().replaceAll(/..(?=.)/g, '$&:');
}

function endOf(seed: number, name: string): SeenEnd {
  // One in four is a guest without a key.
  const isGuest = chance(seed, `${name} guest`).startsWith('0');
  return {
    key: isGuest ? null : chance(seed, `${name} key`),
    fingerprint: fingerprintOf(chance(seed, `${name} certificate`)),
  };
}

/** A run of chance, the same for the same seed. */
export function sasRun(seed: number): SasRun {
  return {
    view: {
      talk: chance(seed, 'talk'),
      initiator: endOf(seed, 'initiator'),
      responder: endOf(seed, 'responder'),
    },
    nonces: {
      initiator: chance(seed, 'initiator nonce'),
      responder: chance(seed, 'responder nonce'),
    },
  };
}

/** What is shown, and what was committed to, in one string. */
export function outcomeOf({ view, nonces }: SasRun): { commitment: string; sas: string } {
  return {
    commitment: sasCommitment(view, nonces.initiator),
    sas: sasNumbers(view, nonces).join(' '),
  };
}

/** `digits` with one of its bits turned. */
function turnBit(digits: string, bit: number): string {
  const place = bit >> 2;
  const turned = (parseInt(digits.charAt(place), 16) ^ (1 << (bit & 3))).toString(16);
  return digits.slice(0, place) + turned + digits.slice(place + 1);
}

function turnFingerprintBit(fingerprint: string, bit: number): string {
  return fingerprintOf(turnBit(fingerprint.replaceAll(':', ''), bit));
}

/** The run with one bit of any of its parts turned, or its order, by the name of what was done. */
export function alterRun(run: SasRun, bit: number): Record<string, SasRun> {
  const { view, nonces } = run;
  const { initiator, responder } = view;
  const alterEnd = (end: SeenEnd): SeenEnd[] => [
    ...(end.key === null
      ? []
      : [
          { ...end, key: turnBit(end.key, bit) },
          { ...end, key: null },
        ]),
    { ...end, fingerprint: turnFingerprintBit(end.fingerprint, bit) },
  ];
  const ofView = (name: string, views: SasView[]): [string, SasRun][] =>
    views.map((each, index) => [`${name} ${index}`, { view: each, nonces }]);
  const ofNonces = (name: string, changed: Partial<SasRun['nonces']>): [string, SasRun] => [
    name,
    { view, nonces: { ...nonces, ...changed } },
  ];
  const initiators = alterEnd(initiator).map((end) => ({ ...view, initiator: end }));
  const responders = alterEnd(responder).map((end) => ({ ...view, responder: end }));
  return Object.fromEntries([
    ...ofView('initiator', initiators),
    ...ofView('responder', responders),
    ...ofView('roles', [{ ...view, initiator: responder, responder: initiator }]),
    ...ofView('talk', [{ ...view, talk: turnBit(view.talk, bit) }]),
    ofNonces('initiator nonce', { initiator: turnBit(nonces.initiator, bit) }),
    ofNonces('responder nonce', { responder: turnBit(nonces.responder, bit) }),
    ofNonces('order', { initiator: nonces.responder, responder: nonces.initiator }),
  ]);
}
