import { afterEach, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

let app: ElectronApp | undefined;
let server: AppServer | undefined;

afterEach(async () => {
  await app?.close();
  await server?.close();
});

it('signs in by itself at a server that is started after the app, unless another is wished', async () => {
  const port = await freePort(0, '127.0.0.1');
  const url = `ws://127.0.0.1:${port}`;
  const opened = await launchElectronApp({ argv: ['--server', url, '--user', 'ann'] });
  app = opened;
  const ann = new AppDriver({
    page: opened.window,
    savedBy: () => Promise.reject(new Error('nothing is saved here')),
    close: () => opened.close(),
  });
  await ann.waitForStatus(/no server \(try [2-9]\)/);
  await ann.type('logout');
  await ann.waitForStatus(/signed out/);
  await ann.type('login --user bea');
  await ann.waitForStatus(/no server \(try [2-9]\)/);
  server = await startAppServer(undefined, undefined, undefined, port);
  await ann.waitForStatus(/signed in as bea/);
  const told = (await ann.chatLines()).filter((line) => /server|signed/i.test(line));
  const noServer = expect.stringContaining(
    `No server answers at ${url}: nothing listens there. Is it running? It is tried again by itself, until you type: logout`,
  ) as string;
  expect(told).toEqual([
    noServer,
    expect.stringContaining('You are signed out: signing in is no longer tried.'),
    noServer,
    expect.stringContaining('You are signed in as bea.'),
  ]);
});
