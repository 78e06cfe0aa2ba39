import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { ShellEncoder } from '../../shared/protocol/shell-encoder';
import { linesMessage } from '../../shared/protocol/shell-lines';
import { shellBytes, type ShellInput } from '../../shared/shell/shell-keys';
import type { ShellScreen, ShellSize } from '../../shared/shell/shell-screen';
import type { PtyOptions, PtyProcess } from './pty-process';
import { ShellEmulator } from './shell-emulator';

/** Screens a second are shown, at most: more than anybody reads. */
const SCREEN_INTERVAL_MS = 33;
/** What was read of the program and is no screen yet, in code units: then the program waits. */
const MAX_UNREAD_CHARS = 200_000;
const FEW_UNREAD_CHARS = 50_000;

export interface ShellSessionEvents {
  handleCells(messages: readonly Uint8Array[]): void;
  /** Once, after the last cells. */
  handleEnd(exitCode: number): void;
}

type Program = Omit<PtyOptions, 'handleData' | 'handleExit'>;

/**
 * A program in a terminal: keys in, cells out. Cells are told as soon as there are any, and then at
 * most 30 times a second; a program that writes faster than they can be made waits.
 */
export class ShellSession implements Disposable {
  private readonly store = new DisposableStore();
  private readonly timer = this.store.add(new MutableDisposable<Disposable>());
  private readonly emulator: ShellEmulator;
  private readonly encoder = new ShellEncoder();
  private readonly pty: PtyProcess;
  private screen: ShellScreen | null = null;
  private unreadChars = 0;
  private toldAtMs = -Infinity;
  private written: Promise<void> = Promise.resolve();

  private constructor(
    program: Program,
    open: (options: PtyOptions) => PtyProcess | null,
    private readonly events: ShellSessionEvents,
    private readonly clock: Clock,
  ) {
    this.emulator = this.store.add(
      new ShellEmulator(program, (data) => {
        this.pty.write(data);
      }),
    );
    const pty = open({
      ...program,
      handleData: (text) => {
        this.take(text);
      },
      handleExit: (exitCode) => {
        void this.end(exitCode);
      },
    });
    if (pty === null) throw new UnsupportedError();
    this.pty = pty;
    this.store.defer(() => {
      pty.kill();
    });
    // A program may say nothing for long: there is a screen all the same.
    this.tell();
  }

  /**
   * `null`: there are no pseudo-terminals here.
   *
   * @throws Error when the program cannot be started.
   */
  static start(
    program: Program,
    open: (options: PtyOptions) => PtyProcess | null,
    events: ShellSessionEvents,
    clock: Clock,
  ): ShellSession | null {
    try {
      return new ShellSession(program, open, events, clock);
    } catch (error) {
      if (error instanceof UnsupportedError) return null;
      throw error;
    }
  }

  type(inputs: readonly ShellInput[]): void {
    const { keyModes } = this.emulator;
    this.pty.write(inputs.map((input) => shellBytes(input, keyModes)).join(''));
  }

  resize(size: ShellSize): void {
    this.emulator.resize(size);
    this.pty.resize(size);
    this.tell();
  }

  /** See `ShellApi.history`. */
  history(above: number, lines: number): Uint8Array | null {
    const total = this.emulator.historyLines;
    if (total === 0) return null;
    const first = Math.min(above, total);
    const screen = this.emulator.readHistory(first, lines);
    return linesMessage({ request: 0, total, above: first, screen });
  }

  forgetHistory(): void {
    this.emulator.forgetHistory();
  }

  dispose(): void {
    this.store.dispose();
  }

  private take(text: string): void {
    if (this.store.isDisposed) return;
    this.unreadChars += text.length;
    if (this.unreadChars > MAX_UNREAD_CHARS) this.pty.pause();
    this.written = this.emulator.write(text).then(() => {
      const before = this.unreadChars;
      this.unreadChars -= text.length;
      if (before > FEW_UNREAD_CHARS && this.unreadChars <= FEW_UNREAD_CHARS) this.pty.resume();
      this.tellSoon();
    });
  }

  private tellSoon(): void {
    if (this.timer.value !== undefined) return;
    const waitMs = this.toldAtMs + SCREEN_INTERVAL_MS - this.clock.nowMs();
    if (waitMs <= 0) {
      this.tell();
      return;
    }
    this.timer.value = this.clock.after(waitMs, () => {
      this.timer.value = undefined;
      this.tell();
    });
  }

  private tell(): void {
    if (this.store.isDisposed) return;
    this.toldAtMs = this.clock.nowMs();
    this.screen = this.emulator.read(this.screen);
    const messages: Uint8Array[] = [];
    for (;;) {
      const encoded = this.encoder.encode(this.screen);
      if (encoded === null) break;
      messages.push(encoded.bytes);
    }
    if (messages.length > 0) this.events.handleCells(messages);
  }

  private async end(exitCode: number): Promise<void> {
    await this.written;
    if (this.store.isDisposed) return;
    this.tell();
    this.dispose();
    this.events.handleEnd(exitCode);
  }
}

class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}
