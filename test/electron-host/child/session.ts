import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import type { PermissionQuestion } from '../host-calls';
import { StandInEvent } from './event';
import { offer } from './link';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];
type Contents = Parameters<RequestHandler>[0];

type Members =
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler';

export class SessionStandIn extends EventEmitter implements Pick<Session, Members> {
  private requestHandler: RequestHandler | null = null;
  private checkHandler: CheckHandler | null = null;
  private deviceHandler: DeviceHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.deviceHandler = handler;
  }

  /** Without a handler Electron grants everything: so does this. */
  async ask(question: PermissionQuestion): Promise<{ request: boolean; check: boolean }> {
    return { request: await this.request(question), check: this.check(question) };
  }

  hasDeviceHandler(): boolean {
    return this.deviceHandler !== null;
  }

  mayDownload(): boolean {
    const event = new StandInEvent();
    this.emit('will-download', event, {}, null, null);
    return !event.defaultPrevented;
  }

  private request({
    permission,
    origin,
    isMainFrame,
    mediaTypes,
  }: PermissionQuestion): Promise<boolean> {
    const handler = this.requestHandler;
    if (handler === null) return Promise.resolve(true);
    const details = {
      isMainFrame,
      requestingUrl: `${origin}/index.html`,
      ...(mediaTypes && { mediaTypes: [...mediaTypes], securityOrigin: `${origin}/` }),
    };
    return new Promise((resolve) => {
      // The handlers of a correct app decide by the details, not by the contents.
      handler(null as unknown as Contents, permission as Permission, resolve, details);
    });
  }

  private check({ permission, origin, isMainFrame, mediaTypes }: PermissionQuestion): boolean {
    const handler = this.checkHandler;
    if (handler === null) return true;
    // Checks name one kind of device at a time.
    const kinds = mediaTypes ?? [undefined];
    return kinds.every((mediaType) =>
      handler(null, permission as Permission, `${origin}/`, {
        isMainFrame,
        requestingUrl: `${origin}/index.html`,
        ...(mediaType && { mediaType }),
      }),
    );
  }
}

export const defaultSession = new SessionStandIn();
export const session = { defaultSession };

offer({
  askPermission: (question) => defaultSession.ask(question),
  mayDownload: () => defaultSession.mayDownload(),
});
