/** As src/shared/base/program-option.ts has it. */
export interface Option {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
  readonly completes?: 'file' | 'folder' | 'user' | 'group' | 'nothing' | readonly string[];
  readonly summary: string;
}

/** A word that may stand behind a program, and what may stand behind it. */
export interface Subcommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** One of them follows, and one of its own words it. */
  readonly words: readonly {
    readonly name: string;
    readonly summary: string;
    readonly words: readonly string[];
  }[];
}

export interface Section {
  readonly title: string;
  /** A form as it is typed, and what it is for. */
  readonly items: readonly (readonly [form: string, text: string])[];
}

/** All that a manual page and the completion of shells tell of a program. */
export interface Program {
  readonly name: string;
  readonly summary: string;
  readonly synopsis: readonly string[];
  readonly description: readonly string[];
  readonly options: readonly Option[];
  readonly subcommands: readonly Subcommand[];
  readonly sections: readonly Section[];
  readonly seeAlso: readonly string[];
}

interface VerbText {
  readonly summary: string;
  readonly words?: readonly string[];
}

interface CommandText {
  readonly name: string;
  readonly group: string;
  readonly summary: string;
}

/** What is used of the programs' own tables. */
export interface Tables {
  readonly APP_OPTIONS: readonly Option[];
  readonly TTY_OPTIONS: readonly Option[];
  readonly CONTROL_OPTIONS: readonly Option[];
  readonly CONTROL_VERB_TEXTS: Readonly<Record<string, VerbText>>;
  readonly SERVER_OPTIONS: readonly Option[];
  readonly CHECK_OPTIONS: readonly Option[];
  readonly CHECK_TEXT: string;
  readonly ENDING_TEXT: string;
  readonly COMMANDS: readonly CommandText[];
  readonly COMMAND_GROUPS: readonly string[];
  readonly KEY_SUMMARIES: Readonly<Record<string, string>>;
  readonly DEFAULT_SETTINGS: { readonly keys: Readonly<Record<string, string>> };
  verbForm(verb: string, text: VerbText): string;
  usageOf(command: CommandText): string;
}

/** The programs that packages install. */
export function readPrograms(): Promise<readonly Program[]>;

/** Of which version, and of which day (`2026-11-30`; empty: it is not released), pages speak. */
export function readEdition(): { readonly version: string; readonly date: string };
