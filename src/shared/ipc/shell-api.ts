import type { ShellInput } from '../shell/shell-keys';
import type { ShellSize } from '../shell/shell-screen';

/** What is to be started. */
export interface ShellWish extends ShellSize {
  /** As typed; `null`: the user's own shell, and nothing in it. */
  readonly command: string | null;
}

/** What came of it. */
export type ShellStart =
  | 'started'
  /** The user said no where they were asked. */
  | 'refused'
  /** There are no pseudo-terminals to be had on this system. */
  | 'unsupported'
  /** The program could not be started. */
  | 'failed'
  /** There is one already. */
  | 'busy';

/** Longer commands belong into a file. In code units. */
export const MAX_SHELL_COMMAND_CHARS = 500;

/**
 * A terminal of the local user's, to be shared: one at a time. Its program runs at the host; what
 * leaves is cells, in the messages of protocol/shell-wire.
 */
export interface ShellApi {
  /** Asks the user outside the window, whose pages could not be trusted with a shell. */
  start(wish: ShellWish): Promise<ShellStart>;
  /** Hangs up on the program. */
  stop(): Promise<void>;
  type(inputs: readonly ShellInput[]): Promise<void>;
  resize(size: ShellSize): Promise<void>;
  /** Lines that have left the screen, as `linesMessage` writes them; `null`: there are none. */
  history(above: number, lines: number): Promise<Uint8Array | null>;
  /** What has left the screen up to now is in no history any more. */
  forgetHistory(): Promise<void>;
  /** Messages of cells, each as `ShellEncoder` writes them. */
  onCells(listener: (messages: readonly Uint8Array[]) => void): () => void;
  /** The program has ended, with this exit code. */
  onEnded(listener: (exitCode: number) => void): () => void;
}
