import { type BrowserWindow, dialog } from 'electron';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import { SYSTEM_CLOCK } from '../../shared/base/system-clock';
import type { ShellApi, ShellStart, ShellWish } from '../../shared/ipc/shell-api';
import type { ShellInput } from '../../shared/shell/shell-keys';
import type { ShellSize } from '../../shared/shell/shell-screen';
import { cleanLine } from '../../shared/text/clean';
import { openPty } from './pty-process';
import { shellProgram, shellWorld } from './shell-program';
import { ShellSession, type ShellSessionEvents } from './shell-session';

const SHARE = 0;

/**
 * The terminal that the local user shares. That one is started the user says outside the window: a
 * page that somebody took over could ask for a shell, and cannot answer this question.
 */
export class SharedShell implements Omit<ShellApi, 'onCells' | 'onEnded'>, Disposable {
  private readonly session = new MutableDisposable<ShellSession>();
  private isAsking = false;

  constructor(
    private readonly window: () => BrowserWindow,
    private readonly events: ShellSessionEvents,
    private readonly logger: Logger,
  ) {}

  async start(wish: ShellWish): Promise<ShellStart> {
    if (this.session.value !== undefined || this.isAsking) return 'busy';
    this.isAsking = true;
    try {
      if (!(await this.isWanted(wish.command))) return 'refused';
    } finally {
      this.isAsking = false;
    }
    return this.open(wish);
  }

  stop(): Promise<void> {
    this.session.value = undefined;
    return Promise.resolve();
  }

  type(inputs: readonly ShellInput[]): Promise<void> {
    this.session.value?.type(inputs);
    return Promise.resolve();
  }

  resize(size: ShellSize): Promise<void> {
    this.session.value?.resize(size);
    return Promise.resolve();
  }

  history(above: number, lines: number): Promise<Uint8Array | null> {
    return Promise.resolve(this.session.value?.history(above, lines) ?? null);
  }

  forgetHistory(): Promise<void> {
    this.session.value?.forgetHistory();
    return Promise.resolve();
  }

  dispose(): void {
    this.session.dispose();
  }

  private async isWanted(command: string | null): Promise<boolean> {
    const what = command === null ? 'a shell of yours' : cleanLine(command);
    const { response } = await dialog.showMessageBox(this.window(), {
      type: 'question',
      title: 'Share a terminal',
      message: `Run ${what} in a terminal, and show it to everybody in the call?`,
      detail:
        'The others see what is on it. Nobody but you can type into it, unless you grant that to ' +
        'somebody by name.',
      buttons: ['Share', 'Cancel'],
      defaultId: SHARE,
      cancelId: 1,
      noLink: true,
    });
    return response === SHARE;
  }

  private open({ command, cols, rows }: ShellWish): ShellStart {
    const { events } = this;
    try {
      const program = { ...shellProgram(command, shellWorld()), cols, rows };
      const session = ShellSession.start(
        program,
        openPty,
        {
          handleCells: (messages) => {
            events.handleCells(messages);
          },
          handleEnd: (exitCode) => {
            this.session.value = undefined;
            events.handleEnd(exitCode);
          },
        },
        SYSTEM_CLOCK,
      );
      if (session === null) return 'unsupported';
      this.session.value = session;
      this.logger.log('info', 'a terminal is shared');
      return 'started';
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      this.logger.log('warn', 'the terminal could not be started', { kind });
      return 'failed';
    }
  }
}
