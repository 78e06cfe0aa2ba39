import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { namespacesFault, NetworkNamespace } from '../../helpers/network-namespace';
import { installPageProbes } from '../../helpers/page-probes';

const FAULT = namespacesFault();
if (FAULT !== null) console.log(`lan.test.ts is skipped, as it takes namespaces: ${FAULT}.`);

const PHRASE = 'the blue whale sings';

/** Two desktop apps, each on a machine of its own as far as the network goes, and no server. */
describe.skipIf(FAULT !== null)('two apps on one network', () => {
  /** Each host has a cable to a port of the bridge, and that is all there is. */
  let bridge: NetworkNamespace;
  const hosts: NetworkNamespace[] = [];
  const apps: ElectronApp[] = [];
  let ann: AppDriver;
  let bob: AppDriver;

  async function open(user: string, namespace: NetworkNamespace): Promise<AppDriver> {
    const app = await launchElectronApp({
      argv: ['--user', user],
      namespace,
      prepare: installPageProbes,
    });
    apps.push(app);
    const driver = new AppDriver({
      page: app.window,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => app.close(),
    });
    await driver.waitForStatus(new RegExp(`signed in as ${user}`));
    return driver;
  }

  /** Looks up until somebody is there. */
  async function find(driver: AppDriver, name: string): Promise<void> {
    await driver.until(`${name} to be found`, async () => {
      await driver.type('lookup');
      const listed = (await driver.chatLines()).at(-1) ?? '';
      return listed.includes(name) && listed.includes('on your network');
    });
  }

  beforeAll(async () => {
    bridge = NetworkNamespace.create('bridge');
    bridge.ip('link add br0 type bridge');
    bridge.ip('link set br0 up');
    for (const index of [0, 1]) {
      const host = NetworkNamespace.create(`host${index}`);
      hosts.push(host);
      host.connect('eth0', bridge, `port${index}`);
      bridge.ip(`link set port${index} master br0`);
      host.ip(`addr add 10.77.0.${index + 2}/24 broadcast 10.77.0.255 dev eth0`);
      // Chromium looks for its addresses by asking which way out there is.
      host.ip('route add default via 10.77.0.1');
    }
    const [first, second] = hosts;
    [ann, bob] = await Promise.all([open('ann', first), open('bob', second)]);
  });

  afterAll(async () => {
    for (const app of apps) await app.close();
    for (const each of [...hosts, bridge]) each?.remove();
  });

  it('find each other by a phrase, call, answer and talk with no server', async () => {
    await ann.type(`lan on ${PHRASE}`);
    expect(await ann.waitForChat(/find you as ann/)).toMatch(/eth0/);
    await bob.type(`lan on ${PHRASE}`);
    await find(ann, 'bob@lan');
    await ann.type('call bob@lan');
    await bob.waitForStatus(/ann@lan is calling/);
    await bob.type('answer');
    await ann.expectPicture('bob@lan');
    await bob.expectPicture('ann@lan');
    await bob.type('hello over the cable');
    await ann.waitForChat(/hello over the cable/);
    await ann.type('/hangup');
    await bob.waitForStatus(/no call/);
  });

  it('are contacts from then on, who find each other without a phrase', async () => {
    await ann.type('contact add bob@lan');
    await bob.type('contact add ann@lan');
    for (const each of [ann, bob]) {
      await each.type('lan off');
      await each.waitForChat(/Nobody on your network finds you any more/);
      await each.type('lan on');
    }
    await find(bob, 'ann@lan');
    await bob.type('msg ann@lan good night');
    await ann.waitForChat(/good night/);
  });
  it('meet in a room that one of them has, and talk there', async () => {
    await ann.type('room create garden --lan');
    await ann.waitForChat(/You are in garden: nobody else is here yet/);
    await bob.until('the room to be listed', async () => {
      await bob.type('rooms');
      const lines = (await bob.chatLines()).join('\n');
      return /garden@ann@lan .*1 person.*on your network/.test(lines);
    });
    await bob.type('join garden@ann@lan');
    await ann.expectPicture('bob@lan');
    await bob.expectPicture('ann@lan');
    await bob.type('what grows here?');
    await ann.waitForChat(/bob@lan.*what grows here/);
    await ann.type('/kick bob@lan');
    await bob.waitForChat(/The owner has put you out of garden/);
  });
});
