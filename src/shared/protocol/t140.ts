// Real-time text: ITU-T T.140 as RFC 8865 has it over a data channel. Of T.140 there are
// characters, erasing, a new line and the mark of a beginning; all else that it knows is passed
// over.

/** Erases the last character (T.140 8.2). */
const ERASE = '\b';
/** The line is said (T.140 8.1). */
const NEW_LINE = '\u2028';
/** A session begins: nothing of what was shown before holds any more. */
const BEGIN = '\uFEFF';
/** In the place of what was lost (RFC 8865 section 4.3). */
const LOST = '\uFFFD';

/** Code points of a line that is being typed; of longer ones the beginning is shown. */
export const MAX_TYPED_CODE_POINTS = 2_000;
/** Messages that are taken from the other end; the rest is lost, and shown as that. */
export const TYPED_MESSAGES = { points: 600, windowMs: 10_000 } as const;
/** One message: what is pasted may be long. */
export const MAX_TYPED_BYTES = 16_384;

/** What brings somebody who has nothing to `line`. */
export function beginTyped(line: string): string {
  return BEGIN + bounded(line).join('');
}

/** What brings somebody who has `before` to `after`: erased from its end, then written. */
export function changeTyped(before: string, after: string): string {
  const from = bounded(before);
  const to = bounded(after);
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) same++;
  return ERASE.repeat(from.length - same) + to.slice(same).join('');
}

/** The line is said, and an empty one begins. */
export function endTyped(): string {
  return NEW_LINE;
}

/** A line that grows and shrinks as somebody types it. */
export class TypedLine {
  private characters: string[] = [];

  /** Unsanitised: whoever shows it cleans it. */
  get text(): string {
    return this.characters.join('');
  }

  /** Takes what came, in order. */
  apply(received: string): void {
    for (const character of received) {
      if (character === ERASE) this.characters.pop();
      else if (character === NEW_LINE || character === BEGIN || isLineEnd(character)) {
        this.characters = [];
      } else if (!isControl(character) && this.characters.length < MAX_TYPED_CODE_POINTS) {
        this.characters.push(character);
      }
    }
  }

  /** Something of it did not arrive. */
  lose(): void {
    this.apply(LOST);
  }

  clear(): void {
    this.characters = [];
  }
}

function bounded(line: string): string[] {
  const typeable = Array.from(line, (character) => (isLineEnd(character) ? ' ' : character));
  return typeable.filter((character) => !isOwn(character)).slice(0, MAX_TYPED_CODE_POINTS);
}

/** What means something here cannot be typed. */
function isOwn(character: string): boolean {
  return isControl(character) || character === NEW_LINE || character === BEGIN;
}

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

function isControl(character: string): boolean {
  const code = character.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0);
}
