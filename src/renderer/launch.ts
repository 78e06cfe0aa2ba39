import type { Logger } from '../shared/base/logger';
import type { HostApi } from '../shared/ipc/host-api';
import { App } from './app';

/** Opens the app in this page, on whatever host it has. */
export async function launch(host: HostApi, logger: Logger): Promise<App> {
  const [report, start] = await Promise.all([host.settings.load(), host.startOptions()]);
  const app = new App(document.body, host, start, report.settings, logger);
  await app.begin(report.notices);
  return app;
}
