import { err, ok, type Result } from '../../shared/base/result';
import {
  MAX_SDP_BYTES,
  MAX_SDP_LINE_BYTES,
  MAX_SDP_LINES,
  MAX_SDP_MEDIA_SECTIONS,
} from '../../shared/protocol/limits';
import type { SignalError } from './peer-link';

// The grammar of a session description: what a line is, and which lines belong together. What they
// may say is for `sdp-check.ts`.

/** A part of a description: that of the session, or a media section. */
export interface SdpSection {
  readonly isActive: boolean;
  /** Values by attribute name; an attribute without a value has ''. */
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** The session's own lines, then the media sections. */
export type SdpParts = readonly [SdpSection, readonly SdpSection[]];

type Check<T> = Result<T, SignalError>;

const MALFORMED = err<SignalError>('sdp-malformed');

/** SDP of browsers is plain ASCII; NUL, controls and look-alikes have no business in it. */
const FOREIGN_CHARACTER = /[^\x20-\x7e\r\n]/;
const LINE = /^[a-z]=\S/;
const ATTRIBUTE = /^a=([\w!#$%&'*+.^`{|}~-]+)(?::(.*))?$/;
/** Encrypted transports only; anything but sound, picture and data is refused. */
const MEDIA =
  /^m=(?:(?:audio|video) (\d{1,5}) (?:(?:UDP|TCP)\/(?:D?TLS)\/)?RTP\/SAVPF|application (\d{1,5}) (?:(?:UDP|TCP)\/)?DTLS\/SCTP)(?: \S+)+$/;
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

function readAttributes(lines: readonly string[]): SdpSection['attributes'] | null {
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

function readSection(lines: readonly string[]): SdpSection | null {
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

/** Cuts a description into its sections (RFC 8866). Never throws. */
export function readSdpParts(sdp: string): Check<SdpParts> {
  const split = splitLines(sdp);
  if (!split.ok) return split;
  const [head = [], ...rest] = splitSections(split.value);
  if (rest.length > MAX_SDP_MEDIA_SECTIONS) return err('sdp-too-large');
  const sections = rest.map(readSection);
  const attributes = readAttributes(head);
  if (!attributes || !isSessionHead(head) || sections.length === 0) return MALFORMED;
  const known = sections.filter((section) => section !== null);
  if (known.length !== sections.length) return MALFORMED;
  return ok([{ isActive: true, attributes }, known]);
}
