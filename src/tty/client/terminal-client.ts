import type { CellGrid } from '../../shared/ascii/cells';
import type { Disposable } from '../../shared/base/lifecycle';
import type { TerminalNews, TerminalRequest } from '../../shared/ipc/attached-terminal';

/** What a terminal shows and asks: the app that runs, or this program itself. */
export interface TerminalClient extends Disposable {
  onNews(listener: (news: TerminalNews) => void): Disposable;
  /** A frame of the stage, valid until the next; it wants a request `shown`. */
  onStage(listener: (cells: CellGrid) => void): Disposable;
  /** Pictures as pixels (`CellLayer`), where they were asked for; as `onStage`. */
  onPixels(listener: (pixels: CellGrid) => void): Disposable;
  /** There is nobody to ask any more. */
  onEnd(listener: () => void): Disposable;
  send(request: TerminalRequest): void;
  /** Somebody calls: the terminal may ring. */
  onRing?(listener: () => void): Disposable;
  /**
   * Of a client that is this program: hangs up and signs out. Resolves when that is said; harmless
   * after its end.
   */
  leave?(): Promise<void>;
  /** Is told of promises that fail with nobody waiting; without it, one ends the program. */
  handleRejection?(fault: unknown): void;
}
