import type { CellGrid } from '../shared/ascii/cells';
import type { DeltaTerminal } from '../shared/ascii/terminal-delta';
import { assertNever } from '../shared/base/assert-never';
import { Emitter } from '../shared/base/emitter';
import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import {
  MAX_TERMINAL_COLS,
  MAX_TERMINAL_ROWS,
  type StatusPartNews,
  type TerminalNews,
} from '../shared/ipc/attached-terminal';
import { cleanLine } from '../shared/text/clean';
import type { TerminalClient } from './client/terminal-client';
import type { PixelScreen } from './graphics/pixel-screen';
import { ClientScreen, type CreateExports } from './screen/client-screen';
import { type EditedLine, LineEditor } from './screen/line-editor';
import { layoutScreen, type ScreenLayout } from './screen/screen-layout';
import type { ChatLine, Panel, ScreenFacts } from './screen/screen-view';
import type { TerminalInput, TerminalKey } from './terminal/read-keys';
import type { TerminalPort } from './terminal/terminal-port';
import { TTY_SENTENCES } from './text/tty-sentences';

/** Lines of the chat that can be scrolled back to. */
const MAX_LINES = 1_000;
/** What is drawn in a hurry is drawn once more when nothing has come for so long. */
const REFINE_MS = 120;
const SECRET_DOT = '•';
const PROMPT = '>';
const BELL = '\x07';

export type SessionPort = Pick<
  TerminalPort,
  'write' | 'isIdle' | 'size' | 'onInput' | 'onResize' | 'onDrain'
>;

/** Why a session is over. */
export type SessionEnd = 'left' | 'client-gone';

/** A client on a terminal: what is typed goes to one, what there is to be seen to the other. */
export class TtySession implements Disposable {
  private readonly store = new DisposableStore();
  private readonly endEmitter = this.store.add(new Emitter<SessionEnd>());
  readonly onEnd = this.endEmitter.event;
  private readonly screen: ClientScreen;
  private readonly editor = new LineEditor();
  private readonly lines: ChatLine[] = [];
  private stage: CellGrid | null = null;
  /** Frames of the stage that are not on the terminal yet. */
  private unshown = 0;
  private parts: readonly StatusPartNews[] = [];
  private panel: Panel | null = null;
  private question: string | null = null;
  /** What is answered may be seen. */
  private isOpenQuestion = false;
  private placeholder = '';
  private hint = '';
  private back = 0;
  private isChatShown = true;
  private hasRelease = false;
  private asked: { readonly id: number; readonly before: EditedLine } | null = null;
  private lastId = 0;
  private layout: ScreenLayout;
  private isDue = false;
  private isScheduled = false;
  private refineTimer: NodeJS.Timeout | undefined;

  constructor(
    private readonly port: SessionPort,
    private readonly client: TerminalClient,
    private readonly terminal: DeltaTerminal,
    createExports: CreateExports,
    /** Where the terminal shows real pixels; `null`: pictures are text. */
    private readonly pixels: PixelScreen | null = null,
  ) {
    this.screen = new ClientScreen(port, terminal, createExports, pixels);
    this.layout = this.newLayout();
    this.listen();
    this.tellSize();
    this.update();
  }

  /** Something that this program has to say. */
  notice(text: string): void {
    this.addLine({ text, tone: 'info' });
  }

  dispose(): void {
    clearTimeout(this.refineTimer);
    this.store.dispose();
  }

  private listen(): void {
    const { port, client, store } = this;
    store.add(
      port.onInput((input) => {
        this.handleInput(input);
      }),
    );
    store.add(
      port.onResize(() => {
        this.screen.reset();
        this.relayout();
      }),
    );
    store.add(
      port.onDrain(() => {
        this.confirmShown();
        if (this.isDue) this.update();
      }),
    );
    store.add(
      client.onNews((news) => {
        this.handleNews(news);
      }),
    );
    store.add(
      client.onStage((cells) => {
        this.stage = cells;
        this.unshown++;
        this.update();
      }),
    );
    store.add(
      client.onPixels((layer) => {
        this.pixels?.setLayer(layer);
        this.unshown++;
        this.update();
      }),
    );
    if (client.onRing !== undefined) {
      store.add(
        client.onRing(() => {
          if (port.isIdle) port.write(BELL);
        }),
      );
    }
    store.add(
      client.onEnd(() => {
        this.endEmitter.fire('client-gone');
      }),
    );
  }

  // ── what comes ───────────────────────────────────────────────────────────────────────────────

