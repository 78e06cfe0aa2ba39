import type {
  ArgumentDefinition,
  CommandDefinition,
  OptionDefinition,
  ValueDefinition,
} from './command-definition';
import { findCommand } from './definitions';
import { findOption, isOptionWord } from './read-arguments';
import { nextToken, type Token } from './tokenise';

/** What is being typed at the end of an unfinished command. */
export interface Place {
  readonly command: CommandDefinition;
  /** The word so far, and where it starts in the line. */
  readonly word: string;
  readonly start: number;
  /** The arguments before it. */
  readonly given: readonly string[];
  /** The argument that it would be; where that takes the rest of the line, `word` is all of it. */
  readonly argument: ArgumentDefinition | undefined;
  /** What an option just before it waits for. */
  readonly pending: ValueDefinition | null;
  readonly unusedOptions: readonly OptionDefinition[];
}

/** Walks over the finished words of a command, as reading does, but minds no error. */
class PlaceFinder {
  private readonly given: string[] = [];
  private readonly used = new Set<OptionDefinition>();
  private pending: ValueDefinition | null = null;

  constructor(
    private readonly command: CommandDefinition,
    private readonly head: string,
    private at: number,
  ) {}

  find(): Place {
    for (let token = this.finishedToken(); token !== null; token = this.finishedToken()) {
      this.pass(token);
    }
    const start = this.wordStart();
    const { command, given, argument, pending } = this;
    const unusedOptions = command.options.filter((option) => !this.used.has(option));
    const word = this.head.slice(start);
    return { command, word, start, given, argument, pending, unusedOptions };
  }

  private get argument(): ArgumentDefinition | undefined {
    return this.command.arguments.at(this.given.length);
  }

  /** The next word that a blank follows; the last word is being typed, and a rest has no words. */
  private finishedToken(): Token | null {
    if (this.pending === null && this.argument?.isRest === true) return null;
    const next = nextToken(this.head, this.at);
    if (!next.ok || next.value === null || next.value.end === this.head.length) return null;
    this.at = next.value.end;
    return next.value;
  }

  private pass(token: Token): void {
    if (this.pending !== null) this.pending = null;
    else if (isOptionWord(token)) this.passOption(token.text);
    else this.given.push(token.text);
  }

  private passOption(text: string): void {
    const option = findOption(this.command, text);
    if (option === undefined) return;
    this.used.add(option);
    this.pending = option.value ?? null;
  }

  private wordStart(): number {
    const blanks = /^\s*/.exec(this.head.slice(this.at))?.[0].length ?? 0;
    return this.at + blanks;
  }
}

/** Where `head`, the line up to the cursor, stops; `null` when it begins with no command. */
export function findPlace(head: string): Place | null {
  const match = /^\s*\/?(\S+)/.exec(head);
  const command = findCommand(match?.[1].toLowerCase() ?? '');
  if (match === null || command === undefined) return null;
  return new PlaceFinder(command, head, match[0].length).find();
}
