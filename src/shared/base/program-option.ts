/** What a shell offers for the value of an option; words are all that it may be. */
export type ValueCompletion = 'file' | 'folder' | 'user' | 'group' | 'nothing' | readonly string[];

/** An option of a program, as its help, its manual page and the completion of shells tell it. */
export interface ProgramOption {
  /** Without dashes: `port` for `--port`. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** What follows it, as usage shows it; without one it is a switch. */
  readonly value?: string;
  /** Of the value; without one, nothing. */
  readonly completes?: ValueCompletion;
  /** What it does, without a full stop; and, in brackets at its end, what holds without it. */
  readonly summary: string;
}

/** `-h, --help`, `--port PORT` */
export function optionForm({ name, short, value }: ProgramOption): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

/** Where summaries begin; a longer option has its summary on the next line. */
const SUMMARY_COLUMN = 25;
const WIDTH = 102;

/** The lines of help about options, a line or more for each. */
export function optionLines(options: readonly ProgramOption[]): readonly string[] {
  return options.flatMap((option) => {
    const form = `  ${optionForm(option)}`;
    const [first = '', ...rest] = wrap(option.summary, WIDTH - SUMMARY_COLUMN);
    const indented = rest.map((line) => ' '.repeat(SUMMARY_COLUMN) + line);
    if (form.length + 2 <= SUMMARY_COLUMN)
      return [form.padEnd(SUMMARY_COLUMN) + first, ...indented];
    return [form, ' '.repeat(SUMMARY_COLUMN) + first, ...indented];
  });
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
