import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { smallClip } from '../../helpers/fake-camera';

describe('a broadcast of a room', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let cat: AppDriver;
  let url = '';

  const open = async (user: string, variant: number): Promise<AppDriver> => {
    const person = await AppDriver.open({ serverUrl: server.url, user, clip: smallClip(variant) });
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  };

  const addressAt = async (person: AppDriver): Promise<string> => {
    const line = await person.waitForChat(/The stage is shown at/);
    return /http\S+\/watch\/[0-9a-f]{32}/.exec(line)?.[0] ?? expect.fail(line);
  };

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob, cat] = await Promise.all([open('ann', 1), open('bob', 2), open('cat', 3)]);
    await ann.type('room create den');
    await ann.waitForStatus(/den/);
    await bob.type('join den');
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
  });

  afterAll(async () => {
    await Promise.all([ann?.close(), bob?.close(), cat?.close()]);
    await server?.close();
  });

  it('asks everybody who is there, and has no address while one of them says no', async () => {
    await ann.type('/broadcast on');
    await bob.waitForChat(/ann would like to show this stage/);
    await bob.type('/broadcast no');
    await ann.waitForChat(/bob does not want/);
    expect((await ann.chatLines()).join('\n')).not.toContain('/watch/');
    await bob.until('the question to go', async () => {
      return !(await bob.statusText()).includes('broadcast');
    });
  });

  it('begins with the word of everybody', async () => {
    await ann.type('/broadcast on');
    await bob.waitForStatus(/ann asks to broadcast/);
    await bob.type('/broadcast yes');
    url = await addressAt(ann);
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });

  it('shows nothing more from when somebody comes, until they have said yes as well', async () => {
    await cat.type('join den');
    await cat.waitForChat(/ann would like to show this stage/);
    await ann.waitForChat(/until cat has said yes/);
    await cat.type('/broadcast yes');
    await cat.waitForStatus(/● ann broadcasts this/);
    await bob.waitForStatus(/● ann broadcasts this/);
    // Who looks on sees all three.
    const watching = await fetch(`${url}?cols=200&rows=60`);
    const reader = watching.body!.pipeThrough(new TextDecoderStream()).getReader();
    let seen = '';
    await ann.until('all of them', async () => {
      seen += (await reader.read()).value ?? '';
      return ['bob', 'cat'].every((name) => seen.includes(name));
    });
    await reader.cancel();
  });

  it('ends for all when the one who came late says no', async () => {
    await cat.type('/broadcast no');
    // Whichever of the two is heard first: cat, or the server.
    await ann.waitForChat(/(cat|Somebody) does not want/);
    for (const person of [bob, cat]) {
      await person.until('the mark to go', async () => {
        return !(await person.statusText()).includes('broadcast');
      });
    }
    expect((await fetch(url)).status).toBe(404);
  });
});
