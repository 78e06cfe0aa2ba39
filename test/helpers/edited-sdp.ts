import fc from 'fast-check';
import { SDP_FIXTURES, type SdpFixture } from './sdp-fixtures';

// What an intruder makes of a description on its way.

const PAIRS: Readonly<Record<string, number>> = {
  'sha-1': 20,
  'sha-224': 28,
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
  md5: 16,
};

type Edit = (lines: readonly string[], pinned: string) => readonly string[];

function digest(hash: string, pair: string): string {
  return Array(PAIRS[hash.toLowerCase()] ?? 32)
    .fill(pair)
    .join(':');
}

const hashes = fc.constantFrom(
  ...['sha-256', 'SHA-256', 'Sha-256', 'sha-512', 'SHA-512', 'sha-384', 'sha-224', 'sha-1', 'md5'],
);
const names = fc.constantFrom(
  ...['fingerprint', 'fingerprint', 'fingerprint', 'FINGERPRINT', 'Fingerprint', 'fingerprint '],
  ...['finger-print', 'x-fingerprint', 'fingerprints'],
);
/** A line as an intruder would like it to be read: of theirs, or of the pin beside theirs. */
const fingerprintLine = fc
  .tuple(names, hashes, fc.constantFrom('EE', 'ee', '0F'), fc.boolean(), fc.constantFrom(' ', '  '))
  .map(([name, hash, pair, isPinned, space]) => (pinned: string) => {
    return `a=${name}:${hash}${space}${isPinned ? pinned : digest(hash, pair)}`;
  });

const place = fc.double({ min: 0, max: 1, noNaN: true });
const at = (share: number, lines: readonly string[]): number => Math.floor(share * lines.length);
const isFingerprint = (line: string): boolean => /^a=fingerprint/i.test(line);

const insertion = fc.tuple(place, fingerprintLine).map(([share, line]): Edit => (lines, pinned) => {
  return lines.toSpliced(at(share, lines), 0, line(pinned));
});
/** Where browsers look: right before or behind a line that is there, or at the session's. */
const insertionNearby = fc
  .tuple(fc.nat(3), fc.constantFrom(0, 1), fingerprintLine)
  .map(([nth, behind, line]): Edit => (lines, pinned) => {
    const found = lines.flatMap((each, index) => (isFingerprint(each) ? [index] : []));
    const index = (found[nth % Math.max(1, found.length)] ?? 4) + behind;
    return lines.toSpliced(index, 0, line(pinned));
  });
const inSession = fingerprintLine.map((line): Edit => (lines, pinned) => {
  const first = lines.findIndex((each) => each.startsWith('m='));
  return first < 0 ? lines : lines.toSpliced(first, 0, line(pinned));
});
const replacement = fc
  .tuple(fc.nat(3), fc.boolean(), fingerprintLine)
  .map(([nth, isAll, line]): Edit => (lines, pinned) => {
    let seen = -1;
    return lines.map((each) => {
      if (!isFingerprint(each)) return each;
      seen += 1;
      return isAll || seen === nth ? line(pinned) : each;
    });
  });
const removal = fc.tuple(fc.nat(3), fc.boolean()).map(([nth, isAll]): Edit => (lines) => {
  let seen = -1;
  return lines.filter((each) => {
    if (!isFingerprint(each)) return true;
    seen += 1;
    return !(isAll || seen === nth);
  });
});
/** Sections that are rejected, or are not, and carry what the others do not. */
const section = fc
  .tuple(fc.constantFrom('0', '9'), fc.boolean(), fc.option(fingerprintLine))
  .map(([port, isFirst, line]): Edit => (lines, pinned) => {
    const added = [
      `m=video ${port} UDP/TLS/RTP/SAVPF 96`,
      'c=IN IP4 0.0.0.0',
      'a=mid:x',
      'a=inactive',
    ];
    if (line) added.push(line(pinned));
    const index = isFirst ? lines.findIndex((each) => each.startsWith('m=')) : lines.length - 1;
    return lines.toSpliced(Math.max(0, index), 0, ...added);
  });
const rejection = fc.nat(3).map((nth): Edit => (lines) => {
  let seen = -1;
  return lines.map((each) => {
    if (!each.startsWith('m=')) return each;
    seen += 1;
    return seen === nth ? each.replace(/^(m=\w+) \d+/, '$1 0') : each;
  });
});
/** Letters, spaces and ends of lines, anywhere. */
const scribble = fc
  .tuple(place, fc.constantFrom('\r', '\n', ' ', '\t', ':', 'A', '\0', '\r\n', 'a=', 'm='))
  .map(([share, text]): Edit => (lines) => {
    const whole = lines.join('\r\n');
    const index = Math.floor(share * whole.length);
    return (whole.slice(0, index) + text + whole.slice(index)).split('\r\n');
  });
const swap = fc.tuple(place, place).map(([a, b]): Edit => (lines) => {
  const [from, to] = [at(a, lines), at(b, lines)];
  return lines.toSpliced(from, 1).toSpliced(to, 0, ...lines.slice(from, from + 1));
});

const edits = fc.array(
  fc.oneof(
    ...[insertion, insertionNearby, inSession, replacement, removal, section, rejection],
    ...[scribble, swap],
  ),
  { minLength: 1, maxLength: 5 },
);

/** A description of Chromium's, edited. */
export interface EditedSdp {
  readonly fixture: SdpFixture;
  /** The fingerprint that it had, and that the other end is pinned to. */
  readonly pinned: string;
  readonly sdp: string;
}

export const EDITED_SDPS: fc.Arbitrary<EditedSdp> = fc
  .tuple(fc.constantFrom(...SDP_FIXTURES), edits)
  .map(([fixture, changes]) => {
    const [, pinned = ''] = /a=fingerprint:sha-256 (\S+)/.exec(fixture.sdp) ?? [];
    const lines = changes.reduce<readonly string[]>(
      (each, edit) => edit(each, pinned),
      fixture.sdp.split('\r\n'),
    );
    return { fixture, pinned, sdp: lines.join('\r\n') };
  });
