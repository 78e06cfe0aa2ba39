import { err, ok, type Result } from '../../shared/base/result';
import {
  MAX_SDP_BYTES,
  MAX_SDP_LINE_BYTES,
  MAX_SDP_LINES,
  MAX_SDP_MEDIA_SECTIONS,
  MAX_SDP_MID_CHARS,
} from '../../shared/protocol/limits';
import { isCandidateAllowed } from './candidate-check';
import type { SignalError } from './peer-link';

// A session description of the other side, checked before the browser sees it: Chromium spends
// seconds on a large one, and simple-peer ends the call over one that it cannot use.

export type DescriptionType = 'offer' | 'answer';

/** What the guard remembers of a description that it let through. */
export interface SdpSummary {
  /** The one SHA-256 fingerprint, as `AB:CD:…`. */
  readonly fingerprint: string;
  readonly mids: readonly string[];
  readonly candidateCount: number;
}

interface Section {
  readonly isActive: boolean;
  /** Values by attribute name; an attribute without a value has ''. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

type Check<T> = Result<T, SignalError>;

const MALFORMED = err<SignalError>('sdp-malformed');
const DONE = ok(undefined);

/** SDP of browsers is plain ASCII; NUL, controls and look-alikes have no business in it. */
const FOREIGN_CHARACTER = /[^\x20-\x7e\r\n]/;
const LINE = /^[a-z]=\S/;
const ATTRIBUTE = /^a=([\w!#$%&'*+.^`{|}~-]+)(?::(.*))?$/;
/** Encrypted transports only; anything but sound, picture and data is refused. */
const MEDIA =
  /^m=(?:(?:audio|video) (\d{1,5}) (?:(?:UDP|TCP)\/(?:D?TLS)\/)?RTP\/SAVPF|application (\d{1,5}) (?:(?:UDP|TCP)\/)?DTLS\/SCTP)(?: \S+)+$/;
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
/** What is read here. Their names are told apart by case, as browsers do. */
const READ_NAMES: ReadonlySet<string> = new Set([
  'bundle-only',
  'candidate',
  'crypto',
  'fingerprint',
  'ice-pwd',
  'ice-ufrag',
  'mid',
  'setup',
]);

function splitLines(sdp: string): Check<readonly string[]> {
  if (sdp.length > MAX_SDP_BYTES) return err('sdp-too-large');
  if (FOREIGN_CHARACTER.test(sdp)) return MALFORMED;
  const lines = sdp.split(/\r?\n/);
  if (lines.pop() !== '') return MALFORMED;
  if (lines.length > MAX_SDP_LINES) return err('sdp-too-large');
  if (lines.some((line) => line.length > MAX_SDP_LINE_BYTES)) return err('sdp-too-large');
  return lines.every((line) => LINE.test(line) && !line.includes('\r')) ? ok(lines) : MALFORMED;
}

/** The lines of the session, then those of each media section. */
function splitSections(lines: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const line of lines) {
    if (line.startsWith('m=')) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts;
}

function readAttributes(lines: readonly string[]): Section['attributes'] | null {
  const attributes = new Map<string, string[]>();
  for (const line of lines) {
    if (!line.startsWith('a=')) continue;
    const match = ATTRIBUTE.exec(line);
    if (!match) return null;
    const [, name = '', value = ''] = match;
    // What one parser overlooks in such letters, another might obey.
    if (!READ_NAMES.has(name) && READ_NAMES.has(name.toLowerCase())) return null;
    attributes.set(name, [...(attributes.get(name) ?? []), value]);
  }
  return attributes;
}

function readSection(lines: readonly string[]): Section | null {
  const media = MEDIA.exec(lines[0] ?? '');
  const attributes = readAttributes(lines);
  if (!media || !attributes) return null;
  const port = Number(media[1] || media[2]);
  return { isActive: port !== 0 || attributes.has('bundle-only'), attributes };
}

function isSessionHead(lines: readonly string[]): boolean {
  const [version, origin = '', name = ''] = lines;
  return (
    version === 'v=0' &&
    origin.startsWith('o=') &&
    name.startsWith('s=') &&
    lines.some((line) => line.startsWith('t='))
  );
}

/** A section's own values, or else the session's. */
function valuesOf(name: string, section: Section, session: Section): readonly string[] {
  return section.attributes.get(name) ?? session.attributes.get(name) ?? [];
}

function all(name: string, sections: readonly Section[]): readonly string[] {
  return sections.flatMap((section) => section.attributes.get(name) ?? []);
}

function everyMatches(values: readonly string[], pattern: RegExp): boolean {
  return values.length > 0 && values.every((value) => pattern.test(value));
}

/**
 * Every description names exactly one certificate, with SHA-256, wherever it names one, and for
 * every section: those that are rejected may come to be used after all.
 */
function checkFingerprints(session: Section, sections: readonly Section[]): Check<string> {
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

function isTransportComplete(type: DescriptionType, section: Section, session: Section): boolean {
  if (!section.isActive) return true;
  return (
    everyMatches(valuesOf('setup', section, session), SETUP[type]) &&
    everyMatches(valuesOf('ice-ufrag', section, session), ICE_UFRAG) &&
    everyMatches(valuesOf('ice-pwd', section, session), ICE_PWD)
  );
}

/** Each section has one name of its own; `null` when not. */
function readMids(sections: readonly Section[]): readonly string[] | null {
  const mids = sections.map((section) => section.attributes.get('mid') ?? []);
  const isValid = mids.every(([mid = '', ...more]) => {
    return MID.test(mid) && mid.length <= MAX_SDP_MID_CHARS && more.length === 0;
  });
  const names = mids.flat();
  return isValid && new Set(names).size === names.length ? names : null;
}

function checkCandidates(sections: readonly Section[], allowLoopback: boolean): Check<number> {
  const candidates = all('candidate', sections);
  const isFine = candidates.every((each) => {
    return each !== '' && isCandidateAllowed(`candidate:${each}`, allowLoopback);
  });
  return isFine ? ok(candidates.length) : err('candidate-malformed');
}

function checkStructure(
  type: DescriptionType,
  session: Section,
  sections: readonly Section[],
): Check<undefined> {
  // SDES keys (RFC 4568) would travel in the clear, past DTLS.
  if (all('crypto', [session, ...sections]).length > 0) return MALFORMED;
  const isComplete = sections.every((section) => isTransportComplete(type, section, session));
  return isComplete ? DONE : MALFORMED;
}

function readSections(lines: readonly string[]): Check<readonly [Section, readonly Section[]]> {
  const [head = [], ...rest] = splitSections(lines);
  if (rest.length > MAX_SDP_MEDIA_SECTIONS) return err('sdp-too-large');
  const sections = rest.map(readSection);
  const attributes = readAttributes(head);
  if (!attributes || !isSessionHead(head) || sections.length === 0) return MALFORMED;
  const known = sections.filter((section) => section !== null);
  if (known.length !== sections.length) return MALFORMED;
  return ok([{ isActive: true, attributes }, known]);
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
  const lines = splitLines(sdp);
  if (!lines.ok) return lines;
  const parts = readSections(lines.value);
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
  return ok({ fingerprint: fingerprint.value, mids, candidateCount: candidates.value });
}
