import { err, ok, type Result } from '../../shared/base/result';
import { MAX_SDP_MID_CHARS } from '../../shared/protocol/limits';
import { isCandidateAllowed } from './candidate-check';
import type { SignalError } from './peer-link';
import { readSdpParts, type SdpSection } from './sdp-sections';

// A session description of the other side, checked before the browser sees it: Chromium spends
// seconds on a large one, and simple-peer ends the call over one that it cannot use.

export type DescriptionType = 'offer' | 'answer';

/** What the guard remembers of a description that it let through. */
export interface SdpSummary {
  /** The one SHA-256 fingerprint, as `AB:CD:…`. */
  readonly fingerprint: string;
  readonly mids: readonly string[];
  /** Lines without `a=`, of all sections. */
  readonly candidates: readonly string[];
}

type Check<T> = Result<T, SignalError>;

const MALFORMED = err<SignalError>('sdp-malformed');
const DONE = ok(undefined);

const MID = /^[A-Za-z0-9_-]+$/;
const ICE_UFRAG = /^[A-Za-z0-9+/]{4,256}$/;
const ICE_PWD = /^[A-Za-z0-9+/]{22,256}$/;
const SETUP: Readonly<Record<DescriptionType, RegExp>> = {
  offer: /^(?:actpass|active|passive)$/,
  answer: /^(?:active|passive)$/,
};
/** One hash for all, spelled one way: of several lines browsers obey one, and not all the same. */
const HASH = 'sha-256';
const FINGERPRINT = /^(\S+) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})+)$/;
const SHA_256_PAIRS = 32;
/** A section's own values, or else the session's. */
function valuesOf(name: string, section: SdpSection, session: SdpSection): readonly string[] {
  return section.attributes.get(name) ?? session.attributes.get(name) ?? [];
}

function all(name: string, sections: readonly SdpSection[]): readonly string[] {
  return sections.flatMap((section) => section.attributes.get(name) ?? []);
}

function everyMatches(values: readonly string[], pattern: RegExp): boolean {
  return values.length > 0 && values.every((value) => pattern.test(value));
}

/**
 * Every description names exactly one certificate, with SHA-256, wherever it names one, and for
 * every section: those that are rejected may come to be used after all.
 */
function checkFingerprints(session: SdpSection, sections: readonly SdpSection[]): Check<string> {
  const found = new Set<string>();
  for (const value of all('fingerprint', [session, ...sections])) {
    const [, hash = '', digest = ''] = FINGERPRINT.exec(value) ?? [];
    if (hash === '') return MALFORMED;
    if (hash !== HASH) return err('other-hash');
    if (digest.split(':').length !== SHA_256_PAIRS) return MALFORMED;
    found.add(digest.toUpperCase());
  }
  const fingerprint = [...found].at(0);
  const isEverywhere = sections.every((section) => {
    return valuesOf('fingerprint', section, session).length > 0;
  });
  if (fingerprint === undefined || !isEverywhere) return err('no-fingerprint');
  return found.size === 1 ? ok(fingerprint) : err('several-fingerprints');
}

function isTransportComplete(
  type: DescriptionType,
  section: SdpSection,
  session: SdpSection,
): boolean {
  if (!section.isActive) return true;
  return (
    everyMatches(valuesOf('setup', section, session), SETUP[type]) &&
    everyMatches(valuesOf('ice-ufrag', section, session), ICE_UFRAG) &&
    everyMatches(valuesOf('ice-pwd', section, session), ICE_PWD)
  );
}

/** Each section has one name of its own; `null` when not. */
function readMids(sections: readonly SdpSection[]): readonly string[] | null {
  const mids = sections.map((section) => section.attributes.get('mid') ?? []);
  const isValid = mids.every(([mid = '', ...more]) => {
    return MID.test(mid) && mid.length <= MAX_SDP_MID_CHARS && more.length === 0;
  });
  const names = mids.flat();
  return isValid && new Set(names).size === names.length ? names : null;
}

function checkCandidates(
  sections: readonly SdpSection[],
  allowLoopback: boolean,
): Check<readonly string[]> {
  const candidates = all('candidate', sections);
  const isFine = candidates.every((each) => {
    return each !== '' && isCandidateAllowed(`candidate:${each}`, allowLoopback);
  });
  return isFine ? ok(candidates) : err('candidate-malformed');
}

function checkStructure(
  type: DescriptionType,
  session: SdpSection,
  sections: readonly SdpSection[],
): Check<undefined> {
  // SDES keys (RFC 4568) would travel in the clear, past DTLS.
  if (all('crypto', [session, ...sections]).length > 0) return MALFORMED;
  const isComplete = sections.every((section) => isTransportComplete(type, section, session));
  return isComplete ? DONE : MALFORMED;
}

/**
 * Checks a description by size, grammar, media kinds, transports, fingerprints and candidates
 * (RFC 8866, RFC 8829 section 5, RFC 8122). Never throws.
 */
export function checkSdp(
  sdp: string,
  type: DescriptionType,
  allowLoopback: boolean,
): Check<SdpSummary> {
  const parts = readSdpParts(sdp);
  if (!parts.ok) return parts;
  const [session, sections] = parts.value;
  const fingerprint = checkFingerprints(session, sections);
  if (!fingerprint.ok) return fingerprint;
  const structure = checkStructure(type, session, sections);
  if (!structure.ok) return structure;
  const candidates = checkCandidates([session, ...sections], allowLoopback);
  if (!candidates.ok) return candidates;
  const mids = readMids(sections);
  if (!mids) return MALFORMED;
  return ok({ fingerprint: fingerprint.value, mids, candidates: candidates.value });
}
