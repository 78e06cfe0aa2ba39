import { EventEmitter } from 'node:events';
import type {
  IpcMainInvokeEvent,
  WebContents,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';
import type { FrameInfo } from '../host-calls';
import { app } from './app';
import { eventWith, StandInEvent } from './event';
import { ipcMain } from './ipc-main';
import { screenLink } from './link';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];
type FrameStandIn = Pick<WebFrameMain, 'url' | 'parent'>;

/** The page of a window, as the main process sees it. */
export class WebContentsStandIn
  extends EventEmitter
  implements
    Pick<
      WebContents,
      | 'id'
      | 'send'
      | 'reload'
      | 'isDestroyed'
      | 'getURL'
      | 'setWindowOpenHandler'
      | 'setZoomFactor'
      | 'getZoomFactor'
    >
{
  private openHandler: OpenHandler | null = null;
  private isGone = false;
  private url = '';
  private zoomFactor = 1;

  constructor(readonly id: number) {
    super();
    app.emit('web-contents-created', new StandInEvent(), this);
  }

  isDestroyed(): boolean {
    return this.isGone;
  }

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  getZoomFactor(): number {
    return this.zoomFactor;
  }

  /**
   * Kept, not shown: a zoom that is emulated moves the layers of xterm.js, where a real one does
   * not.
   */
  setZoomFactor(factor: number): void {
    if (factor <= 0) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.zoomFactor = factor;
  }

  send(channel: string, ...args: unknown[]): void {
    if (this.isGone) throw new TypeError('Object has been destroyed');
    const delivery = { kind: 'push', channel, args: structuredClone(args) } as const;
    // A page that is being loaded hears nothing.
    screenLink.call('deliver', this.id, delivery).catch(() => undefined);
  }

  reload(): void {
    void screenLink.call('reload', this.id).then(() => {
      this.emit('did-finish-load', new StandInEvent());
    });
  }

  handleLoaded(url: string): void {
    this.url = url;
    this.emit('did-finish-load', new StandInEvent());
  }

  handleDestroyed(): void {
    this.isGone = true;
    this.emit('destroyed', new StandInEvent());
  }

  crash(): void {
    const details = { reason: 'crashed', exitCode: 139 };
    this.emit('render-process-gone', new StandInEvent(), details);
  }

  async handleInvoke(
    frame: FrameInfo,
    requestId: number,
    channel: string,
    args: unknown[],
  ): Promise<void> {
    try {
      const value = await ipcMain.invoke(this.invokeEvent(frame), channel, args);
      await screenLink.call('deliver', this.id, { kind: 'reply', requestId, value });
    } catch (error) {
      // As Electron words it.
      const message = `Error invoking remote method '${channel}': ${String(error)}`;
      await screenLink
        .call('deliver', this.id, { kind: 'refusal', requestId, message })
        .catch(() => undefined);
    }
  }

  mayNavigate(url: string, isMainFrame: boolean): boolean {
    const params = { url, isMainFrame, isSameDocument: false, frame: null, initiator: null };
    const inFrame = eventWith(params);
    this.emit('will-frame-navigate', inFrame);
    if (inFrame.defaultPrevented || !isMainFrame) return !inFrame.defaultPrevented;
    const event = eventWith(params);
    this.emit('will-navigate', event, url, false, true, 0, 0);
    return !event.defaultPrevented;
  }

  mayRedirect(url: string): boolean {
    const params = { url, isMainFrame: true, isSameDocument: false, frame: null };
    const event = eventWith(params);
    this.emit('will-redirect', event, url, false, true, 0, 0);
    return !event.defaultPrevented;
  }

  openWindow(url: string): WindowOpenHandlerResponse['action'] {
    if (this.openHandler === null) return 'allow';
    const answer = this.openHandler({
      url,
      frameName: '',
      features: '',
      disposition: 'foreground-tab',
      referrer: { url: this.url, policy: 'no-referrer' },
    });
    return answer.action;
  }

  mayAttachWebview(): boolean {
    const event = new StandInEvent();
    this.emit('will-attach-webview', event, {}, {});
    return !event.defaultPrevented;
  }

  private invokeEvent(frame: FrameInfo): IpcMainInvokeEvent {
    const top: FrameStandIn = { url: this.url, parent: null };
    const senderFrame: FrameStandIn = {
      url: frame.url,
      parent: frame.isTop ? null : (top as WebFrameMain),
    };
    const sender = frame.isElsewhere === true ? new WebContentsStandIn(-1) : this;
    const event = eventWith({ type: 'frame', frameId: 1, processId: 1, sender, senderFrame });
    return event as unknown as IpcMainInvokeEvent;
  }
}
