import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { assertNever } from '../../shared/base/assert-never';
import { matchesChord } from '../../shared/config/key-chord';
import { KEY_ACTIONS } from '../../shared/config/settings';
import type {
  PicturePlace,
  TerminalNews,
  TerminalRequest,
} from '../../shared/ipc/attached-terminal';
import { CellStreamEncoder } from '../../shared/ipc/cell-stream';
import type { VerificationView } from '../call/verifications';
import type { LineEntry } from '../commands/line-entry';
import {
  VERIFY_NO,
  VERIFY_QUESTION,
  VERIFY_YES,
  verifyLines,
  verifyTitle,
} from '../text/verify-sentences';
import type { SourceFile } from '../transfer/outgoing-file';
import { chatText } from '../ui/chat-text';
import type { ChatEntry } from '../ui/chat-lines';
import { statusParts } from '../ui/status-state';
import type { ShownPigeon } from '../ui/pigeon-panel';
import { pigeonLines } from '../ui/pigeon-lines';
import { TerminalStage } from '../ui/terminal-stage';
import type { AppContext } from './app-context';
import { askForFile } from './ask-for-file';
import { boundKeys } from './bound-keys';
import { createLines, type LinesContext } from './create-lines';
import { type CommandAsker, createRunner, type RunnerContext } from './create-runner';
import { act, type ActContext } from './wire-input';
import { placeholderHere } from './wire-call';

type TerminalsContext = Pick<
  AppContext,
  'store' | 'machine' | 'verifications' | 'ring' | 'unattended' | 'windowState'
> &
  RunnerContext &
  LinesContext &
  ActContext;

type KeyRequest = Extract<TerminalRequest, { kind: 'key' }>;

/** Terminals in which `webcrt tty` shows what the window shows, and types as the window does. */
export function wireTerminals(context: TerminalsContext): void {
  const terminals = new Map<number, WindowTerminal>();
  context.store.defer(
    context.host.terminals.onRequest(({ id, request }) => {
      if (request === null) {
        terminals.get(id)?.dispose();
        terminals.delete(id);
        return;
      }
      // Its size is the first that a terminal says.
      if (!terminals.has(id) && request.kind === 'size')
        terminals.set(id, new WindowTerminal(id, context));
      terminals.get(id)?.handle(request);
    }),
  );
  void context.host.terminals.begin();
  context.store.defer(() => {
    for (const terminal of terminals.values()) terminal.dispose();
  });
}

/** One terminal, as the window sees it. */
class WindowTerminal implements Disposable {
  private readonly store = new DisposableStore();
  private readonly cells = new CellStreamEncoder('text');
  private readonly pixels = new CellStreamEncoder('pixels');
  private places = '[]';
  private readonly stage: TerminalStage;
  private readonly lines: LineEntry;
  private answer: ((text: string | null) => void) | null = null;
  private placeholder = '';
  /** Of the stage, in cells. */
  private size = { cols: 1, rows: 1 };
  /** A call by pigeon is what its panel shows. */
  private hasPigeon = false;
  /** Ends the question of a comparison; `null`: nothing is compared. */
  private comparing: (() => void) | null = null;

  constructor(
    private readonly id: number,
    private readonly context: TerminalsContext,
  ) {
    const { machine, stage, verifications, views, window, windowState } = context;
    const viewer = `terminal-${id}` as const;
    this.stage = this.store.add(
      new TerminalStage({
        createCamera: (track) => machine.createCamera(track),
        shown: () => stage.shown,
        show: (grid) => this.show(this.cells.encode(grid)),
        showPixels: (pixels, places) => {
          this.tellPlaces(places);
          return this.show(this.pixels.encode(pixels));
        },
        handleGlyph: (number, text) => {
          this.tell({ kind: 'glyph', number, text });
        },
        handleView: (key, grid) => {
          views.handleView(key, grid, viewer);
        },
      }),
    );
    this.store.defer(() => {
      views.removeViewer(viewer);
    });
    const asker = this.asker();
    this.lines = createLines(context, createRunner(context, asker), () => this.line());
    this.store.add(
      stage.onShown(() => {
        this.stage.update();
      }),
    );
    this.store.add(
      windowState.onStatus((status) => {
        this.tell({ kind: 'status', parts: statusParts(status) });
        this.tellPlaceholder();
      }),
    );
    this.store.add(
      window.chat.onEntry((entry) => {
        this.tellEntry(entry);
      }),
    );
    this.store.add(
      verifications.onChange((view) => {
        this.compare(view);
      }),
    );
    this.store.add(
      window.pigeon.onShow((shown) => {
        this.tellPigeon(shown);
      }),
    );
    for (const entry of window.chat.latestEntries) this.tellEntry(entry);
    this.tell({ kind: 'status', parts: statusParts(windowState.statusNow) });
    this.tellPlaceholder();
  }

