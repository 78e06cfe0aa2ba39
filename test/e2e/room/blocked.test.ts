import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { smallClip } from '../../helpers/fake-camera';

const VIEWPORT = { width: 760, height: 600 };
/** So many looks at the decoder, a second and more, show that nothing comes. */
const LOOKS = 10;

describe('somebody whom the local user has blocked, in a room', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let eve: AppDriver;

  async function open(user: string, camera: { clip: string } | { camera: 'none' }) {
    const person = await AppDriver.open({
      serverUrl: server.url,
      user,
      viewport: VIEWPORT,
      ...camera,
    });
    await person.waitForStatus(new RegExp(`signed in as ${user}`));
    return person;
  }

  /** Whether another frame is decoded within some looks. */
  async function framesCome(person: AppDriver): Promise<boolean> {
    const { framesDecoded } = await person.receivedMedia();
    for (let look = 0; look < LOOKS; look++) {
      if ((await person.receivedMedia()).framesDecoded > framesDecoded) return true;
      await person.page.waitForTimeout(100);
    }
    return false;
  }

  /** The first frames of a link come before its other end has heard that they are not wanted. */
  async function expectNoFrames(person: AppDriver): Promise<void> {
    await person.until('no more frames', async () => !(await framesCome(person)));
  }

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob, eve] = await Promise.all([
      open('ann', { clip: smallClip(2) }),
      open('bob', { camera: 'none' }),
      open('eve', { clip: smallClip(1) }),
    ]);
    await bob.type('room create den');
    await bob.waitForStatus(/in room den \(1\)/);
    for (const person of [eve, ann]) {
      await person.type('join den');
      await person.waitForStatus(/in room den/);
    }
    await ann.waitForStatus(/in room den \(3\)/);
  });

  afterAll(async () => {
    for (const person of [ann, bob, eve]) await person?.close();
    await server?.close();
  });

  it('has no tile, and sends the local user no picture', async () => {
    await ann.expectPicture('eve');
    await ann.until('frames of eve', () => framesCome(ann));
    await ann.type('/block eve');
    await ann.waitForChat(/eve is blocked/);
    await ann.expectNoPicture('eve');
    await ann.waitForStatus(/in room den \(2\)/);
    await expectNoFrames(ann);
    await bob.expectPicture('eve');
  });

  it('sees and hears nothing of the local user', async () => {
    await eve.expectNoPicture('ann');
    await expectNoFrames(eve);
    await bob.expectPicture('ann');
  });

  it('comes, goes and writes without a line of it', async () => {
    const before = (await ann.chatLines()).length;
    await eve.type('can you hear me?');
    await bob.waitForChat('can you hear me?');
    await eve.type('/leave');
    await bob.waitForChat('eve has left the room.');
    await eve.type('join den');
    await bob.waitForStatus(/in room den \(3\)/);
    await eve.type('I am back');
    await bob.waitForChat('I am back');
    // What comes after is there, and so what came before it is lost.
    await bob.type('who is here?');
    await ann.waitForChat('who is here?');
    const heard = (await ann.chatLines()).slice(before).join('\n');
    expect(heard).not.toMatch(/eve|can you hear me|I am back/);
    await bob.expectPicture('eve');
    expect(await ann.picture('eve').isVisible()).toBe(false);
    await expectNoFrames(ann);
    await expectNoFrames(eve);
  });

  it('is not among those whom the local user is told of on coming in, and cannot be called', async () => {
    await ann.type('/leave');
    await ann.waitForStatus(/no call/);
    await ann.type('join den');
    await ann.waitForChat('You are in den: with bob.');
    await ann.waitForStatus(/in room den \(2\)/);
    await ann.type('/msg eve are you there?');
    await ann.waitForChat(/eve is blocked: you would hear no answer/);
    await bob.expectPicture('eve');
    await expectNoFrames(ann);
  });

  it('is there again when the local user unblocks them', async () => {
    await ann.type('/unblock eve');
    await ann.waitForChat('eve is no longer blocked.');
    await ann.expectPicture('eve');
    await ann.waitForStatus(/in room den \(3\)/);
    await ann.until('frames of eve', () => framesCome(ann));
    await eve.expectPicture('ann');
    await eve.until('frames of ann', () => framesCome(eve));
    await eve.type('good to see you');
    await ann.waitForChat('good to see you');
  });
});
