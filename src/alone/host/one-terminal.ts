import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, toUndo } from '../../shared/base/lifecycle';
import type {
  NumberedTerminalRequest,
  TerminalNews,
  TerminalRequest,
} from '../../shared/ipc/attached-terminal';
import type { TerminalsApi } from '../../shared/ipc/host-api';
import { StageStreams } from '../../tty/client/stage-streams';

const TERMINAL_ID = 1;

/**
 * The only terminal of this program, attached to the app within the process: by the same news and
 * cells as one that is attached to the desktop app, without a socket.
 */
export class OneTerminal implements Disposable {
  private readonly store = new DisposableStore();
  private readonly news = this.store.add(new Emitter<TerminalNews>());
  private readonly stage = this.store.add(new StageStreams());
  private readonly requests = this.store.add(new Emitter<NumberedTerminalRequest>());
  readonly onNews = this.news.event;
  readonly onStage = this.stage.onStage;
  readonly onPixels = this.stage.onPixels;

  /** Where the app shows itself, and is asked. */
  readonly api: TerminalsApi = {
    onRequest: (listener) => toUndo(this.requests.event(listener)),
    begin: () => Promise.resolve(),
    tell: (_id, news) => {
      this.news.fire(news);
      return Promise.resolve();
    },
    show: (_id, cells) => {
      this.stage.apply(cells);
      return Promise.resolve();
    },
  };

  send(request: TerminalRequest): void {
    this.requests.fire({ id: TERMINAL_ID, request });
  }

  dispose(): void {
    this.store.dispose();
  }
}
