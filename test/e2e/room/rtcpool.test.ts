import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { launchPerson, type Person } from '../../helpers/browser';
import { clipFrames, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import {
  type RtcpoolSite,
  RtcpoolVisitor,
  startRtcpoolSite,
} from '../../helpers/plain/rtcpool-program';

const STYLE = 'ascii-color';
const CLIP = patternClip();
const SLUG = 'studio';

// rtcpool itself, as it is published, in pages of a site of somebody else's.
describe('a room with pages on rtcpool in it', () => {
  const errors: string[] = [];
  let site: RtcpoolSite;
  let server: AppServer;
  let person: Person;
  let ann: AppDriver;
  let bob: AppDriver;
  let cat: RtcpoolVisitor;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    [site, frames] = await Promise.all([startRtcpoolSite(), clipFrames(CLIP, 3)]);
    const gateways = [{ name: 'rtcpool', room: null }] as const;
    server = await startAppServer({ gateways, allowedOrigins: [site.origin] });
    const app = { serverUrl: server.url, style: STYLE, clip: CLIP } as const;
    [[ann, bob], person] = await Promise.all([
      AppDriver.openAll(['ann', 'bob'].map((user) => ({ ...app, user }))),
      launchPerson({ clip: CLIP }),
    ]);
    for (const { page } of [ann, bob]) {
      page.on('pageerror', ({ message }) => errors.push(message));
    }
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  afterEach(() => {
    expect(errors).toEqual([]);
  });

  afterAll(async () => {
    await person?.close();
    await ann?.close();
    await bob?.close();
    await server?.close();
    await site?.close();
  });

  async function enter(name: string): Promise<RtcpoolVisitor> {
    const gateway = `${server.url.replace('http', 'ws')}rtcpool/${name}`;
    return RtcpoolVisitor.join(person.context, site, gateway, SLUG);
  }

  async function enters(app: AppDriver, command: string, count: number): Promise<void> {
    await app.type(command);
    await app.waitForStatus(new RegExp(`in room ${SLUG} \\(${count}\\)`));
  }

  async function leaves(app: AppDriver): Promise<void> {
    await app.type('/leave');
    await app.waitForStatus(/no call/);
  }

  /** Picture and sound of each of the others, and of nobody else. */
  async function gets(visitor: RtcpoolVisitor, count: number): Promise<void> {
    await ann.until(`picture and sound of ${count} at a page on rtcpool`, async () => {
      const all = await visitor.figures();
      const isWhole = all.every((each) => each.frames > 0 && each.soundPackets > 0);
      return all.length === count && isWhole;
    });
  }

  it('connects them with WebCRT, whoever came first', async () => {
    await enters(ann, `/room create ${SLUG}`, 1);
    cat = await enter('cat');
    await gets(cat, 1);
    await ann.expectPicture('cat');
    await ann.until('the picture of cat', async () => {
      return bestTextMatch(await ann.snapshotText(), frames, inkOfStyle(STYLE)) > 0.9;
    });
    await ann.until('the sound of cat', async () => (await ann.receivedMedia()).audioEnergy > 0);
    await leaves(ann);
    await enters(ann, `/join ${SLUG}`, 2);
    await gets(cat, 1);
    await ann.expectPicture('cat');
  });

  it('has room for two of WebCRT, and for one who leaves and returns', async () => {
    await enters(bob, `/join ${SLUG}`, 3);
    await gets(cat, 2);
    await bob.expectPicture('cat');
    await bob.expectPicture('ann');
    await cat.leave();
    await bob.waitForStatus(/\(2\)/);
    cat = await enter('cat');
    await gets(cat, 2);
    for (const each of [ann, bob]) await each.expectPicture('cat');
    await leaves(bob);
  });

  it('connects two of them with each other as well, of whom one leaves and returns', async () => {
    let dog = await enter('dog');
    await Promise.all([gets(cat, 2), gets(dog, 2)]);
    await dog.leave();
    await ann.waitForStatus(/\(2\)/);
    await gets(cat, 1);
    dog = await enter('dog');
    await Promise.all([gets(cat, 2), gets(dog, 2)]);
    await ann.expectPicture('dog');
    await cat.leave();
    await dog.leave();
    await ann.waitForStatus(/\(1\)/);
    await leaves(ann);
  });
});
