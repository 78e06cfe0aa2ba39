import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenForControl, type TerminalChannel } from '../../src/main/control-socket';
import { controlSocketPath } from '../../src/main/control-socket-path';
import type { Disposable } from '../../src/shared/base/lifecycle';
import type { TerminalRequest } from '../../src/shared/ipc/attached-terminal';

/** Something that speaks as the app does to a terminal that is attached to it. */
export class StandInApp implements Disposable {
  /** For `--user-data-dir`. */
  readonly folder = mkdtempSync(join(tmpdir(), 'webcrt-tty-'));
  /** What the terminal has asked for so far. */
  readonly asked: TerminalRequest[] = [];
  /** Of the terminal that came last; `null`: none has come. */
  channel: TerminalChannel | null = null;
  private readonly listening: Disposable;

  constructor() {
    this.listening = listenForControl(
      controlSocketPath(this.folder, process.platform),
      {
        handle: () => Promise.resolve({ isDone: false, text: '', status: null }),
        attach: (attached) => {
          this.channel = attached;
          attached.onRequest((request) => this.asked.push(request));
          return true;
        },
      },
      { log: () => undefined },
    );
  }

  /** It runs no more; its folder is still there. */
  quit(): void {
    this.listening.dispose();
  }

  dispose(): void {
    this.channel?.dispose();
    this.quit();
    rmSync(this.folder, { recursive: true });
  }
}
