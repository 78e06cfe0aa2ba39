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
    name: 'zero width spaces and joiners',
    members: '\\u200B\\u200C\\u2060-\\u2065\\u206A-\\u206F\\uFEFF',
    why: 'names that look the same; ZWJ has a rule of its own in clean.ts',
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
    name: 'tags and supplementary variation selectors',
    members: '\\u{E0000}-\\u{E0FFF}',
    why: 'a whole invisible alphabet',
  },
  {
    name: 'the rest of the format characters',
    // ZWJ is one of them and must survive this step.
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

/** ZWJ glues pictographs into one (a family, say); anywhere else it is invisible. */
export const STRAY_JOINER = /(?<!\p{ExtPict}[\uFE0E\uFE0F\p{EMod}]?)\u200D|\u200D(?!\p{ExtPict})/gu;

/**
 * Variation selectors: 15 and 16 choose between text and emoji looks and mean nothing elsewhere,
 * the others are invisible in the fonts that terminals use.
 */
export const STRAY_VARIATION_SELECTOR = /[\uFE00-\uFE0D]|(?<!\p{Emoji})[\uFE0E\uFE0F]/gu;
