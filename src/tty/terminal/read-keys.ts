import { CODE_KEYS, LETTER_KEYS, TILDE_KEYS } from './key-codes';
import { readAnswer, type TerminalAnswer } from './read-answers';

/** A press of a key that types nothing by itself, in the words of KeyboardEvent. */
export interface TerminalKey {
  readonly kind: 'key';
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
  /** Terminals with kitty's keyboard protocol alone tell when a key is let go. */
  readonly isRelease: boolean;
}

/** What came from the terminal. */
export type TerminalInput =
  | TerminalKey
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** It has kitty's keyboard protocol. */
  | { readonly kind: 'keyboard' }
  | TerminalAnswer;

const ESCAPE = '\x1b';
const PASTE_BEGIN = `${ESCAPE}[200~`;
const PASTE_END = `${ESCAPE}[201~`;
/** More is no line for anybody; the rest of it is dropped. */
const MAX_PASTE_CHARS = 65_536;
/**
 * ECMA-48 5.4: parameters, intermediates, a final byte. A `[` behind `[` is the Linux console's.
 */
const SEQUENCE = new RegExp(`^${ESCAPE}\\[\\[?([0-?]*)([ -/]*)([@-~])`);
const SEQUENCE_BEGUN = new RegExp(`^${ESCAPE}(\\[\\[?[0-?]*[ -/]*|O)?$`);
/** Longer ones are none that is known. */
const MAX_SEQUENCE_CHARS = 64;
/** Strings that a terminal answers with, up to ST or BEL: nothing of them is typed. */
const STRING_BEGIN = new RegExp(`^${ESCAPE}[\\]PX^_]`);
const GRAPHICS_ANSWER = new RegExp(`^${ESCAPE}_G[^;]*;([^${ESCAPE}]*)${ESCAPE}`);
const STRING_END = new RegExp(`${ESCAPE}\\\\|\u0007`);

const SHIFT = 1;
const ALT = 2;
const CTRL = 4;
const META = 8 + 32;
const RELEASE = 3;

/**
 * Takes apart what a terminal sends, in whatever pieces it comes. Never throws; what is not known
 * vanishes.
 */
export class KeyReader {
  private pending = '';

  read(chunk: string): TerminalInput[] {
    this.pending += chunk;
    const inputs: TerminalInput[] = [];
    for (;;) {
      const input = this.next();
      if (input === null) return joinText(inputs);
      if (input !== 'nothing') inputs.push(input);
    }
  }

  /** Whether an Escape is held back, which may be the key or begin a sequence. */
  get isWaiting(): boolean {
    return this.pending !== '' && !this.pending.startsWith(PASTE_BEGIN);
  }

  /** Nothing followed: what is held back is what it looks like. */
  flush(): TerminalInput[] {
    if (!this.isWaiting) return [];
    const rest = this.pending.slice(1);
    this.pending = '';
    return [press('Escape'), ...this.read(rest)];
  }

  /** `null`: there is no more, or not all of it yet. */
  private next(): TerminalInput | 'nothing' | null {
    const { pending } = this;
    if (pending === '') return null;
    if (!pending.startsWith(ESCAPE)) return this.takeCharacter();
    if (pending.startsWith(PASTE_BEGIN)) return this.takePaste();
    if (STRING_BEGIN.test(pending)) return this.takeString();
    const sequence = SEQUENCE.exec(pending);
    if (sequence) {
      this.drop(sequence[0].length);
      return readSequence(sequence[1], sequence[3], sequence[0]);
    }
    if (SEQUENCE_BEGUN.test(pending)) {
      if (pending.length <= MAX_SEQUENCE_CHARS) return null;
      this.pending = '';
      return 'nothing';
    }
    return this.takeEscaped();
  }

  private takeCharacter(): TerminalInput {
    const [character] = this.pending;
    this.drop(character.length);
    return readCharacter(character, false);
  }

  private takePaste(): TerminalInput | null {
    const end = this.pending.indexOf(PASTE_END);
    if (end < 0) {
      const most = PASTE_BEGIN.length + MAX_PASTE_CHARS;
      // The end itself may be there in part.
      if (this.pending.length > most + PASTE_END.length)
        this.pending = this.pending.slice(0, most) + this.pending.slice(-PASTE_END.length);
      return null;
    }
    const text = this.pending.slice(PASTE_BEGIN.length, Math.min(end, MAX_PASTE_CHARS));
    this.drop(end + PASTE_END.length);
    return { kind: 'paste', text };
  }