  handle(request: TerminalRequest): void {
    switch (request.kind) {
      case 'size':
        this.size = request;
        this.stage.setSize(request.cols, request.rows, request.hasColours, request.density);
        return;
      case 'shown':
        this.stage.handleTaken();
        return;
      case 'enter':
        this.hasPigeon = false;
        this.tell({ kind: 'no-panel' });
        void this.lines.enter(request.line);
        return;
      case 'complete': {
        const { start, end, candidates } = this.lines.complete(request.line, request.cursor);
        const { id } = request;
        this.tell({ kind: 'completion', id, start, end, candidates: [...candidates] });
        return;
      }
      case 'answer':
        this.answer?.(request.text);
        return;
      case 'key':
        this.handleKey(request);
        return;
      default:
        assertNever(request, 'terminal request');
    }
  }

  dispose(): void {
    this.answer?.(null);
    this.store.dispose();
  }

  private show(message: Uint8Array<ArrayBuffer> | null): boolean {
    if (message !== null) void this.context.host.terminals.show(this.id, message);
    return message !== null;
  }

  private tellPlaces(places: readonly PicturePlace[]): void {
    const said = JSON.stringify(places);
    if (said === this.places) return;
    this.places = said;
    this.tell({ kind: 'pictures', places: [...places] });
  }

  private handleKey({ isRelease, hasRelease, ...press }: KeyRequest): void {
    const { context } = this;
    const keys = boundKeys(context);
    // Where the key is, terminals do not tell.
    const action = KEY_ACTIONS.find((each) =>
      matchesChord(keys[each] ?? '', { ...press, code: '' }),
    );
    if (action === 'push-to-talk') {
      const { talk } = context;
      if (hasRelease) talk.setHeld(!isRelease);
      else if (!isRelease) talk.setHeld(!talk.isHeld);
      return;
    }
    if (isRelease) return;
    // The key that stops a countdown does nothing else: it may have been hit in a hurry.
    if (context.ring.handleKey()) return;
    context.unattended.handleInput();
    if (action === 'help') void this.lines.enter('/help');
    else if (action === 'focus-command') this.tell({ kind: 'no-panel' });
    // That one is held, and a terminal does not tell when it is let go.
    else if (action !== undefined && action !== 'hide-terminal') act(context, action);
  }

  /** The seven emoji are compared here as well; whoever decides first decides. */
  private compare(view: VerificationView | null): void {
    const emoji = view === null || view.isWaiting ? null : view.emoji;
    if (view === null || emoji === null) {
      this.comparing?.();
      this.comparing = null;
      return;
    }
    if (this.comparing !== null) return;
    const { verifications } = this.context;
    this.tell({
      kind: 'panel',
      title: verifyTitle(view.person.name),
      lines: verifyLines(emoji),
    });
    const ask = (): void => {
      this.ask(VERIFY_QUESTION, true, (text) => {
        if (text === null) verifications.cancel();
        else if (VERIFY_YES.test(text.trim())) verifications.decide(true);
        else if (VERIFY_NO.test(text.trim())) verifications.decide(false);
        else ask();
      });
    };
    ask();
    this.comparing = () => {
      this.answer = null;
      this.tell({ kind: 'question', text: null });
      this.tell({ kind: 'no-panel' });
    };
  }

  private tellPigeon(shown: ShownPigeon | null): void {
    if (shown === null) {
      if (this.hasPigeon) this.tell({ kind: 'no-panel' });
      this.hasPigeon = false;
      return;
    }
    this.hasPigeon = true;
    this.tell({ kind: 'panel', title: shown.title, lines: pigeonLines(shown, this.size) });
  }

  private ask(question: string, isOpen: boolean, take: (text: string | null) => void): void {
    this.answer?.(null);
    this.tell({ kind: 'question', text: question, ...(isOpen && { isOpen }) });
    this.answer = (text) => {
      this.answer = null;
      this.tell({ kind: 'question', text: null });
      take(text);
    };
  }

  private asker(): CommandAsker {
    return {
      askSecretly: (question) =>
        new Promise((resolve) => {
          this.ask(question, false, (text) => {
            resolve(text === '' ? null : text);
          });
        }),
      showPanel: (title, lines) => {
        this.tell({ kind: 'panel', title, lines: [...lines] });
      },
      chooseFiles: () => this.chooseFiles(),
    };
  }

  private chooseFiles(): Promise<readonly SourceFile[]> {
    const { machine, announcer } = this.context;
    return askForFile({
      openFile: machine.openFile,
      ask: (question) =>
        new Promise((resolve) => {
          this.ask(question, true, resolve);
        }),
      notice: (text) => {
        announcer.tell(text, 'warn');
      },
    });
  }

  private line(): { setHint(text: string): void; setLine(text: string): void } {
    return {
      setHint: (text) => {
        this.tell({ kind: 'hint', text });
      },
      setLine: (text) => {
        this.tell({ kind: 'set-line', text });
      },
    };
  }

  private tellPlaceholder(): void {
    const text = placeholderHere(this.context);
    if (text === this.placeholder) return;
    this.placeholder = text;
    this.tell({ kind: 'placeholder', text });
  }

  private tellEntry(entry: ChatEntry): void {
    const line = chatText(entry);
    if (line !== null) this.tell({ kind: 'line', ...line });
  }

  private tell(news: TerminalNews): void {
    void this.context.host.terminals.tell(this.id, news);
  }
}