  private handleNews(news: TerminalNews): void {
    switch (news.kind) {
      case 'anew':
        this.beginAnew();
        break;
      case 'line':
        this.addLine(news);
        return;
      case 'status':
        this.parts = news.parts.map(({ text, tone }) => ({ text: cleanLine(text), tone }));
        break;
      case 'glyph':
        this.screen.view.setStageGlyph(news.number, news.text);
        return;
      case 'pictures':
        this.pixels?.setPlaces(news.places);
        break;
      case 'hint':
        this.hint = cleanLine(news.text);
        break;
      case 'placeholder':
        this.placeholder = cleanLine(news.text);
        break;
      case 'set-line':
        this.editor.setText(cleanLine(news.text));
        break;
      case 'question':
        this.question = news.text === null ? null : cleanLine(news.text);
        this.isOpenQuestion = news.isOpen === true;
        this.editor.setText('');
        break;
      case 'completion':
        if (this.asked?.id === news.id) this.takeOffer(this.asked.before, news);
        break;
      case 'panel':
        this.panel = {
          title: cleanLine(news.title),
          lines: news.lines.map(cleanLine),
          scroll: 0,
        };
        break;
      case 'no-panel':
        this.panel = null;
        break;
      default:
        assertNever(news, 'terminal news');
    }
    this.update();
  }

  private beginAnew(): void {
    this.lines.length = 0;
    this.forgetStage();
    this.unshown = 0;
    this.panel = null;
    this.question = null;
    this.asked = null;
    this.back = 0;
  }

  private addLine({ text, tone }: ChatLine): void {
    const clean = text.split('\n').map(cleanLine).join('\n');
    this.lines.push({ text: clean, tone });
    if (this.lines.length > MAX_LINES) this.lines.shift();
    this.update();
  }

  private takeOffer(
    before: EditedLine,
    offer: Extract<TerminalNews, { kind: 'completion' }>,
  ): void {
    this.asked = null;
    const candidates = offer.candidates.map(cleanLine);
    this.editor.offer(before, { ...offer, candidates });
    if (candidates.length === 0) this.hint = TTY_SENTENCES.nothingToComplete;
  }

  // ── what is typed ────────────────────────────────────────────────────────────────────────────

  private handleInput(input: TerminalInput): void {
    if (input.kind === 'keyboard') {
      this.hasRelease = true;
      return;
    }
    this.hint = '';
    if (input.kind === 'key') this.handleKey(input);
    else if ('text' in input) this.editor.insert(input.text);
    this.update();
  }

  private handleKey(key: TerminalKey): void {
    if (!key.isRelease && this.edits(key)) return;
    // What was typed is no key of the app's.
    if (key.isRelease && key.key.length === 1) return;
    this.client.send({ ...key, hasRelease: this.hasRelease });
  }

  /** Whether a key is of this program: all that edits, scrolls and leaves. */
  private edits({ key, ctrlKey, altKey, metaKey, shiftKey }: TerminalKey): boolean {
    if (metaKey) return false;
    if (ctrlKey && !altKey) return this.editsWithCtrl(key);
    if (altKey && !ctrlKey) return this.editsWithAlt(key);
    if (altKey) return false;
    return this.editsPlainly(key, shiftKey);
  }

  private editsPlainly(key: string, shiftKey: boolean): boolean {
    const { editor } = this;
    switch (key) {
      case 'Enter':
        this.enter();
        return true;
      case 'Tab':
        this.completeLine(shiftKey ? -1 : 1);
        return true;
      case 'Backspace':
        editor.delete('left');
        return true;
      case 'Delete':
        editor.delete('right');
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
        editor.move(key === 'ArrowLeft' ? 'left' : 'right');
        return true;
      case 'Home':
      case 'End':
        editor.move(key === 'Home' ? 'start' : 'end');
        return true;
      case 'ArrowUp':
      case 'ArrowDown':
        if (this.panel !== null) this.scroll(key === 'ArrowUp' ? -1 : 1);
        else if (this.question === null) editor.recall(key === 'ArrowUp' ? 'previous' : 'next');
        return true;
      case 'PageUp':
      case 'PageDown':
        this.scroll((key === 'PageUp' ? -1 : 1) * Math.max(1, this.layout.stage.rows - 2));
        return true;
      case 'Escape':
        return this.escape();
      default:
        return false;
    }
  }

  private editsWithCtrl(key: string): boolean {
    const { editor } = this;
    switch (key) {
      case 'a':
      case 'e':
        editor.move(key === 'a' ? 'start' : 'end');
        return true;
      case 'b':
      case 'f':
        editor.move(key === 'b' ? 'left' : 'right');
        return true;
      case 'ArrowLeft':
      case 'ArrowRight':
        editor.move(key === 'ArrowLeft' ? 'word-left' : 'word-right');
        return true;
      case 'u':
      case 'k':
        editor.delete(key === 'u' ? 'start' : 'end');
        return true;
      case 'w':
        editor.delete('word-left');
        return true;
      case 'p':
      case 'n':
        editor.recall(key === 'p' ? 'previous' : 'next');
        return true;
      case 'l':
        this.screen.reset();
        return true;
      case 'c':
        if (editor.current.text !== '') editor.setText('');
        else if (this.question !== null) this.answer(null);
        else this.hint = TTY_SENTENCES.howToLeave;
        return true;
      case 'd':
        if (editor.current.text === '') this.endEmitter.fire('left');
        else editor.delete('right');
        return true;
      default:
        return false;
    }
  }

