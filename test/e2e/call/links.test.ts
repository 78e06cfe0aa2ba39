import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSignallingClient,
  type SignallingClient,
} from '../../../src/shared/signalling/library';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { type PathProxy, startPathProxy } from '../../helpers/path-proxy';

/** A link that somebody else made, followed by bob, whose calls of carol answer themselves. */
describe('a link that asks to sign in on another server', () => {
  let good: AppServer;
  let evil: AppServer;
  let carol: SignallingClient;
  let bob: AppDriver;
  const evilUrl = (): string => evil.url.replace(/^http/, 'ws').replace(/\/$/, '');

  beforeAll(async () => {
    // As evil as can be: whoever runs good lets its pages reach evil, too.
    const letIn: string[] = [];
    evil = await startAppServer({ allowedOrigins: letIn });
    good = await startAppServer({ allowedOrigins: [new URL(evil.url).origin] });
    letIn.push(new URL(good.url).origin);
    carol = createSignallingClient();
    await carol.signIn({ server: evil.url, name: 'carol', presence: 'available' });
    // Whoever comes in as bob is called at once.
    carol.onPush(({ name, payload }) => {
      if (name === 'people:changed' && payload.here.some((person) => person.name === 'bob'))
        void carol.request('call:invite', { to: 'bob' });
    });
    const link = `${good.url}#server=${encodeURIComponent(evilUrl())}&user=bob`;
    bob = await AppDriver.open({
      serverUrl: link,
      prepare: async (context) => {
        await context.addInitScript(() => {
          const settings = { autoanswer: true, autoanswer_people: ['carol'] };
          localStorage.setItem('webcrt.settings', JSON.stringify(settings));
        });
      },
    });
  });

  afterAll(async () => {
    await bob?.close();
    carol?.dispose();
    await Promise.all([good?.close(), evil?.close()]);
  });

  it('fills in the command line, and signs in nowhere but at home', async () => {
    await bob.waitForChat(`The link asks you to sign in on ${evilUrl()} as bob`);
    await bob.waitForStatus(/signed in as/);
    expect(await bob.command.inputValue()).toBe(`login --server ${evilUrl()} --user bob`);
    expect(evil.signalling.status()).toMatchObject({ people: 1, calls: 0 });
    expect(good.signalling.status().people).toBe(1);
  });

  it('lets whoever calls there ring after an Enter, and answers nobody by itself', async () => {
    await bob.command.press('Enter');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    expect(await bob.page.getByText(/answering by itself/).isVisible()).toBe(false);
    expect(await bob.statusText()).toContain('carol');
    await bob.type('autoanswer add carol');
    await bob.waitForChat(/The desktop app alone answers calls by itself/);
  });
});

describe('a server that a page was not told of', () => {
  let home: AppServer;
  let bob: AppDriver;
  let knocks = 0;
  const other = createServer((_request, response) => {
    knocks += 1;
    response.end();
  });
  other.on('upgrade', (_request, socket) => {
    knocks += 1;
    socket.destroy();
  });

  beforeAll(async () => {
    home = await startAppServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    bob = await AppDriver.open({ serverUrl: home.url, camera: 'none', user: 'bob' });
    await bob.waitForStatus(/signed in as bob/);
  });

  afterAll(async () => {
    await bob?.close();
    await home?.close();
    other.close();
  });

  it('is not even asked by it, and the page says why and stays where it was', async () => {
    await bob.type(`login --server ws://127.0.0.1:${(other.address() as AddressInfo).port}`);
    await bob.waitForChat(/must allow each other \(--allow-origin\)/);
    await bob.waitForStatus(/signed in as bob/);
    expect(knocks).toBe(0);
  });
});

/** The server behind a proxy, which has it below a path beside other things. */
describe('below a path', () => {
  let server: AppServer;
  let proxy: PathProxy;
  const open: AppDriver[] = [];

  beforeAll(async () => {
    server = await startAppServer();
    proxy = await startPathProxy(server.url);
  });

  afterAll(async () => {
    for (const driver of open) await driver.close();
    await proxy?.close();
    await server?.close();
  });

  it('a guest joins a room by the invitation that was copied there', async () => {
    const ann = await AppDriver.open({ serverUrl: proxy.url, user: 'ann' });
    open.push(ann);
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('room create den');
    await ann.waitForStatus(/den/);
    await ann.type('/invite');
    const said = await ann.waitForChat(/\/room\/den/);
    const invitation = /http:\S+/.exec(said)?.[0] ?? '';
    expect(invitation).toBe(`${proxy.url}room/den`);
    // With a slash at its end, as some programs add one: the server sends on to where it is seen
    // from.
    const bob = await AppDriver.open({ serverUrl: `${invitation}/`, user: 'bob' });
    open.push(bob);
    await bob.waitForStatus(/signed in as bob/);
    await bob.waitForChat(/The link leads to the room den/);
    await bob.command.press('Enter');
    await ann.expectPicture('bob');
    // The worlds beside it were asked for nothing of ours.
    expect(proxy.astray.filter((path) => path !== '/favicon.ico')).toEqual([]);
  });
});
