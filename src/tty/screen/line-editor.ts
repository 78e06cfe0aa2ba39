import { CommandHistory } from '../../shared/commands/history';
import { cleanLine } from '../../shared/text/clean';
import { graphemes } from '../../shared/text/graphemes';

export interface EditedLine {
  readonly text: string;
  /** In UTF-16 code units, at a boundary between graphemes. */
  readonly cursor: number;
}

/** A place in the line, seen from the cursor. */
export type LineStop = 'left' | 'right' | 'word-left' | 'word-right' | 'start' | 'end';

/** What Tab offers: replace `start`..`end` by one of the candidates. */
export interface Offer {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** What there is to choose among, and the index of what is chosen. */
export interface Choice {
  readonly candidates: readonly string[];
  readonly selected: number;
}

/** A choice that Tab goes through. */
interface Walk extends Offer, Choice {
  readonly before: EditedLine;
}

/** One line that is typed: graphemes, words, history, and a walk through what Tab offers. */
export class LineEditor {
  private readonly history = new CommandHistory();
  private line: EditedLine = { text: '', cursor: 0 };
  private walk: Walk | null = null;

  get current(): EditedLine {
    return this.line;
  }

  /** `null`: there is nothing to choose among. */
  get choice(): Choice | null {
    return this.walk;
  }

  insert(typed: string): void {
    this.walk = null;
    const text = onOneLine(typed);
    const { text: before, cursor } = this.line;
    this.line = {
      text: before.slice(0, cursor) + text + before.slice(cursor),
      cursor: cursor + text.length,
    };
  }

  setText(text: string): void {
    this.walk = null;
    this.line = { text, cursor: text.length };
  }

  /** What was entered; the line is empty then. */
  enter(isKept: boolean): string {
    const { text } = this.line;
    if (isKept) this.history.add(text);
    this.setText('');
    return text;
  }

  move(to: LineStop): void {
    this.walk = null;
    this.line = { ...this.line, cursor: this.offsetOf(to) };
  }

  delete(to: LineStop): void {
    this.walk = null;
    const { text, cursor } = this.line;
    const place = this.offsetOf(to);
    const [from, end] = place < cursor ? [place, cursor] : [cursor, place];
    this.line = { text: text.slice(0, from) + text.slice(end), cursor: from };
  }

  recall(direction: 'previous' | 'next'): void {
    const found =
      direction === 'previous' ? this.history.previous(this.line.text) : this.history.next();
    if (found !== null) this.setText(found);
  }

  /** Goes on to the next candidate, or back; `false`: there is no choice yet. */
  step(by: 1 | -1): boolean {
    const { walk } = this;
    if (walk === null) return false;
    this.choose(walk, walk.selected + by);
    return true;
  }

  /** Takes what `before` may be completed by; drops it when something else is typed by now. */
  offer(before: EditedLine, offer: Offer): void {
    if (before.text !== this.line.text || before.cursor !== this.line.cursor) return;
    const { candidates, start, end } = offer;
    if (candidates.length === 0) return;
    if (candidates.length === 1) {
      const head = before.text.slice(0, start) + candidates[0];
      const tail = before.text.slice(end).trimStart();
      this.line = { text: `${head} ${tail}`, cursor: head.length + 1 };
      return;
    }
    this.choose({ ...offer, before, selected: -1 }, 0);
  }

  /** Gives back what was typed before the choice; `false`: there was none. */
  cancel(): boolean {
    if (this.walk === null) return false;
    this.line = this.walk.before;
    this.walk = null;
    return true;
  }

  private choose(walk: Walk, index: number): void {
    const { candidates, before, start, end } = walk;
    const selected = (index + candidates.length) % candidates.length;
    const head = before.text.slice(0, start) + candidates[selected];
    this.line = { text: head + before.text.slice(end), cursor: head.length };
    this.walk = { ...walk, selected };
  }

  private offsetOf(to: LineStop): number {
    const { text, cursor } = this.line;
    const before = text.slice(0, cursor);
    const behind = text.slice(cursor);
    switch (to) {
      case 'start':
        return 0;
      case 'end':
        return text.length;
      case 'left':
        return cursor - ([...graphemes(before)].at(-1)?.length ?? 0);
      case 'right':
        return cursor + ([...graphemes(behind)].at(0)?.length ?? 0);
      case 'word-left':
        return before.trimEnd().lastIndexOf(' ') + 1;
      case 'word-right':
        return cursor + (/^\s*\S*/.exec(behind)?.[0].length ?? 0);
    }
  }
}

/** What is typed or pasted, as it may stand in the line: without controls, on one line. */
function onOneLine(text: string): string {
  return cleanLine(text.replaceAll(/[\r\n\t]+/g, ' '));
}
