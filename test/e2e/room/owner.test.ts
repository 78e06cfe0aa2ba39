import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { IS_ELECTRON } from '../../helpers/app-window';

const NOT_MINE = 'Only the owner of the room can do that.';

describe('whoever made a room', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  async function open(user: string): Promise<AppDriver> {
    const person = await AppDriver.open({ serverUrl: server.url, user, camera: 'none' });
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  }

  /** Another window of the same person, whose first one the server still holds the name for. */
  async function openBeside(person: AppDriver, user: string): Promise<AppDriver> {
    const page = await person.page.context().newPage();
    await page.goto(`${server.url}#user=${user}`);
    const close = (): Promise<void> => page.close();
    const beside = new AppDriver({ page, close, savedBy: () => Promise.reject(new Error('none')) });
    await beside.waitForStatus(new RegExp(`signed in as ${user}`));
    return beside;
  }

  async function reload(person: AppDriver, user: string): Promise<void> {
    await person.page.reload();
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
  }

  async function refusals(person: AppDriver): Promise<number> {
    return (await person.chatLines()).filter((line) => line.includes(NOT_MINE)).length;
  }

  async function isRefused(person: AppDriver, line: string): Promise<void> {
    const before = await refusals(person);
    await person.type(line);
    await person.until('a refusal', async () => (await refusals(person)) > before);
  }

  async function hasTopic(topic: string): Promise<void> {
    await bob.until(`the topic ${topic}`, async () => {
      await bob.type('/rooms');
      return (await bob.chatLines()).some((line) => line.includes(topic));
    });
  }

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob] = await Promise.all(['ann', 'bob'].map(open));
    await ann.type('room create shed');
    await ann.waitForStatus(/in room shed \(1\)/);
    await bob.type('join shed');
    await ann.waitForStatus(/in room shed \(2\)/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('is its owner again after a reload, and whoever was there meanwhile is not', async () => {
    await reload(ann, 'ann');
    await bob.waitForStatus(/in room shed \(1\)/);
    await isRefused(bob, '/topic mine now');
    await ann.type('join shed');
    await ann.waitForStatus(/in room shed \(2\)/);
    await ann.type('/topic spades and rakes');
    await hasTopic('spades and rakes');
    expect(await refusals(ann)).toBe(0);
  });

  it('goes in through a lock, and shows the key to nobody', async () => {
    await ann.type('/lock');
    await ann.waitForChat('Nobody else gets in now');
    await reload(ann, 'ann');
    await bob.waitForStatus(/in room shed \(1\)/);
    await ann.type('join shed');
    await ann.waitForStatus(/in room shed \(2\)/);
    await ann.type('/invite');
    await ann.waitForChat(/\/room\/shed/);
    const key = await keptKey(ann);
    for (const person of [ann, bob]) {
      expect(await person.page.locator('body').innerText()).not.toContain(key);
      expect(person.page.url()).not.toContain(key);
    }
    await ann.type('/unlock');
    await ann.waitForChat('The room is open again');
  });

  it.skipIf(IS_ELECTRON)(
    'is so under another name, while the server holds the old one',
    async () => {
      const anna = await openBeside(ann, 'anna');
      await anna.type('join shed');
      await anna.waitForStatus(/in room shed \(3\)/);
      await anna.type('/topic pots and pans');
      await hasTopic('pots and pans');
      await anna.close();
      await ann.waitForStatus(/in room shed \(2\)/);
    },
  );

  it('ends it for everybody, and has no say in the next one of that name', async () => {
    await reload(ann, 'ann');
    await bob.waitForStatus(/in room shed \(1\)/);
    await ann.type('join shed');
    await ann.waitForStatus(/in room shed \(2\)/);
    await ann.type('/room stop');
    await ann.waitForChat('You have ended shed for everybody.');
    await ann.waitForStatus(/no call/);
    await bob.waitForChat('shed was ended by its owner.');
    await bob.type('room create shed');
    await bob.waitForStatus(/in room shed \(1\)/);
    await ann.type('join shed');
    await ann.waitForStatus(/in room shed \(2\)/);
    await isRefused(ann, '/topic mine');
    await bob.type('/topic a new shed');
    await hasTopic('a new shed');
  });
});

/** What this device keeps, as it lies there. */
async function keptKey(person: AppDriver): Promise<string> {
  const kept = await person.page.evaluate(
    () =>
      new Promise<unknown>((resolve, reject) => {
        const opening = indexedDB.open('webcrt');
        opening.onerror = () => {
          reject(new Error('there is no such database'));
        };
        opening.onsuccess = () => {
          const asked = opening.result.transaction('kept').objectStore('kept').get('owner-keys');
          asked.onsuccess = () => {
            resolve(asked.result);
          };
        };
      }),
  );
  const [{ key }] = kept as [{ key: string }];
  expect(key).toMatch(/^[\w-]{43}$/);
  return key;
}
