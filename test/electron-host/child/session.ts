import { EventEmitter } from 'node:events';
import type { Session } from 'electron';
import type { DisplayGrant, FrameInfo, PermissionQuestion } from '../host-calls';
import { StandInEvent } from './event';
import { offer } from './link';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Session['setDevicePermissionHandler']>[0]>;
type DisplayHandler = NonNullable<Parameters<Session['setDisplayMediaRequestHandler']>[0]>;
type DisplayRequest = Parameters<DisplayHandler>[0];
type Streams = Parameters<Parameters<DisplayHandler>[1]>[0];
type Permission = Parameters<RequestHandler>[1];
type Contents = Parameters<RequestHandler>[0];

type Members =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler';

export class SessionStandIn extends EventEmitter implements Pick<Session, Members> {
  private requestHandler: RequestHandler | null = null;
  private checkHandler: CheckHandler | null = null;
  private deviceHandler: DeviceHandler | null = null;
  private displayHandler: DisplayHandler | null = null;
  readonly displayGrants: (DisplayGrant | null)[] = [];

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.deviceHandler = handler;
  }

  setDisplayMediaRequestHandler(handler: DisplayHandler | null): void {
    this.displayHandler = handler;
  }

  /** Without a handler Electron gives no screens. */
  async askDisplay({ url, isTop }: FrameInfo, hasSound: boolean): Promise<DisplayGrant | null> {
    const handler = this.displayHandler;
    // URL knows no origins of schemes like ours.
    const [origin] = /^[a-z]+:\/\/[^/]*/.exec(url) ?? [''];
    const permission = { permission: 'display-capture', origin, isMainFrame: isTop };
    if (handler === null || !(await this.request(permission))) return null;
    const request = {
      frame: { url, parent: isTop ? null : {} } as DisplayRequest['frame'],
      securityOrigin: origin,
      videoRequested: true,
      audioRequested: hasSound,
      userGesture: true,
    };
    const streams = await new Promise<Streams>((resolve) => {
      handler(request, resolve);
    });
    const grant = grantOf(streams);
    this.displayGrants.push(grant);
    return grant;
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

function grantOf(streams: Streams): DisplayGrant | null {
  if (streams?.video === undefined || !('id' in streams.video)) return null;
  return { id: streams.video.id, hasSound: streams.audio !== undefined };
}

export const defaultSession = new SessionStandIn();
export const session = { defaultSession };

export function displayGrantRecords(): readonly (DisplayGrant | null)[] {
  return [...defaultSession.displayGrants];
}

offer({
  askDisplay: (frame, hasSound) => defaultSession.askDisplay(frame, hasSound),
  askPermission: (question) => defaultSession.ask(question),
  mayDownload: () => defaultSession.mayDownload(),
});
