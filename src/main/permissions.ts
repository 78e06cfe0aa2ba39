import { type Session, session } from 'electron';
import type { Logger } from '../shared/base/logger';
import { isPermitted } from './permission-policy';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Session['setPermissionCheckHandler']>[0]>;

/** Both of Electron's permission handlers, and downloads, which the window never makes. */
export function lockPermissions(logger: Logger): void {
  const ours = session.defaultSession;
  ours.setPermissionRequestHandler(createRequestHandler(logger));
  ours.setPermissionCheckHandler(handleCheck);
  ours.setDevicePermissionHandler(() => false);
  ours.on('will-download', (event) => {
    event.preventDefault();
    logger.log('warn', 'refused a download');
  });
}

function createRequestHandler(logger: Logger): RequestHandler {
  return (_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? details.mediaTypes : undefined;
    const { requestingUrl: url, isMainFrame } = details;
    const isGranted = isPermitted({ permission, url, isMainFrame, ...(media && { media }) });
    if (!isGranted) logger.log('warn', 'denied a permission', { permission });
    answer(isGranted);
  };
}

/** The synchronous twin: asked before, and sometimes instead of, a request. */
const handleCheck: CheckHandler = (_contents, permission, requestingOrigin, details) =>
  isPermitted({
    permission,
    url: requestingOrigin,
    isMainFrame: details.isMainFrame,
    ...(details.mediaType && { media: [details.mediaType] }),
  });