  private editsWithAlt(key: string): boolean {
    if (key === 'c') {
      this.isChatShown = !this.isChatShown;
      this.relayout();
      return true;
    }
    if (key === 'b' || key === 'f') {
      this.editor.move(key === 'b' ? 'word-left' : 'word-right');
      return true;
    }
    if (key !== 'Backspace') return false;
    this.editor.delete('word-left');
    return true;
  }

  private enter(): void {
    if (this.question !== null) {
      this.answer(this.editor.enter(false));
      return;
    }
    if (this.editor.current.text.trim() === '') return;
    this.back = 0;
    this.client.send({ kind: 'enter', line: this.editor.enter(true) });
  }

  private answer(text: string | null): void {
    this.question = null;
    this.editor.setText('');
    this.client.send({ kind: 'answer', text });
  }

  private completeLine(by: 1 | -1): void {
    const { editor } = this;
    if (this.question !== null || editor.step(by)) return;
    const before = editor.current;
    if (before.text === '') return;
    const id = ++this.lastId;
    this.asked = { id, before };
    this.client.send({ kind: 'complete', id, line: before.text, cursor: before.cursor });
  }

  /** `false`: there was nothing to be closed here. */
  private escape(): boolean {
    if (this.question !== null) {
      this.answer(null);
      return true;
    }
    if (this.editor.cancel()) return true;
    const wasOpen = this.panel !== null || this.back > 0;
    this.panel = null;
    this.back = 0;
    return wasOpen;
  }

  private scroll(rows: number): void {
    const { panel } = this;
    if (panel === null) this.back = Math.max(0, this.back - rows);
    else this.panel = { ...panel, scroll: Math.max(0, panel.scroll + rows) };
  }

  // ── what is seen ─────────────────────────────────────────────────────────────────────────────

  private newLayout(): ScreenLayout {
    const { cols, rows } = this.port.size;
    return layoutScreen(cols, rows, this.isChatShown);
  }

  private relayout(): void {
    this.layout = this.newLayout();
    this.forgetStage();
    this.tellSize();
    this.update();
  }

  private forgetStage(): void {
    this.stage = null;
    this.pixels?.setLayer(null);
  }

  private tellSize(): void {
    const { stage } = this.layout;
    const cols = Math.min(MAX_TERMINAL_COLS, stage.cols);
    const rows = Math.min(MAX_TERMINAL_ROWS, stage.rows);
    const hasColours = this.terminal.depth !== 'none';
    const density = this.pixels?.densityFor(cols, rows);
    this.client.send({
      kind: 'size',
      ...{ cols, rows, hasColours },
      ...(density !== undefined && { density }),
    });
  }

  /** Several changes of one moment are drawn once. */
  private update(): void {
    this.isDue = true;
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => {
      this.isScheduled = false;
      if (!this.store.isDisposed && this.isDue) this.draw();
    });
  }

  private draw(): void {
    // Busy: it is drawn when all before it is taken, and whatever came in between is left out.
    if (!this.screen.draw(this.stage, this.facts(), this.layout)) return;
    this.isDue = false;
    if (this.port.isIdle) this.confirmShown();
    clearTimeout(this.refineTimer);
    if (this.screen.isRough)
      this.refineTimer = setTimeout(() => {
        this.update();
      }, REFINE_MS);
  }

  private confirmShown(): void {
    for (; this.unshown > 0; this.unshown--) this.client.send({ kind: 'shown' });
  }

  private get placeholderNow(): string {
    if (this.question === null) return this.placeholder;
    return this.isOpenQuestion ? TTY_SENTENCES.cancels : TTY_SENTENCES.secret;
  }

  private facts(): ScreenFacts {
    const { text, cursor } = this.editor.current;
    const isSecret = this.question !== null && !this.isOpenQuestion;
    return {
      lines: this.lines,
      back: this.back,
      parts: this.parts,
      panel: this.panel,
      prompt: this.question ?? PROMPT,
      typed: isSecret ? SECRET_DOT.repeat(text.length) : text,
      cursor,
      placeholder: this.placeholderNow,
      hint: this.hint,
      candidates: this.editor.choice,
    };
  }
}
