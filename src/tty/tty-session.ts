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
import { type EditAction, editActionOf } from './edit-keys';
import type { PixelScreen } from './graphics/pixel-screen';
import { PromptLine } from './prompt-line';
import { ClientScreen, type CreateExports } from './screen/client-screen';
import { layoutScreen, type ScreenLayout } from './screen/screen-layout';
import { scrollableRows } from './screen/scrollable-rows';
import type { ChatLine, Panel, ScreenFacts } from './screen/screen-view';
import type { TerminalInput, TerminalKey } from './terminal/read-keys';
import type { TerminalPort } from './terminal/terminal-port';

/** Lines of the chat that can be scrolled back to. */
const MAX_LINES = 1_000;
/** What was drawn coarsely is drawn again, finely, when nothing has come for so long. */
const REFINE_MS = 120;
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
  private readonly prompt = new PromptLine((request) => {
    this.client.send(request);
  });
  private readonly lines: ChatLine[] = [];
  private stage: CellGrid | null = null;
  /** Frames of the stage that are not on the terminal yet. */
  private unshown = 0;
  private parts: readonly StatusPartNews[] = [];
  private panel: Panel | null = null;
  /** Rows of the chat that are scrolled back. */
  private scrolledRows = 0;
  private isChatShown = true;
  private hasRelease = false;
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
    this.listenToTerminal();
    this.listenToClient();
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

  private listenToTerminal(): void {
    const { port, store } = this;
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
  }

  private listenToClient(): void {
    const { client, store } = this;
    store.add(
      client.onNews((news) => {
        this.handleNews(news);
      }),
    );
    store.add(
      client.onStage((cells) => {
        this.stage = cells;
        this.handleFrame();
      }),
    );
    store.add(
      client.onPixels((layer) => {
        this.pixels?.setLayer(layer);
        this.handleFrame();
      }),
    );
    store.add(
      client.onEnd(() => {
        this.endEmitter.fire('client-gone');
      }),
    );
    const ring = client.onRing?.(() => {
      if (this.port.isIdle) this.port.write(BELL);
    });
    if (ring !== undefined) store.add(ring);
  }

  // ── what comes ───────────────────────────────────────────────────────────────────────────────

  private handleFrame(): void {
    this.unshown++;
    this.update();
  }

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
        this.prompt.setHint(news.text);
        break;
      case 'placeholder':
        this.prompt.setPlaceholder(news.text);
        break;
      case 'set-line':
        this.prompt.setText(news.text);
        break;
      case 'question':
        this.prompt.setQuestion(news.text, news.isOpen === true);
        break;
      case 'completion':
        this.prompt.takeCompletion(news);
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
    this.prompt.reset();
    this.scrolledRows = 0;
  }

  private addLine({ text, tone }: ChatLine): void {
    const clean = text.split('\n').map(cleanLine).join('\n');
    this.lines.push({ text: clean, tone });
    if (this.lines.length > MAX_LINES) this.lines.shift();
    this.update();
  }

  // ── what is typed ────────────────────────────────────────────────────────────────────────────

  private handleInput(input: TerminalInput): void {
    if (input.kind === 'keyboard') {
      this.hasRelease = true;
      return;
    }
    if (input.kind === 'ready') {
      this.pixels?.confirm();
      if (this.pixels?.isWaiting === true) this.update();
      return;
    }
    if (input.kind === 'key') {
      this.prompt.setHint('');
      this.handleKey(input);
    } else if ('text' in input) {
      this.prompt.setHint('');
      this.prompt.insert(input.text);
    } else return;
    this.update();
  }

  private handleKey(key: TerminalKey): void {
    const action = key.isRelease ? null : editActionOf(key);
    if (action !== null && this.edit(action)) return;
    // The end of a press that typed a character.
    if (key.isRelease && key.key.length === 1) return;
    this.client.send({ ...key, hasRelease: this.hasRelease });
  }

  /** `false`: there was nothing to be done, so that the key is the app's. */
  private edit(action: EditAction): boolean {
    switch (action.kind) {
      case 'move':
        this.prompt.move(action.to);
        return true;
      case 'delete':
        this.prompt.delete(action.to);
        return true;
      case 'recall':
        this.prompt.recall(action.direction);
        return true;
      case 'complete':
        this.prompt.complete(action.by);
        return true;
      case 'step':
        this.step(action.by);
        return true;
      case 'page':
        this.scroll(action.by * Math.max(1, this.layout.stage.rows - 2));
        return true;
      case 'enter':
        if (this.prompt.enter()) this.scrolledRows = 0;
        return true;
      case 'interrupt':
        this.prompt.interrupt();
        return true;
      case 'end-of-file':
        if (this.prompt.isEmpty) this.endEmitter.fire('left');
        else this.prompt.delete('right');
        return true;
      case 'escape':
        return this.prompt.escape() || this.closeOverlay();
      case 'redraw':
        this.screen.reset();
        return true;
      case 'toggle-chat':
        this.isChatShown = !this.isChatShown;
        this.relayout();
        return true;
    }
  }

  private step(by: 1 | -1): void {
    if (this.panel === null) this.prompt.recall(by < 0 ? 'previous' : 'next');
    else this.scroll(by);
  }

  /** `false`: there was nothing to be closed here. */
  private closeOverlay(): boolean {
    const wasOpen = this.panel !== null || this.scrolledRows > 0;
    this.panel = null;
    this.scrolledRows = 0;
    return wasOpen;
  }

  private scroll(rows: number): void {
    const { panel } = this;
    // What cannot be seen is not scrolled to: there would be as much to be scrolled back.
    const most = scrollableRows({ panel, lines: this.lines }, this.layout);
    if (panel === null) this.scrolledRows = within(most, this.scrolledRows - rows);
    else this.panel = { ...panel, scroll: within(most, panel.scroll + rows) };
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

  private facts(): ScreenFacts {
    const { lines, scrolledRows, parts, panel } = this;
    return { lines, scrolledRows, parts, panel, line: this.prompt.facts() };
  }
}

function within(most: number, rows: number): number {
  return Math.max(0, Math.min(most, rows));
}
