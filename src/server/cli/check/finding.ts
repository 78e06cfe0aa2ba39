/** One thing that was looked at. */
export interface Finding {
  /** `note`: nothing is broken, or nothing can be said of it. */
  readonly verdict: 'ok' | 'note' | 'wrong';
  /** In a word or two. */
  readonly subject: string;
  /** A sentence: what is so. */
  readonly text: string;
  /** Sentences: what to do about it. */
  readonly advice?: string;
}

export function right(subject: string, text: string): Finding {
  return { verdict: 'ok', subject, text };
}

export function note(subject: string, text: string, advice?: string): Finding {
  return { verdict: 'note', subject, text, ...(advice === undefined ? {} : { advice }) };
}

/** Whatever is wrong can be put right: the advice says how. */
export function wrong(subject: string, text: string, advice: string): Finding {
  return { verdict: 'wrong', subject, text, advice };
}

const LABELS: Readonly<Record<Finding['verdict'], string>> = {
  ok: 'ok',
  note: 'note',
  wrong: 'WRONG',
};
const LABEL_CHARS = 6;
const SUBJECT_CHARS = 13;
const INDENT = ' '.repeat(LABEL_CHARS + SUBJECT_CHARS);

/** A line of text, and one more for what to do; each ends with a line break. */
export function renderFinding({ verdict, subject, text, advice }: Finding): string {
  const head = LABELS[verdict].padEnd(LABEL_CHARS) + subject.padEnd(SUBJECT_CHARS);
  return `${head}${text}\n${advice === undefined ? '' : `${INDENT}-> ${advice}\n`}`;
}

/** The last line: how many there are of each. */
export function renderCount(findings: readonly Finding[]): string {
  const count = (wanted: Finding['verdict']): number =>
    findings.filter(({ verdict }) => verdict === wanted).length;
  const notes = count('note');
  const noted = notes === 0 ? '' : `, ${notes} ${notes === 1 ? 'note' : 'notes'}`;
  return `${count('ok')} right, ${count('wrong')} wrong${noted}.\n`;
}
