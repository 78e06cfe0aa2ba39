import type { TerminalNews, TerminalRequest } from '../shared/ipc/attached-terminal';
import { cleanLine } from '../shared/text/clean';
import { type EditedLine, LineEditor, type LineStop } from './screen/line-editor';
import type { PromptFacts } from './screen/screen-view';
import { TTY_SENTENCES } from './text/tty-sentences';

const SECRET_DOT = '•';
const PROMPT = '>';

/** What the app answers to a Tab. */
type Completion = Extract<TerminalNews, { kind: 'completion' }>;

interface Question {
  readonly text: string;
  /** Whether the answer is shown as it is typed. */
  readonly isOpen: boolean;
}

/**
 * The line at the bottom: a command, or the answer to a question, with what Tab completes and the
 * hint beside it. What the app is to do about it goes to `send`.
 */
export class PromptLine {
  private readonly editor = new LineEditor();
  private question: Question | null = null;
  private placeholder = '';
  private hint = '';
  /** The completion that has been asked for, and of what. */
  private asked: { readonly id: number; readonly before: EditedLine } | null = null;
  private lastId = 0;

  constructor(private readonly send: (request: TerminalRequest) => void) {}

  get isEmpty(): boolean {
    return this.editor.current.text === '';
  }

  /** Forgets the question, and the completion that was asked for: the app has begun anew. */
  reset(): void {
    this.question = null;
    this.asked = null;
  }

  setHint(text: string): void {
    this.hint = cleanLine(text);
  }

  setPlaceholder(text: string): void {
    this.placeholder = cleanLine(text);
  }

  setText(text: string): void {
    this.editor.setText(cleanLine(text));
  }

  /** `null`: there is none any more. */
  setQuestion(text: string | null, isOpen: boolean): void {
    this.question = text === null ? null : { text: cleanLine(text), isOpen };
    this.editor.setText('');
  }

  insert(text: string): void {
    this.editor.insert(text);
  }

  move(to: LineStop): void {
    this.editor.move(to);
  }

  delete(to: LineStop): void {
    this.editor.delete(to);
  }

  /** Brings back what was typed before; does nothing while there is a question. */
  recall(direction: 'previous' | 'next'): void {
    if (this.question === null) this.editor.recall(direction);
  }

  /** Sends what is typed; `false`: that was no command, but an answer or nothing. */
  enter(): boolean {
    if (this.question !== null) {
      this.answer(this.editor.enter(false));
      return false;
    }
    if (this.editor.current.text.trim() === '') return false;
    this.send({ kind: 'enter', line: this.editor.enter(true) });
    return true;
  }

  /** Goes on to the next candidate, or asks for some. */
  complete(by: 1 | -1): void {
    const { editor } = this;
    if (this.question !== null || editor.step(by)) return;
    const before = editor.current;
    if (before.text === '') return;
    const id = ++this.lastId;
    this.asked = { id, before };
    this.send({ kind: 'complete', id, line: before.text, cursor: before.cursor });
  }

  /** Takes what was asked for; an answer to an earlier question is dropped. */
  takeCompletion({ id, start, end, candidates }: Completion): void {
    if (this.asked?.id !== id) return;
    const { before } = this.asked;
    this.asked = null;
    this.editor.offer(before, { start, end, candidates: candidates.map(cleanLine) });
    if (candidates.length === 0) this.hint = TTY_SENTENCES.nothingToComplete;
  }

  /** Ctrl+C: away with the line, or with the question. */
  interrupt(): void {
    if (!this.isEmpty) this.editor.setText('');
    else if (this.question !== null) this.answer(null);
    else this.hint = TTY_SENTENCES.howToLeave;
  }

  /** Takes back a question, or a choice; `false`: there was neither. */
  escape(): boolean {
    if (this.question === null) return this.editor.cancel();
    this.answer(null);
    return true;
  }

  facts(): PromptFacts {
    const { question } = this;
    const { text, cursor } = this.editor.current;
    return {
      prompt: question?.text ?? PROMPT,
      typed: question === null || question.isOpen ? text : SECRET_DOT.repeat(text.length),
      cursor,
      placeholder: this.placeholderNow,
      hint: this.hint,
      choice: this.editor.choice,
    };
  }

  private get placeholderNow(): string {
    if (this.question === null) return this.placeholder;
    return this.question.isOpen ? TTY_SENTENCES.cancels : TTY_SENTENCES.secret;
  }

  private answer(text: string | null): void {
    this.question = null;
    this.editor.setText('');
    this.send({ kind: 'answer', text });
  }
}
