import { writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ReadStream, WriteStream } from 'node:tty';
import { errorCode } from '../../shared/base/error-code';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { KeyReader, type TerminalInput } from './read-keys';
import type { TerminalModes } from './terminal-modes';

/** How soon the rest of a sequence follows its Escape, also over a slow line. */
const ESCAPE_PATIENCE_MS = 50;
/** How long the end of the program waits for a terminal that takes nothing any more. */
const LAST_WORDS_PATIENCE_MS = 300;

export interface TerminalStreams {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** The descriptor of `output`. */
  readonly outputFd: number;
}

/** As much of libuv's handle as makes writing to a terminal wait for nothing. */
interface BlockingHandle {
  setBlocking?(isBlocking: boolean): void;
}

/**
 * The terminal that the program was started in, taken over from `enter` to `leave`. The only file
 * that changes its modes.
 */
export class TerminalPort implements Disposable {
  private readonly store = new DisposableStore();
  private readonly inputEmitter = this.store.add(new Emitter<TerminalInput>());
  readonly onInput = this.inputEmitter.event;
  private readonly resizeEmitter = this.store.add(new Emitter<void>());
  readonly onResize = this.resizeEmitter.event;
  private readonly drainEmitter = this.store.add(new Emitter<void>());
  /** All that was written has been taken. */
  readonly onDrain = this.drainEmitter.event;
  private readonly endEmitter = this.store.add(new Emitter<void>());
  /** There is no terminal any more. */
  readonly onEnd = this.endEmitter.event;
  private readonly decoder = new StringDecoder('utf8');
  private readonly keys = new KeyReader();
  private escapeTimer: NodeJS.Timeout | undefined;
  private isEntered = false;
  private unwritten = 0;

  constructor(
    private readonly streams: TerminalStreams,
    private readonly modes: TerminalModes,
  ) {
    const { input, output } = streams;
    this.listen(input, 'data', (chunk: Buffer) => {
      this.take(this.decoder.write(chunk));
    });
    for (const event of ['end', 'close', 'error']) {
      this.listen(input, event, () => {
        this.endEmitter.fire();
      });
    }
    this.listen(output, 'error', () => {
      this.endEmitter.fire();
    });
    this.listen(output, 'resize', () => {
      this.resizeEmitter.fire();
    });
  }

  get size(): { readonly cols: number; readonly rows: number } {
    const { columns, rows } = this.streams.output;
    // A terminal that knows neither has said 0 (serial lines).
    return { cols: columns || 80, rows: rows || 24 };
  }

  /** Whether the terminal has taken everything: else a frame would only wait. */
  get isIdle(): boolean {
    return this.unwritten === 0;
  }

  enter(): void {
    if (this.isEntered) return;
    this.isEntered = true;
    const { input, output } = this.streams;
    // Node.js lets a terminal that does not read hold up the whole program.
    (output as unknown as { _handle?: BlockingHandle })._handle?.setBlocking?.(false);
    input.setRawMode(true);
    input.resume();
    this.write(this.modes.enter);
  }

  write(bytes: string | Uint8Array): void {
    this.unwritten++;
    this.streams.output.write(bytes, () => {
      this.unwritten--;
      if (this.unwritten === 0 && !this.store.isDisposed) this.drainEmitter.fire();
    });
  }

  /** The terminal as it was. At once, since the program may be about to end; harmless twice. */
  leave(): void {
    if (!this.isEntered) return;
    this.isEntered = false;
    writePatiently(this.streams.outputFd, this.modes.leave);
    try {
      this.streams.input.setRawMode(false);
    } catch {
      // It is gone.
    }
    this.streams.input.pause();
  }

  dispose(): void {
    clearTimeout(this.escapeTimer);
    this.leave();
    this.store.dispose();
  }

  private take(text: string): void {
    clearTimeout(this.escapeTimer);
    this.tell(this.keys.read(text));
    if (!this.keys.isWaiting) return;
    this.escapeTimer = setTimeout(() => {
      this.tell(this.keys.flush());
    }, ESCAPE_PATIENCE_MS);
  }

  private tell(inputs: readonly TerminalInput[]): void {
    for (const input of inputs) this.inputEmitter.fire(input);
  }

  private listen<T>(stream: NodeJS.EventEmitter, event: string, handle: (value: T) => void): void {
    stream.on(event, handle);
    this.store.defer(() => {
      stream.off(event, handle);
    });
  }
}

/** To a terminal that is still busy, for a moment. */
function writePatiently(fd: number, text: string): void {
  const untilMs = Date.now() + LAST_WORDS_PATIENCE_MS;
  let bytes = Buffer.from(text);
  while (bytes.length > 0 && Date.now() < untilMs) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      if (errorCode(error) !== 'EAGAIN') return;
    }
  }
}
