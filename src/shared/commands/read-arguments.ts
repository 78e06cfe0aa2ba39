import { err, ok, type Result } from '../base/result';
import { fixedValues, readValue } from './argument-values';
import {
  type ArgumentDefinition,
  type CommandDefinition,
  type OptionDefinition,
  type ReadArguments,
  usageOf,
  type ValueDefinition,
} from './command-definition';
import type { CommandError } from './command-error';
import { nearest } from './nearest';
import { nextToken, type Token } from './tokenise';

const HELP_WORDS = ['-h', '--help'];
/** What follows it is no option. */
const END_OF_OPTIONS = '--';

export function isOptionWord({ text, isQuoted }: Token): boolean {
  return !isQuoted && text.length > 1 && text.startsWith('-');
}

export function findOption(command: CommandDefinition, word: string): OptionDefinition | undefined {
  return command.options.find(
    ({ name, short }) => word === `--${name}` || (short !== undefined && word === `-${short}`),
  );
}

/** Reads what stands behind a command's name, up to the first error. */
class ArgumentReader {
  private readonly values: string[] = [];
  private readonly options = new Map<string, string>();
  private areOptionsOver = false;
  private wantsHelp = false;
  private error: CommandError | null = null;

  constructor(
    private readonly command: CommandDefinition,
    private readonly line: string,
    private at: number,
  ) {}

  read(): Result<ReadArguments, CommandError> {
    let isMore = true;
    while (isMore && this.error === null) isMore = this.step();
    if (this.error === null && !this.wantsHelp) this.checkComplete();
    // Who asks for help does not know the rest yet: whatever else is wrong does not matter.
    if (this.error !== null && !this.wantsHelp) return err(this.error);
    const { values, options, wantsHelp } = this;
    return ok({ values, options, wantsHelp });
  }

  private get argument(): ArgumentDefinition | undefined {
    return this.command.arguments.at(this.values.length);
  }

  /** Takes one word, or the rest; `false` at the end of the line. */
  private step(): boolean {
    if (this.argument?.isRest === true) return this.takeRest();
    const token = this.nextToken();
    if (token === null) return false;
    if (this.areOptionsOver || !isOptionWord(token)) this.takeWord(token.text);
    else if (token.text === END_OF_OPTIONS) this.areOptionsOver = true;
    else this.takeOption(token.text);
    return true;
  }

  private nextToken(): Token | null {
    const next = nextToken(this.line, this.at);
    if (!next.ok) {
      this.error = { reason: 'unterminated-quote' };
      return null;
    }
    this.at = next.value?.end ?? this.line.length;
    return next.value;
  }

  /** A text is taken as it stands, quotes and dashes and all; only help and `--` may go before. */
  private takeRest(): false {
    const rest = this.line.slice(this.at).trim();
    const [first = ''] = rest.split(/\s/, 1);
    if (!this.areOptionsOver && HELP_WORDS.includes(first)) this.wantsHelp = true;
    const isMarked = !this.areOptionsOver && first === END_OF_OPTIONS;
    const text = isMarked ? rest.slice(first.length).trimStart() : rest;
    if (text !== '') this.values.push(text);
    return false;
  }

  private takeWord(word: string): void {
    const { argument } = this;
    if (argument === undefined) {
      this.error = { reason: 'unexpected-argument', usage: usageOf(this.command), word };
      return;
    }
    const value = this.checked(argument, word);
    if (value !== null) this.values.push(value);
  }

  private takeOption(text: string): void {
    const [word = '', ...parts] = text.split('=');
    const option = findOption(this.command, word);
    if (HELP_WORDS.includes(word)) this.wantsHelp = true;
    else if (option?.value !== undefined) this.takeOptionValue(option.name, option.value, parts);
    else if (option === undefined || parts.length > 0) {
      this.error = { reason: 'unknown-option', usage: usageOf(this.command), word: text };
    } else this.options.set(option.name, '');
  }

  /** The value stands behind `=`, or is the next word. */
  private takeOptionValue(
    option: string,
    value: NonNullable<OptionDefinition['value']>,
    parts: readonly string[],
  ): void {
    const word = parts.length > 0 ? parts.join('=') : (this.nextToken()?.text ?? '');
    if (this.error !== null) return;
    if (HELP_WORDS.includes(word)) this.wantsHelp = true;
    else if (word === '') this.miss(`${value.name} behind --${option}`);
    else {
      const checked = this.checked(value, word);
      if (checked !== null) this.options.set(option, checked);
    }
  }

  private checked(what: ValueDefinition, word: string): string | null {
    const value = readValue(what, word);
    if (value !== null) return value;
    const fixed = fixedValues(what) ?? [];
    const { name, kind, also } = what;
    const allowed = also === undefined ? fixed : [...fixed, also.form];
    const meant = nearest(word, fixed);
    this.error = { reason: 'bad-value', what: name, kind, word, allowed, nearest: meant };
    return null;
  }

  private checkComplete(): void {
    const absent = this.argument;
    if (absent !== undefined && absent.isOptional !== true) this.miss(absent.name);
    const { values, options, wantsHelp } = this;
    this.error ??= this.command.check({ values, options, wantsHelp });
  }

  private miss(what: string): void {
    this.error = { reason: 'missing-argument', usage: usageOf(this.command), what };
  }
}

/**
 * Reads what stands in `line` from index `from` on for `command`. `-h` or `--help` among the
 * options asks for help, whatever else is wrong; `--` ends the options.
 */
export function readArguments(
  command: CommandDefinition,
  line: string,
  from: number,
): Result<ReadArguments, CommandError> {
  return new ArgumentReader(command, line, from).read();
}
