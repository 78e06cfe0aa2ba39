import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { err, ok } from '../../shared/base/result';
import type { Disposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import {
  parseArguments,
  type PushChannel,
  type PushChannels,
  type RequestArguments,
  type RequestChannel,
  type RequestEnvelope,
  type RequestReply,
} from '../../shared/ipc/channels';
import { isAppUrl } from '../app-address';
import { UserError } from '../user-error';

/** All that a sender learns of why it was refused. */
const REFUSAL = 'This request was refused.';
const FAILURE = 'Something went wrong in the app. The log says more.';

type RequestHandler<C extends RequestChannel> = (
  ...args: RequestArguments<C>
) => RequestReply<C> | Promise<RequestReply<C>>;

/**
 * The only file that touches `ipcMain`. Every request is checked for who asks (the top frame of our
 * window, on our own origin: security checklist item 17) and for what it brings, before a handler
 * sees it.
 */
export class TypedIpc implements Disposable {
  private readonly handled = new Set<RequestChannel>();

  constructor(
    /** The window's contents; `null` when there is no window. */
    private readonly contents: () => WebContents | null,
    private readonly logger: Logger,
  ) {
    // electron-store answers any frame on a channel of its own, for windows that use it: none here.
    ipcMain.removeAllListeners('electron-store-get-data');
  }

  /** Answers `channel` with `handler`, for as long as this object lives. */
  handle<C extends RequestChannel>(channel: C, handler: RequestHandler<C>): void {
    ipcMain.handle(channel, (event, ...input: unknown[]) => {
      if (!this.isTrusted(event)) throw this.refuse(channel, 'sender');
      const parsed = parseArguments(channel, input);
      if (!parsed.ok) throw this.refuse(channel, parsed.error);
      return this.answer(channel, () => handler(...parsed.value));
    });
    this.handled.add(channel);
  }

  /** Tells the window; lost when there is none. */
  push<C extends PushChannel>(channel: C, payload: PushChannels[C]): void {
    const contents = this.contents();
    if (contents === null || contents.isDestroyed()) return;
    contents.send(channel, payload);
  }

  dispose(): void {
    for (const channel of this.handled) ipcMain.removeHandler(channel);
    this.handled.clear();
  }

  private isTrusted({ sender, senderFrame }: IpcMainInvokeEvent): boolean {
    // A frame that has navigated away or was removed is null.
    if (sender !== this.contents() || senderFrame === null) return false;
    return senderFrame.parent === null && isAppUrl(senderFrame.url);
  }

  private refuse(channel: RequestChannel, where: string): Error {
    this.logger.log('error', 'refused a request of the window', { channel, where });
    return new Error(REFUSAL);
  }

  private async answer<T>(
    channel: RequestChannel,
    run: () => T | Promise<T>,
  ): Promise<RequestEnvelope<T>> {
    try {
      return ok(await run());
    } catch (error) {
      if (error instanceof UserError) return err(error.message);
      const kind = error instanceof Error ? error.name : typeof error;
      this.logger.log('error', 'a request of the window failed', { channel, kind });
      return err(FAILURE);
    }
  }
}