  private takeString(): TerminalAnswer | 'nothing' | null {
    const end = STRING_END.exec(this.pending);
    if (end === null && this.pending.length <= MAX_PASTE_CHARS) return null;
    const answer = GRAPHICS_ANSWER.exec(this.pending);
    this.drop(end === null ? this.pending.length : end.index + end[0].length);
    if (answer === null) return 'nothing';
    return { kind: 'kitty-graphics', isTaken: answer[1] === 'OK' };
  }

  /** Alt and a key, or keys of older terminals (SS3). */
  private takeEscaped(): TerminalInput {
    const [, character, third] = Array.from(this.pending.slice(0, 6));
    if (character === 'O' && third in LETTER_KEYS) {
      this.drop(3);
      return press(LETTER_KEYS[third]);
    }
    if (character === ESCAPE) {
      this.drop(1);
      return press('Escape');
    }
    this.drop(1 + character.length);
    return readCharacter(character, true);
  }

  private drop(length: number): void {
    this.pending = this.pending.slice(length);
  }
}

function press(key: string, modifiers = 0, isRelease = false): TerminalKey {
  return {
    kind: 'key',
    key,
    shiftKey: (modifiers & SHIFT) !== 0,
    altKey: (modifiers & ALT) !== 0,
    ctrlKey: (modifiers & CTRL) !== 0,
    metaKey: (modifiers & META) !== 0,
    isRelease,
  };
}

const CONTROL_KEYS: Readonly<Record<string, string>> = {
  '\r': 'Enter',
  '\n': 'Enter',
  '\t': 'Tab',
  '\b': 'Backspace',
  '\x7f': 'Backspace',
};

function readCharacter(character: string, hasAlt: boolean): TerminalInput {
  const named = CONTROL_KEYS[character] as string | undefined;
  const alt = hasAlt ? ALT : 0;
  // Alt and Enter is how terminals without the keyboard protocol say Shift and Enter.
  if (named !== undefined) return press(named, alt);
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return press(String.fromCharCode(code + 0x60), CTRL | alt);
  if (hasAlt) return press(character, ALT);
  return { kind: 'text', text: character };
}

function readSequence(parameters: string, final: string, whole: string): TerminalInput | 'nothing' {
  if (final === 'u' && parameters.startsWith('?')) return { kind: 'keyboard' };
  const answer = readAnswer(parameters, final);
  if (answer !== null) return answer;
  if (!/^[\d;:]*$/.test(parameters)) return 'nothing';
  const [first, second = ''] = parameters.split(';');
  const [mask, event = '1'] = second.split(':');
  const modifiers = Math.max(0, Number(mask || 1) - 1) + (final === 'Z' ? SHIFT : 0);
  const isRelease = Number(event) === RELEASE;
  const code = Number(first.split(':')[0] || 1);
  if (final === 'u') return readCode(code, modifiers, isRelease);
  if (final === '~') return named(TILDE_KEYS[code], modifiers, isRelease);
  // The Linux console has its first function keys there.
  if (whole.startsWith('\x1b[[')) return named(`F${final.charCodeAt(0) - 0x40}`, 0, false);
  return named(LETTER_KEYS[final], modifiers, isRelease);
}

function readCode(code: number, modifiers: number, isRelease: boolean): TerminalInput | 'nothing' {
  const known = CODE_KEYS[code] as string | undefined;
  if (known !== undefined) return press(known, modifiers, isRelease);
  // Kitty's keys without text, and what is no character.
  const isPrivate = code >= 0xe000 && code <= 0xf8ff;
  if (code < 0x20 || code > 0x10_ffff || isPrivate) return 'nothing';
  return press(String.fromCodePoint(code), modifiers, isRelease);
}

function named(
  key: string | undefined,
  modifiers: number,
  isRelease: boolean,
): TerminalInput | 'nothing' {
  return key === undefined ? 'nothing' : press(key, modifiers, isRelease);
}

function joinText(inputs: readonly TerminalInput[]): TerminalInput[] {
  const joined: TerminalInput[] = [];
  for (const input of inputs) {
    const last = joined.at(-1);
    if (input.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = { kind: 'text', text: last.text + input.text };
    else joined.push(input);
  }
  return joined;
}
