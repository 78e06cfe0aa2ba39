// Which code points of a stranger's text never reach a screen, a title, a notification or a log
// line. One table, so that it can be read and argued about; clean.ts applies it.

interface CodePointClass {
  readonly name: string;
  /** The inside of a character class with the `u` flag. */
  readonly members: string;
  readonly why: string;
}

const DROPPED_CLASSES: readonly CodePointClass[] = [
  {
    name: 'C0 controls and DEL',
    members: '\\u0000-\\u001F\\u007F',
    why: 'ESC starts sequences; CR and BS overwrite what stands; SO and SI change the alphabet',
  },
  {
    name: 'C1 controls',
    members: '\\u0080-\\u009F',
    why: 'xterm.js obeys the 8-bit CSI, OSC, DCS, SOS, PM and APC too; NEL moves a row',
  },
  {
    name: 'line and paragraph separators',
    members: '\\u2028\\u2029',
    why: 'they break layouts and forge log lines',
  },
  {
    name: 'bidi marks, embeddings, overrides and isolates',
    members: '\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069',
    why: 'they reorder what surrounds them (Trojan Source, CVE-2021-42574)',
  },
  {
    name: 'zero width spaces',
    members: '\\u200B\\u2060-\\u2065\\u206A-\\u206F\\uFEFF',
    why: 'names that look the same; joiners have a rule of their own below',
  },
  {
    name: 'invisible letters and fillers',
    members: '\\u00AD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFFA0',
    why: 'names that look the same, or empty',
  },
  {
    name: 'interlinear annotation and specials',
    members: '\\uFFF0-\\uFFFB',
    why: 'invisible, and meant for programs',
  },
  {
    name: 'supplementary variation selectors',
    members: '\\u{E0080}-\\u{E0FFF}',
    why: 'invisible; the tags in front of them have a rule of their own below',
  },
  {
    name: 'the rest of the format characters',
    // Joiners and tags are among them and must survive this step.
    members:
      '\\u0600-\\u0605\\u06DD\\u070F\\u08E2\\u0890\\u0891\\u{110BD}\\u{110CD}\\u{13430}-\\u{1343F}',
    why: 'invisible or joined to what follows; terminals disagree about their width',
  },
  {
    name: 'musical and shorthand format controls',
    members: '\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}',
    why: 'invisible',
  },
  { name: 'private use', members: '\\p{Co}', why: 'looks like whatever a font says' },
  { name: 'unassigned', members: '\\p{Cn}', why: 'nobody can say how wide or what it is' },
];

/** Everything that is taken out wherever it stands. */
export const DROPPED = new RegExp(
  `[${DROPPED_CLASSES.map((each) => each.members).join('')}]+`,
  'gu',
);

/** Half of a surrogate pair: not a character, and it breaks whoever encodes it. */
export const LONE_SURROGATE = /\p{Cs}/gu;
export const REPLACEMENT_CHARACTER = '\uFFFD';

/** Letters that join their neighbours, so that it is spelling to keep two of them apart. */
const JOINING_LETTER =
  '(?=\\p{L})[\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mandaic}\\p{Script=Mongolian}' +
  '\\p{Script=Nko}\\p{Script=Adlam}\\p{Script=Hanifi_Rohingya}]';
const INDIC_LETTER =
  '(?=\\p{L})[\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gurmukhi}\\p{Script=Gujarati}' +
  '\\p{Script=Oriya}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Kannada}\\p{Script=Malayalam}' +
  '\\p{Script=Sinhala}]';
/** The sign of those scripts that takes a consonant's vowel, and may join it to the next. */
const VIRAMA = '[\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA]';

/**
 * Where ZWNJ (U+200C) and ZWJ (U+200D) are part of how something is written. The first two are
 * IDNA's CONTEXTJ (RFC 5892, appendix A), but that scripts stand for joining types, which the
 * language does not know.
 */
const SPELT_JOINERS: readonly string[] = [
  // Persian and its like: `\p{M}` are the vowel signs of the letter.
  `(?<=${JOINING_LETTER}\\p{M}{0,4})\\u200C(?=${JOINING_LETTER})`,
  // Behind a virama they choose between a conjunct and its halves, also at a word's end (Malayalam,
  // Kannada).
  `(?<=${VIRAMA})[\\u200C\\u200D](?![\\p{M}\\u200C\\u200D])`,
  // In front of one as well: the Bengali ra that keeps its shape before ya (The Unicode Standard,
  // 12.2).
  `(?<=${INDIC_LETTER})\\u200D(?=${VIRAMA})`,
  // ZWJ glues pictographs into one (a family, say).
  '(?<=\\p{ExtPict}[\\uFE0E\\uFE0F\\p{EMod}]?)\\u200D(?=\\p{ExtPict})',
];

/**
 * Every joiner; the first group holds those that are spelt, and nothing for all others: invisible.
 */
export const JOINER = new RegExp(`(${SPELT_JOINERS.join('|')})|[\\u200C\\u200D]`, 'gu');

/**
 * Every tag, and the black flag with those that make it one of a country's part: `gbwls` is Wales
 * (UTS #51, ED-14a; a region and 1 to 4 letters or digits, then CANCEL TAG). The first group holds
 * such a flag, and nothing for all other tags: a whole invisible alphabet.
 */
export const TAGGED =
  /(\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,4}\u{E007F})|[\u{E0000}-\u{E007F}]/gu;

/**
 * Variation selectors: 15 and 16 choose between text and emoji looks and mean nothing elsewhere,
 * the others are invisible in the fonts that terminals use.
 */
export const STRAY_VARIATION_SELECTOR = /[\uFE00-\uFE0D]|(?<!\p{Emoji})[\uFE0E\uFE0F]/gu;
