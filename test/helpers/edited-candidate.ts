import fc from 'fast-check';
import { SDP_FIXTURES } from './sdp-fixtures';

/** The candidates that Chromium put into the descriptions that are kept. */
const REAL = SDP_FIXTURES.flatMap(({ sdp }) =>
  Array.from(sdp.matchAll(/^a=(candidate:.*)$/gm), ([, candidate = '']) => candidate.trim()),
);

/** What an intruder would like to have packets sent to, and words out of their place. */
const WORDS = [
  ...['192.168.1.7', '203.0.113.9', '2001:db8::7', '0b8e2f6c-0000-4000-8000-a0b1c2d3e4f5.local'],
  ...['127.0.0.1', '::1', '0.0.0.0', '::', '255.255.255.255', '224.0.0.1', 'ff02::1', '240.0.0.1'],
  ...['::ffff:127.0.0.1', '0x7f.1', '2130706433', '127.1', '169.254.169.254', 'evil.example'],
  ...['0', '9', '22', '443', '1024', '65535', '65536', '-1', '1e4', '0x50', '99999999999'],
  ...['udp', 'UDP', 'tcp', 'ssltcp', 'typ', 'host', 'srflx', 'prflx', 'relay', 'raddr', 'rport'],
  ...['tcptype', 'active', 'passive', 'so', 'candidate:1', '', ' ', '\0', '\r\na=x', '\u202e'],
];

type Edit = (words: readonly string[]) => readonly string[];
const word = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);
const place = fc.nat({ max: 20 });

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, word).map(
    ([at, text]): Edit =>
      (words) =>
        words.with(at % words.length, text),
  ),
  fc.tuple(place, word).map(
    ([at, text]): Edit =>
      (words) =>
        words.toSpliced(at, 0, text),
  ),
  place.map(
    (at): Edit =>
      (words) =>
        words.length < 2 ? words : words.toSpliced(at, 1),
  ),
  fc.tuple(fc.constant(4), word).map(([at, text]): Edit => (words) => {
    return words.length > at ? words.with(at, text) : words;
  }),
);

/** Candidates of Chromium's, edited, and now and then something else altogether. */
export const EDITED_CANDIDATES: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.constantFrom(...REAL), fc.array(edit, { maxLength: 4 }))
      .map(([real, edits]) =>
        edits.reduce<readonly string[]>((words, each) => each(words), real.split(' ')).join(' '),
      ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 700 }) },
);
